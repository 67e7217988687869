namespace Backprop;

/// <summary>
/// Where a pre-activation, or ŷ − y, lies on a kink, there are two slopes, and a program may take either, the middle, or what is written in
/// it. The measured pass with each of these conventions: a gradient that is right with one of them is right.
/// </summary>
internal sealed class KinkConventions
{
    private static readonly Func<Kink, double>[] choices =
        [kink => kink.Right, kink => kink.Left, kink => (kink.Left + kink.Right) / 2, kink => kink.Written];

    private readonly MeasuredPass pass;
    private readonly List<Kink> kinks = [];

    private KinkConventions(MeasuredPass pass)
    {
        this.pass = pass;
        foreach (var layer in pass.Network.Layers.Where(layer => layer.Activation.IsElementwise))
            AddOf(layer.Activation, layer.Number - 1);
        if (pass.Base.Fused is null) AddOfLoss();
    }

    /// <summary>The pass for every convention; none if nothing lies on a kink.</summary>
    public static IReadOnlyList<MeasuredPass> Of(MeasuredPass pass)
    {
        var found = new KinkConventions(pass);
        if (found.kinks.Count == 0) return [];
        bool any = found.kinks.Any(kink => !kink.IsOfLoss), anyOfLoss = found.kinks.Any(kink => kink.IsOfLoss);
        return [.. from ofActivations in any ? choices : choices[..1]
                   from ofLoss in anyOfLoss ? choices : choices[..1]
                   select found.With(kink => kink.IsOfLoss ? ofLoss(kink) : ofActivations(kink))];
    }

    /// <summary>
    /// The pass by which a gradient is best explained if each pre-activation that lies on a kink only to rounding is taken to the right or
    /// to the left of it alone, as the order of the sums in a program decides; null if there is none, or too many.
    /// </summary>
    /// <param name="pass">The measured pass.</param>
    /// <param name="most">The most kinks.</param>
    /// <param name="distance">How far a pass's gradient is from the given one.</param>
    public static MeasuredPass? Nearest(MeasuredPass pass, int most, Func<MeasuredPass, double> distance)
    {
        var found = new KinkConventions(pass);
        int[] free = [.. Enumerable.Range(0, found.kinks.Count).Where(k => found.kinks[k].IsFree)];
        if (free.Length == 0 || free.Length > most) return null;
        (MeasuredPass Pass, double Distance)? best = null;
        foreach (var start in choices)
        {
            double[] slopes = [.. found.kinks.Select(start)];
            var nearest = found.With(slopes);
            double least = distance(nearest);
            // One after the other is turned to its other side for as long as that brings the gradients nearer.
            for (bool moved = true; moved && least > 0;)
            {
                moved = false;
                foreach (int k in free)
                {
                    double chosen = slopes[k];
                    foreach (double slope in found.kinks[k].Slopes)
                    {
                        if (slope == chosen) continue;
                        slopes[k] = slope;
                        var turned = found.With(slopes);
                        double turnedDistance = distance(turned);
                        if (turnedDistance < least) (nearest, least, moved, chosen) = (turned, turnedDistance, true, slope);
                    }

                    slopes[k] = chosen;
                }
            }

            if (best is null || least < best.Value.Distance) best = (nearest, least);
        }

        return best!.Value.Pass;
    }

    /// <summary>
    /// The smallest and the largest value that each derivative can have, on whichever side of each kink a program is; null if all agree on
    /// the sides, or there are too many kinks.
    /// </summary>
    /// <param name="pass">The measured pass.</param>
    /// <param name="most">The most kinks.</param>
    /// <param name="gradient">The gradient of a pass.</param>
    public static (double[] Low, double[] High)? Range(MeasuredPass pass, int most, Func<MeasuredPass, double[]> gradient)
    {
        var found = new KinkConventions(pass);
        if (!found.kinks.Any(kink => kink.IsFree) || found.kinks.Count > most) return null;
        double[] slopes = [.. found.kinks.Select(kink => kink.Right)], start = gradient(found.With(slopes));
        double[] low = [.. start], high = [.. start];
        for (int k = 0; k < slopes.Length; k++)
        {
            double[] sides = [found.kinks[k].Left, found.kinks[k].Written];
            double[][] moved = [.. sides.Select(slope =>
            {
                slopes[k] = slope;
                return gradient(found.With(slopes));
            })];
            slopes[k] = found.kinks[k].Right;
            for (int i = 0; i < start.Length; i++)
            {
                low[i] += Math.Min(0, moved.Min(other => other[i]) - start[i]);
                high[i] += Math.Max(0, moved.Max(other => other[i]) - start[i]);
            }
        }

        return (low, high);
    }

