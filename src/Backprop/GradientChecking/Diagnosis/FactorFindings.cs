using System.Numerics.Tensors;

namespace Backprop;

/// <summary>What is said of the factors of tensors.</summary>
internal sealed class FactorFindings(MeasuredPass pass, GivenGradient gradient, Func<double, Loss?> lossWith)
{
    /// <summary>Tensors that are all 0.</summary>
    public Finding OfZeros(int[] tensors)
    {
        int[] layers = [.. tensors.Select(t => t / 2).Distinct()];
        bool isExact = tensors.All(t => !gradient.Given(t).ContainsAnyExcept(0));
        return new(GradientMistake.ZeroGradient, layers.Length == 1 ? layers[0] + 1 : null,
            $"The derivatives of {string.Join(", ", tensors.OrderBy(t => t % 2).Select(GivenGradient.Name))} are all 0"
                + $"{(isExact ? "" : " to rounding")}: they were never computed.");
    }

    /// <summary>Several tensors or layers, each with a factor.</summary>
    /// <param name="factors">The factors; null or 1 of the others.</param>
    /// <param name="parts">The mistakes that explain them.</param>
    public Finding OfList(double?[] factors, FactorPart[] parts)
    {
        var named = Enumerable.Range(0, gradient.Count).Where(t => !FactorPart.IsOne(factors[t]))
            .OrderByDescending(t => t / 2).ThenBy(t => t);
        string list = string.Join(", ", named.Select(t => $"{GivenGradient.Name(t)} × {FactorName.Number(factors[t]!.Value)}"));
        return new(
            GradientMistake.LayerFactor, null, $"Some derivatives are multiples of the right ones: {list}; the others are right.",
            parts.Where((part, i) => !FactorName.IsCommon(part.Factor, pass)
                && !parts.Take(i).Any(before => FactorPart.IsOne(part.Factor / before.Factor))).Count(),
            Weight: parts.Length);
    }

    public Finding Of(FactorPart part)
    {
        var (reach, at, factor, _) = part;
        bool isSign = FactorPart.IsOne(-factor), isOfWeights = at % 2 == 0;
        int layer = (at / 2) + 1;
        string number = FactorName.Number(factor), times = isSign ? "the wrong sign" : $"a factor of {number}";
        string? hint = FactorName.Hint(factor, pass) ?? (reach == FactorReach.Everything ? NormHint() : null);
        string because = hint is null ? "" : $"; {hint}", multiple = $"their derivatives are {number} times the right ones{because}.";
        var (mistake, where, sentence) = reach switch
        {
            FactorReach.Everything when isSign => (GradientMistake.SignFlip, null,
                "Every derivative has the wrong sign: the error is y − ŷ instead of ŷ − y, or the loss is meant to grow."),
            FactorReach.Everything => (GradientMistake.ConstantFactor, null,
                $"Factor {number}: every derivative is {number} times the right one{because}"
                    + $"{(lossWith(factor) is { } loss ? $"; the {loss} has this gradient" : "")}."),
            FactorReach.EveryDelta => (GradientMistake.LayerFactor, null,
                $"Every delta is multiplied by {number}: in layer l the derivatives are {number} to the power of {pass.Last + 2} − l "
                    + $"times the right ones{because}."),
            FactorReach.AllWeights => (GradientMistake.WeightFactor, null, $"Only the weights are wrong: {multiple}"),
            FactorReach.AllBiases => (GradientMistake.BiasFactor, null, $"Only the biases are wrong: {multiple}"),
            FactorReach.FromLayerBack => (GradientMistake.LayerFactor, layer,
                $"From layer {layer} back to layer 1 every derivative has {times}: it enters with delta{layer}{because}."),
            FactorReach.Layer => (GradientMistake.LayerFactor, (int?)layer, $"The derivatives of layer {layer} have {times}{because}."),
            _ => (isOfWeights ? GradientMistake.WeightFactor : GradientMistake.BiasFactor, layer,
                $"Only the {(isOfWeights ? "weights" : "biases")} are wrong in layer {layer}: {multiple}"),
        };
        return new(mistake, where, sentence, FactorName.IsCommon(factor, pass) ? 0 : 1);
    }

    /// <summary>
    /// A second backward pass on top of the first: delta of layer l is then counted once more than that of the layer behind it.
    /// </summary>
    public Finding? OfRunTwice(double?[] factors)
    {
        if (pass.Last == 0 || factors.Any(factor => factor is null)) return null;
        bool isTwice = (from first in (int[])[2, 3]
                        from step in (int[])[1, 2]
                        select factors.Select((factor, t) => factor / (first + (step * (pass.Last - (t / 2)))))).Any(
            rest => rest.All(FactorPart.IsOne));
        if (!isTwice) return null;
        string list = string.Join(", ", Enumerable.Range(0, pass.W.Length).Reverse()
            .Select(l => $"layer {l + 1} × {FactorName.Number(factors[2 * l]!.Value)}"));
        return new(
            GradientMistake.Accumulated, null,
            $"The backward pass was run twice without setting the deltas to zero, so inner ones count more often: {list}.");
    }

    /// <summary>That the norm is a round number, as clipping makes it; null if it is none.</summary>
    private string? NormHint()
    {
        double norm = TensorPrimitives.Norm<double>(gradient.Flatten()), unit = Math.Pow(10, Math.Floor(Math.Log10(norm)));
        double round = unit * Math.Round(norm / unit);
        return Math.Abs(norm - round) <= 1e-9 * norm
            ? $"its norm is {FactorName.Number(round)}: it was clipped to that, or divided by its own norm"
            : null;
    }
}
