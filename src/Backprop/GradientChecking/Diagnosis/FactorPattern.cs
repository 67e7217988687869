using System.Numerics.Tensors;

namespace Backprop;

/// <summary>One sentence of an explanation.</summary>
/// <param name="Mistake">The kind of mistake.</param>
/// <param name="Layer">The layer it is made in, from 1; null if in several.</param>
/// <param name="Summary">What was recomputed and found equal.</param>
/// <param name="Fitted">How many numbers were fitted.</param>
/// <param name="Evidence">Numbers that show it, if it has some of its own.</param>
/// <param name="Weight">How many mistakes it stands for.</param>
internal sealed record Finding(
    GradientMistake Mistake, int? Layer, string Summary, int Fitted = 0, string? Evidence = null, int Weight = 1);

/// <summary>
/// Explains the factors of all tensors (W1, b1, W2, …) by as few mistakes as possible: a factor of everything, one that enters with a delta
/// and is carried to the layers before, one of all weights or all biases, one of a single layer or tensor.
/// </summary>
internal sealed class FactorPattern(MeasuredPass pass, GivenGradient gradient, Func<double, Loss?> lossWith)
{
    private const int MostMistakes = 3;

    /// <summary>The ways in which tensors can have a factor together: the fewer mistakes it takes, the better.</summary>
    private enum Reach
    {
        Everything,
        EveryDelta,
        AllWeights,
        AllBiases,
        FromLayerBack,
        Layer,
        Tensor,
    }

    /// <summary>
    /// The shortest explanation; null if more than three mistakes would be needed, or a fitted number is supported by a single entry.
    /// </summary>
    public IReadOnlyList<Finding>? Explain(double?[] factors)
    {
        var findings = new List<Finding>();
        double?[] rest = [.. factors];
        string[] zeros = [.. Tensors(t => factors[t] == 0).OrderBy(t => t % 2).Select(GivenGradient.Name)];
        if (zeros.Length > 0)
        {
            int[] layers = [.. Tensors(t => factors[t] == 0).Select(t => t / 2).Distinct()];
            bool isExact = Tensors(t => factors[t] == 0).All(t => !gradient.Given(t).ContainsAnyExcept(0));
            findings.Add(new(GradientMistake.ZeroGradient, layers.Length == 1 ? layers[0] + 1 : null,
                $"The derivatives of {string.Join(", ", zeros)} are all 0{(isExact ? "" : " to rounding")}: they were never computed."));
            foreach (int t in Tensors(t => factors[t] == 0))
                rest[t] = null;
        }

        if (RunTwice(rest) is { } twice) return [.. findings, twice];
        return Shortest(rest, MostMistakes) is not { } parts ? null : [.. findings, .. Merge(parts).Select(Describe)];
    }

    /// <summary>
    /// Every single factor that explains all tensors: where some of them are 0 in both gradients, a factor of a layer, say, is one of
    /// everything.
    /// </summary>
    public IEnumerable<Finding> Single(double?[] factors)
    {
        int at = FirstOff(factors);
        if (at < 0) yield break;
        double factor = factors[at]!.Value;
        Reach[] reaches = pass.Last == 0 ? [Reach.Tensor]
            : [.. at / 2 == pass.Last ? (Reach[])[Reach.EveryDelta] : [Reach.FromLayerBack], Reach.Layer, at % 2 == 0 ? Reach.AllWeights
                : Reach.AllBiases, Reach.Tensor];
        foreach (var reach in reaches)
        {
            int[] covered = [.. Tensors(t => factors[t] is not null && Covers(reach, at, t))];
            bool isAll = Tensors(_ => true).All(t => IsOne(Covers(reach, at, t) ? factors[t] / Power(reach, factor, t) : factors[t]));
            if (isAll && (covered.Sum(gradient.Length) > 1 || FactorName.IsCommon(factor, pass)))
                yield return Describe([(reach, at, factor)]);
        }
    }

    private double Power(Reach reach, double factor, int t) =>
        reach == Reach.EveryDelta ? Math.Pow(factor, pass.Last + 1 - (t / 2)) : factor;

    /// <summary>The first tensor with a factor, from the output layer back, W before b; −1 if there is none.</summary>
    private static int FirstOff(double?[] factors) =>
        Enumerable.Range(0, factors.Length).Select(k => factors.Length - 2 - (k & ~1) + (k & 1))
            .FirstOrDefault(t => !IsOne(factors[t]), -1);

    private IEnumerable<int> Tensors(Func<int, bool> which) => Enumerable.Range(0, gradient.Count).Where(which);

    private List<(Reach Reach, int At, double Factor)>? Shortest(double?[] factors, int most)
    {
        int at = FirstOff(factors);
        if (at < 0) return [];
        if (most == 0) return null;
        double factor = factors[at]!.Value;
        List<(Reach, int, double)>? best = null;
        bool isOne = factors.All(other => other is null || IsOne(other / factor));
        foreach (var reach in isOne ? [Reach.Everything] : Reaches(at))
        {
            double?[] rest = [.. factors];
            int entries = 0;
            foreach (int t in Tensors(t => Covers(reach, at, t)))
            {
                if (rest[t] is null) continue;
                rest[t] /= Power(reach, factor, t);
                entries += gradient.Length(t);
            }

            if (entries < 2 && !FactorName.IsCommon(factor, pass)) continue;
            if (Shortest(rest, Math.Min(most - 1, best is null ? most : best.Count - 2)) is { } others
                && (best is null || others.Count + 1 < best.Count))
            {
                best = [(reach, at, factor), .. others];
            }
        }

        return best;
    }

