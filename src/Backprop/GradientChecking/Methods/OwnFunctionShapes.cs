namespace Backprop;

/// <summary>
/// Whether activations and a loss given as lambdas are smooth where the network uses them: what has steps, jumps or noise has no
/// derivative that a difference could measure.
/// </summary>
internal static class OwnFunctionShapes
{
    /// <summary>At most so many of the values of a layer are tried.</summary>
    private const int Tried = 48;

    /// <summary>
    /// The first function from the output on that is not smooth, and its layer from 1, one more for the loss; null if all are.
    /// </summary>
    public static (string Name, int Layer)? Irregular(BasePass pass)
    {
        int depth = pass.Network.Layers.Count;
        if (!pass.Loss.IsGeneric)
        {
            var (targets, outputs) = (pass.Data.Targets.Values.ToArray(), pass.A[^1]);
            if (IsIrregular([.. Some(outputs.Length)
                .Select(i => ((Func<double, double>)(p => pass.Loss.Term(p, targets[i])), outputs[i]))]))
            {
                return ($"the loss, {pass.Loss},", depth + 1);
            }
        }

        for (int l = depth - 1; l >= 0; l--)
        {
            var activation = pass.Network.Layers[l].Activation;
            if (activation.IsGeneric) continue;
            if (IsIrregular([.. Some(pass.Z[l].Length).Select(i => ((Func<double, double>)activation.Apply, pass.Z[l][i]))]))
                return ($"the activation of layer {l + 1}, {activation},", l + 1);
        }

        return null;
    }

    private static IEnumerable<int> Some(int count) =>
        Enumerable.Range(0, count).Where(i => i % ((count + Tried - 1) / Tried) == 0);

    private static bool IsIrregular((Func<double, double> Function, double X)[] places)
    {
        DerivativeEstimate[] slopes = [.. places.Select(place => MeasuredPass.Estimate(place.Function, place.X))];
        double scale = slopes.Max(slope => double.IsFinite(slope.Value) ? Math.Abs(slope.Value) : 0);
        return places.Zip(slopes).Any(at => double.IsFinite(at.Second.Value) && double.IsFinite(at.Second.Error)
            && Shape(at.First.Function, at.First.X, at.Second) == Backprop.Shape.Irregular
            && !IsKinkNearby(at.First.Function, at.First.X));

        Shape Shape(Func<double, double> function, double x, DerivativeEstimate slope)
        {
            double beside = x + (Math.Max(1, Math.Abs(x)) / 2700);
            double noise = Math.Max(FunctionNoise.Least(function(x)), 4 * FunctionNoise.Of(function, beside));
            return new FunctionShape(step => function(x + step), x, noise, step => function((float)(x + step)))
                .Of(slope.Value, slope.Error, slope.Value, scale);
        }
    }

    /// <summary>
    /// Whether a kink lies so near that no step is below its distance: each side keeps a slope of its own over all steps, which stairs do
    /// not, whose slope is the same on both.
    /// </summary>
    private static bool IsKinkNearby(Func<double, double> function, double x)
    {
        double unit = Math.Max(1, Math.Abs(x)), value = function(x);
        double[] right = [.. Slopes(1)], left = [.. Slopes(-1)];
        double size = Math.Max(Math.Abs(right[0]), Math.Abs(left[0]));
        return Spread(right) <= 0.05 * size && Spread(left) <= 0.05 * size && Math.Abs(right[0] - left[0]) > 0.3 * size;

        IEnumerable<double> Slopes(int side) =>
            ((double[])[3.1e-4, 1.3e-4, 7.7e-5, 1.9e-5, 4.3e-6]).Select(h => (function(x + (side * unit * h)) - value) / (side * unit * h));

        static double Spread(double[] slopes) => slopes.Max() - slopes.Min();
    }
}
