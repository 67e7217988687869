using System.Numerics.Tensors;

namespace Backprop;

/// <summary>The gradient of another loss.</summary>
internal static class LossMistakes
{
    public static IEnumerable<Hypothesis> Of(PassIngredients x, Dataset data)
    {
        foreach (var (loss, delta) in Others(x, data))
        {
            // A multiple of the right gradient is found as a constant factor, which names the loss too.
            if (IsMultiple(delta, x.OutputDelta, out _)) continue;
            var wrong = (BackwardSteps.Right with { Delta = (_, _, _) => delta }).In(l => l == x.Last);
            yield return new(GradientMistake.OtherLoss, null, $"This is the gradient of the {loss}, not of the {x.Loss}.", wrong.Run(x));
        }
    }

    /// <summary>The other built-in loss whose gradient is the right one times a factor; null if there is none.</summary>
    public static Loss? WithFactor(PassIngredients x, Dataset data, double factor)
    {
        foreach (var (loss, delta) in Others(x, data))
        {
            if (IsMultiple(delta, x.OutputDelta, out double found) && Math.Abs(found - factor) <= 1e-9 * Math.Abs(factor)) return loss;
        }

        return null;
    }

    /// <summary>The other built-in losses that are defined for this output, with their delta of the output layer.</summary>
    private static IEnumerable<(Loss Loss, Matrix Delta)> Others(PassIngredients x, Dataset data)
    {
        foreach (var loss in Loss.All)
        {
            if (loss.Name == x.Loss.Name) continue;
            var delta = new PassIngredients(new BasePass(x.Network, data, loss)).OutputDelta;
            if (delta.Values.IndexOfAnyExceptInRange(double.MinValue, double.MaxValue) < 0) yield return (loss, delta);
        }
    }

    private static bool IsMultiple(Matrix delta, Matrix right, out double factor)
    {
        factor = TensorPrimitives.Dot(delta.Values, right.Values) / TensorPrimitives.SumOfSquares(right.Values);
        double largest = Math.Abs(TensorPrimitives.MaxMagnitude(delta.Values));
        return Math.Abs(TensorPrimitives.MaxMagnitude((delta - (factor * right)).Values)) <= 1e-9 * largest;
    }
}