    private IEnumerable<Reach> Reaches(int at)
    {
        bool isTop = at / 2 == pass.Last, isBias = at % 2 == 1;
        if (!isBias && pass.Last > 0) yield return Reach.Layer;
        yield return Reach.Tensor;
        if (pass.Last > 0 && isTop) yield return isBias ? Reach.AllBiases : Reach.AllWeights;
        if (!isTop && !isBias && at > 1) yield return Reach.FromLayerBack;
        if (!isTop || isBias) yield break;
        if (pass.Last > 0) yield return Reach.EveryDelta;
        yield return Reach.Everything;
    }

    private static bool Covers(Reach reach, int at, int t) => reach switch
    {
        Reach.Everything or Reach.EveryDelta => true,
        Reach.AllWeights => t % 2 == 0,
        Reach.AllBiases => t % 2 == 1,
        Reach.FromLayerBack => t / 2 <= at / 2,
        Reach.Layer => t / 2 == at / 2,
        _ => t == at,
    };

    /// <summary>Several tensors of one kind with one factor are one sentence: "W1 × 4, W2 × 2".</summary>
    private static IEnumerable<List<(Reach Reach, int At, double Factor)>> Merge(List<(Reach Reach, int At, double Factor)> parts)
    {
        if (parts.Count > 1 && parts.All(part => part.Reach is Reach.Tensor or Reach.Layer)) return [parts];
        return parts.Select(part => new List<(Reach, int, double)> { part });
    }

    private Finding Describe(List<(Reach Reach, int At, double Factor)> parts)
    {
        if (parts.Count > 1)
        {
            var named = parts.SelectMany(part => Tensors(t => Covers(part.Reach, part.At, t)).Select(t => (Tensor: t, part.Factor)))
                .OrderByDescending(pair => pair.Tensor / 2).ThenBy(pair => pair.Tensor);
            string list = string.Join(", ", named.Select(pair => $"{GivenGradient.Name(pair.Tensor)} × {FactorName.Number(pair.Factor)}"));
            return new(
                GradientMistake.LayerFactor, null, $"Some derivatives are multiples of the right ones: {list}; the others are right.",
                parts.Count(part => !FactorName.IsCommon(part.Factor, pass)), Weight: parts.Count);
        }

        var (reach, at, factor) = parts[0];
        int layer = (at / 2) + 1, fitted = FactorName.IsCommon(factor, pass) ? 0 : 1;
        string number = FactorName.Number(factor);
        string hint = (FactorName.Hint(factor, pass) ?? (reach == Reach.Everything ? NormHint() : null)) is { } text ? $"; {text}" : "";
        string times = IsOne(-factor) ? "the wrong sign" : $"a factor of {number}";
        switch (reach)
        {
            case Reach.Everything when IsOne(-factor):
                return new(
                    GradientMistake.SignFlip, null,
                    "Every derivative has the wrong sign: the error is y − ŷ instead of ŷ − y, or the loss is meant to grow.");
            case Reach.Everything:
                string loss = lossWith(factor) is { } other ? $"; the {other} has this gradient" : "";
                return new(
                    GradientMistake.ConstantFactor, null, $"Factor {number}: every derivative is {number} times the right one{hint}{loss}.",
                    fitted);
            case Reach.EveryDelta:
                return new(
                    GradientMistake.LayerFactor, null,
                    $"Every delta is multiplied by {number}: in layer l the derivatives are {number} to the power of {pass.Last + 2} − l "
                        + $"times the right ones{hint}.", fitted);
            case Reach.AllWeights:
                return new(
                    GradientMistake.WeightFactor, null,
                    $"Only the weights are wrong: their derivatives are {number} times the right ones{hint}.", fitted);
            case Reach.AllBiases:
                return new(
                    GradientMistake.BiasFactor, null,
                    $"Only the biases are wrong: their derivatives are {number} times the right ones{hint}.", fitted);
            case Reach.FromLayerBack:
                return new(
                    GradientMistake.LayerFactor, layer,
                    $"From layer {layer} back to layer 1 every derivative has {times}: it enters with delta{layer}{hint}.", fitted);
            case Reach.Layer:
                return new(GradientMistake.LayerFactor, layer, $"The derivatives of layer {layer} have {times}{hint}.", fitted);
            default:
                return new(at % 2 == 0 ? GradientMistake.WeightFactor : GradientMistake.BiasFactor, layer,
                    $"Only the {(at % 2 == 0 ? "weights" : "biases")} are wrong in layer {layer}: "
                        + $"their derivatives are {number} times the right ones{hint}.", fitted);
        }
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

    /// <summary>
    /// A second backward pass on top of the first: delta of layer l is then counted once more than that of the layer behind it.
    /// </summary>
    private Finding? RunTwice(double?[] factors)
    {
        if (pass.Last == 0 || factors.Any(factor => factor is null)) return null;
        for (int first = 2; first <= 3; first++)
        {
            for (int step = 1; step <= 2; step++)
            {
                if (!Tensors(_ => true).All(t => IsOne(factors[t] / (first + (step * (pass.Last - (t / 2))))))) continue;
                string list =
                    string.Join(", ", Enumerable.Range(0, pass.W.Length).Reverse()
                        .Select(l => $"layer {l + 1} × {FactorName.Number(factors[2 * l]!.Value)}"));
                return new(
                    GradientMistake.Accumulated, null,
                    $"The backward pass was run twice without setting the deltas to zero, so inner ones count more often: {list}.");
            }
        }

        return null;
    }

    private static bool IsOne(double? factor) => factor is null || Math.Abs(factor.Value - 1) <= 1e-9;
}
