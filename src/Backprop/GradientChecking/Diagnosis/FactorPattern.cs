namespace Backprop;

/// <summary>
/// Explains the factors of all tensors (W1, b1, W2, …) by as few mistakes as possible: a factor of everything, one that enters with a delta
/// and is carried to the layers before, one of all weights or all biases, one of a single layer or tensor.
/// </summary>
internal sealed class FactorPattern(MeasuredPass pass, GivenGradient gradient, Func<double, Loss?> lossWith)
{
    private const int MostMistakes = 3;

    private readonly FactorFindings findings = new(pass, gradient, lossWith);

    /// <summary>
    /// The shortest explanation; null if more than three mistakes would be needed, or a fitted number is supported by a single entry.
    /// </summary>
    public IReadOnlyList<Finding>? Explain(double?[] factors)
    {
        int[] zeros = [.. Tensors().Where(t => factors[t] == 0)];
        Finding[] zero = zeros.Length > 0 ? [findings.OfZeros(zeros)] : [];
        double?[] rest = [.. factors.Select(factor => factor == 0 ? null : factor)];
        if (findings.OfRunTwice(rest) is { } twice) return [.. zero, twice];
        if (Shortest(rest, MostMistakes) is not { } parts) return null;

        // Several tensors or layers with a factor each are one sentence: "W1 × 4, W2 × 2". So are those of which one mistake would undo
        // another, which nobody makes.
        bool isList = parts.Length > 1 && (parts.All(part => part.Reach is FactorReach.Tensor or FactorReach.Layer)
            || parts.Any(part => part.Reach == FactorReach.EveryDelta && FactorPart.IsOne(-part.Factor)) || Tensors().Any(IsUndone));
        return [.. zero, .. isList ? [findings.OfList(rest, parts)] : parts.Select(findings.Of)];

        bool IsUndone(int tensor) => rest[tensor] is { } factor && FactorPart.IsOne(factor)
            && parts.Any(part => !FactorPart.IsOne(part.Of(tensor)));
    }

    /// <summary>
    /// Every single factor that explains all tensors: where some of them are 0 in both gradients, a factor of a layer, say, is one of
    /// everything.
    /// </summary>
    public IEnumerable<Finding> Single(double?[] factors)
    {
        int at = FirstOff(factors);
        if (at < 0) return [];
        FactorReach[] reaches = pass.Last == 0 ? [FactorReach.Tensor]
            : [at / 2 == pass.Last ? FactorReach.EveryDelta : FactorReach.FromLayerBack, FactorReach.Layer,
                at % 2 == 0 ? FactorReach.AllWeights : FactorReach.AllBiases, FactorReach.Tensor];
        return reaches.Select(reach => new FactorPart(reach, at, factors[at]!.Value, pass.Last))
            .Where(part => Tensors().All(t => FactorPart.IsOne(factors[t] / part.Of(t))) && IsSupported(part, factors))
            .Select(findings.Of);
    }

    private FactorPart[]? Shortest(double?[] factors, int most)
    {
        if (most < 0) return null;
        int at = FirstOff(factors);
        if (at < 0) return [];
        if (most == 0) return null;
        double factor = factors[at]!.Value;
        FactorPart[]? best = null;
        bool isOne = factors.All(other => FactorPart.IsOne(other / factor));
        foreach (var reach in isOne ? [FactorReach.Everything] : Reaches(at))
        {
            var part = new FactorPart(reach, at, factor, pass.Last);
            if (!IsSupported(part, factors)) continue;
            double?[] rest = [.. factors.Select((other, t) => other / part.Of(t))];
            if (Shortest(rest, best is null ? most - 1 : best.Length - 2) is { } others) best = [part, .. others];
        }

        return best;
    }

    /// <summary>A number that was fitted to a single entry explains nothing, unless programs make it.</summary>
    private bool IsSupported(FactorPart part, double?[] factors) => FactorName.IsCommon(part.Factor, pass)
        || Tensors().Where(t => factors[t] is not null && part.Covers(t)).Sum(gradient.Length) > 1;

    private IEnumerable<FactorReach> Reaches(int at)
    {
        bool isTop = at / 2 == pass.Last, isBias = at % 2 == 1;
        if (!isBias && pass.Last > 0) yield return FactorReach.Layer;
        yield return FactorReach.Tensor;
        if (pass.Last > 0 && isTop) yield return isBias ? FactorReach.AllBiases : FactorReach.AllWeights;
        if (!isTop && !isBias && at > 1) yield return FactorReach.FromLayerBack;
        if (!isTop || isBias) yield break;
        if (pass.Last > 0) yield return FactorReach.EveryDelta;
        yield return FactorReach.Everything;
    }

    private IEnumerable<int> Tensors() => Enumerable.Range(0, gradient.Count);

    /// <summary>The first tensor with a factor, from the output layer back, W before b; −1 if there is none.</summary>
    private static int FirstOff(double?[] factors) =>
        Enumerable.Range(0, factors.Length).Select(k => factors.Length - 2 - (k & ~1) + (k & 1))
            .FirstOrDefault(t => !FactorPart.IsOne(factors[t]), -1);
}
