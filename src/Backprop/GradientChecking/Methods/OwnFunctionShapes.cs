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
            && Shape(at.First.Function, at.First.X, at.Second) == Backprop.Shape.Irregular);

        Shape Shape(Func<double, double> function, double x, DerivativeEstimate slope)
        {
            double beside = x + (Math.Max(1, Math.Abs(x)) / 2700);
            double noise = Math.Max(FunctionNoise.Least(function(x)), 4 * FunctionNoise.Of(function, beside));
            return new FunctionShape(step => function(x + step), x, noise, step => function((float)(x + step)))
                .Of(slope.Value, slope.Error, slope.Value, scale);
        }
    }
}
