using System.Numerics.Tensors;

namespace Backprop;

/// <summary>The gradient of another loss.</summary>
internal static class LossMistakes
{
    public static IEnumerable<Hypothesis> Of(MeasuredPass pass, Dataset data)
    {
        foreach (var (loss, other) in Others(pass, data))
        {
            // A multiple of the right gradient is found as a constant factor, which names the loss too. Of a single output of a single
            // sample every loss gives a multiple; there only the factors that a program makes are left to it.
            if (IsMultiple(other.OutputDelta, pass.OutputDelta, out double factor)
                && (pass.OutputDelta.Values.Length > 1 || FactorName.IsCommon(factor, pass)))
            {
                continue;
            }

            yield return new(GradientMistake.OtherLoss, null, $"This is the gradient of the {loss}, not of the {pass.Loss}.",
                new() { Start = pass => pass with { OutputDelta = other.OutputDelta, LossGradient = other.LossGradient } });
        }
    }

    /// <summary>The other built-in loss whose gradient is the right one times a factor; null if there is none.</summary>
    public static Loss? WithFactor(MeasuredPass pass, Dataset data, double factor)
    {
        foreach (var (loss, other) in Others(pass, data))
        {
            if (IsMultiple(other.OutputDelta, pass.OutputDelta, out double found) && Math.Abs(found - factor) <= 1e-9 * Math.Abs(factor))
                return loss;
        }

        return null;
    }

    /// <summary>The other built-in losses that have a delta for this output, as ŷ − y has one where ŷ is 0 or 1 exactly.</summary>
    private static IEnumerable<(Loss Loss, MeasuredPass Pass)> Others(MeasuredPass pass, Dataset data)
    {
        foreach (var loss in Loss.All)
        {
            if (loss.Name == pass.Loss.Name) continue;
            var other = pass.WithLoss(new BasePass(pass.Network, data, loss));
            if (Finite.All(other.OutputDelta.Values)) yield return (loss, other);
        }
    }

    private static bool IsMultiple(Matrix delta, Matrix right, out double factor)
    {
        factor = TensorPrimitives.Dot(delta.Values, right.Values) / TensorPrimitives.SumOfSquares(right.Values);
        double largest = Math.Abs(TensorPrimitives.MaxMagnitude(delta.Values));
        return Math.Abs(TensorPrimitives.MaxMagnitude((delta - (factor * right)).Values)) <= 1e-9 * largest;
    }
}
