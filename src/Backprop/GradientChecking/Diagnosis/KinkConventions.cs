namespace Backprop;

/// <summary>
/// Where a pre-activation, or ŷ − y, lies on a kink, there are two slopes, and a program may take either, the middle, or what is written in
/// it. The measured pass with each of these conventions: a gradient that is right with one of them is right.
/// </summary>
internal static class KinkConventions
{
    /// <summary>The pass for every convention; none if nothing lies on a kink.</summary>
    public static IReadOnlyList<MeasuredPass> Of(MeasuredPass pass)
    {
        var activations = new Dictionary<(Activation, double), Slopes?>();
        bool any = false;
        foreach (var layer in pass.Network.Layers.Where(layer => layer.Activation.IsElementwise))
            any |= pass.Z[layer.Number - 1].Values.ToArray().Any(z => At(layer.Activation, z) is not null);
        var losses = pass.Base.Fused is null ? LossKinks(pass) : [];
        if (!any && losses.Count == 0) return [];

        Func<Slopes, double>[] choices = [slopes => slopes.Right, slopes => slopes.Left, slopes => (slopes.Left + slopes.Right) / 2,
            slopes => slopes.Written];
        return [.. from ofActivations in any ? choices : choices[..1] from ofLosses in losses.Count > 0 ? choices : choices[..1]
            select With(ofActivations, ofLosses)];

        Slopes? At(Activation activation, double z)
        {
            if (activation.IsGeneric && !activation.Kinks.Any(kink => PerturbedLoss<Real>.IsAt(z, kink))) return null;
            if (activations.TryGetValue((activation, z), out var known)) return known;
            return activations[(activation, z)] = OneSided(activation.Apply, z, () => activation.Derivative(z));
        }

        MeasuredPass With(Func<Slopes, double> ofActivations, Func<Slopes, double> ofLosses)
        {
            var slope = pass.Slope.ToArray();
            foreach (var layer in pass.Network.Layers.Where(layer => layer.Activation.IsElementwise))
            {
                int l = layer.Number - 1;
                double[] values = slope[l].Values.ToArray();
                for (int i = 0; i < values.Length; i++)
                {
                    if (At(layer.Activation, pass.Z[l].Values[i]) is { } slopes) values[i] = ofActivations(slopes);
                }

                slope[l] = new Matrix(slope[l].RowCount, slope[l].ColumnCount, values);
            }

            double[] gradient = pass.LossGradient.Values.ToArray(), delta = new double[gradient.Length];
            foreach (var (i, slopes) in losses)
                gradient[i] = ofLosses(slopes);
            var lossGradient = new Matrix(pass.Samples, pass.Network.Outputs, gradient);
            var output = pass.Network.Layers[^1].Activation;
            if (pass.Base.Fused is not null) return pass with { Slope = slope };
            if (output.IsElementwise)
                return pass with { Slope = slope, LossGradient = lossGradient, OutputDelta = lossGradient.Hadamard(slope[^1]) };
            output.Kernel.Backward(pass.Z[^1].Values, pass.A[^1].Values, gradient, delta, pass.Network.Outputs);
            return pass with
            {
                Slope = slope,
                LossGradient = lossGradient,
                OutputDelta = new Matrix(pass.Samples, pass.Network.Outputs, delta)
            };
        }
    }

    private static List<(int Index, Slopes Slopes)> LossKinks(MeasuredPass pass)
    {
        var kinks = new List<(int, Slopes)>();
        var (output, targets, loss) = (pass.A[^1], pass.Y, pass.Loss);
        double[] written = new double[output.Values.Length];
        loss.Gradient(output.Values, targets.Values, written, pass.Network.Outputs, pass.Samples);
        double scale = loss.Scale(pass.Samples, pass.Network.Outputs);
        for (int i = 0; i < written.Length; i++)
        {
            double p = output.Values[i], y = targets.Values[i];
            if (loss.IsGeneric && p != y && !loss.Kinks.Contains(p - y)) continue;
            int at = i;
            if (OneSided(x => scale * loss.Term(x, y), p, () => written[at]) is { } slopes) kinks.Add((i, slopes));
        }

        return kinks;
    }

    /// <summary>The slopes on both sides of x; null if they are one.</summary>
    private static Slopes? OneSided(Func<double, double> function, double x, Func<double> written)
    {
        double value = function(x), h = StepSize.For(x, 1.0 / 4096);
        var quotient = new DifferenceQuotient(step => function(x + step) - value, Math.Abs(value) / (1L << 51));
        var (left, right) = (quotient.OneSided(-h), quotient.OneSided(h));
        double apart = Math.Abs(left.Value - right.Value);
        bool isKink = apart > 1e-6 * Math.Max(Math.Abs(left.Value), Math.Abs(right.Value)) && apart > 16 * (left.Error + right.Error);
        return isKink ? new(left.Value, right.Value, written()) : null;
    }

    private sealed record Slopes(double Left, double Right, double Written);
}