    private MeasuredPass With(Func<Kink, double> choice) => With([.. kinks.Select(choice)]);

    private MeasuredPass With(double[] chosen)
    {
        double[][] slope = [.. pass.Slope.Select(layer => layer.Values.ToArray())];
        double[] gradient = pass.LossGradient.Values.ToArray(), delta = new double[gradient.Length];
        for (int k = 0; k < chosen.Length; k++)
            (kinks[k].IsOfLoss ? gradient : slope[kinks[k].Layer])[kinks[k].Index] = chosen[k];
        Matrix[] slopes = [.. pass.Slope.Select((layer, l) => new Matrix(layer.RowCount, layer.ColumnCount, slope[l]))];
        if (pass.Base.Fused is not null) return pass with { Slope = slopes };
        var lossGradient = new Matrix(pass.Samples, pass.Network.Outputs, gradient);
        var output = pass.Network.Layers[^1].Activation;
        if (output.IsElementwise)
            return pass with { Slope = slopes, LossGradient = lossGradient, OutputDelta = lossGradient.Hadamard(slopes[^1]) };
        output.Kernel.Backward(pass.Z[^1].Values, pass.A[^1].Values, gradient, delta, pass.Network.Outputs);
        return pass with
        {
            Slope = slopes,
            LossGradient = lossGradient,
            OutputDelta = new Matrix(pass.Samples, pass.Network.Outputs, delta),
        };
    }

    private void AddOf(Activation activation, int l)
    {
        if (activation.IsGeneric && activation.Kinks.Count == 0) return;
        var known = new Dictionary<double, Kink?>();
        double[] rounding = pass.Base.ZRounding[l];
        for (int i = 0; i < rounding.Length; i++)
        {
            double z = pass.Z[l].Values[i];
            if (activation.IsGeneric)
            {
                int at = activation.Kinks.ToList().FindIndex(kink => BasePass.IsAt(z, kink, rounding[i]));
                if (at < 0) continue;
                z = activation.Kinks[at];
            }

            if (!known.TryGetValue(z, out var kink)) known[z] = kink = Kink.Of(activation.Apply, z, () => activation.Derivative(z));
            if (kink is not null) kinks.Add(kink with { Layer = l, Index = i, IsFree = rounding[i] > 0 });
        }
    }

    private void AddOfLoss()
    {
        var (output, targets, loss) = (pass.A[^1], pass.Y, pass.Loss);
        double[] written = new double[output.Values.Length], rounding = pass.Base.OutputRounding;
        loss.Gradient(output.Values, targets.Values, written, pass.Network.Outputs, pass.Samples);
        double scale = loss.Scale(pass.Samples, pass.Network.Outputs);
        for (int i = 0; i < written.Length; i++)
        {
            double p = output.Values[i], y = targets.Values[i];
            int at = i;
            if (loss.IsGeneric && !loss.Kinks.Append(0).Any(kink => BasePass.IsAt(p - y, kink, rounding[at]))) continue;
            if (Kink.Of(x => scale * loss.Term(x, y), p, () => written[at]) is { } kink)
                kinks.Add(kink with { IsOfLoss = true, Index = i, IsFree = rounding[i] > 0 });
        }
    }

    /// <summary>A slope that is two, and the one that is written.</summary>
    private sealed record Kink(double Left, double Right, double Written)
    {
        public int Layer { get; init; }

        /// <summary>The entry of z, or of ŷ.</summary>
        public int Index { get; init; }

        public bool IsOfLoss { get; init; }

        /// <summary>Whether it is on the kink to rounding only, so that each program may decide otherwise.</summary>
        public bool IsFree { get; init; }

        /// <summary>What a program may take: a side, what is written, or the middle where sign(ŷ − y) is 0.</summary>
        public double[] Slopes => IsOfLoss ? [Right, Left, Written, (Left + Right) / 2] : [Right, Left, Written];

        /// <summary>The slopes on both sides of x; null if they are one.</summary>
        public static Kink? Of(Func<double, double> function, double x, Func<double> written)
        {
            double value = function(x), h = StepSize.For(x, 1.0 / 4096);
            var quotient = new DifferenceQuotient(step => function(x + step) - value, Math.Abs(value) / (1L << 51));
            var (left, right) = (quotient.OneSided(-h), quotient.OneSided(h));
            double apart = Math.Abs(left.Value - right.Value);
            bool isKink = apart > 1e-6 * Math.Max(Math.Abs(left.Value), Math.Abs(right.Value)) && apart > 16 * (left.Error + right.Error);
            return isKink ? new(left.Value, right.Value, written()) : null;
        }
    }
}
