namespace Backprop;

/// <summary>Derivatives that are multiples of the right ones: all of them, those of some layers, or only weights or biases.</summary>
internal sealed class FactorMistakes
{
    private readonly PassIngredients x;
    private readonly Dataset data;
    private readonly double?[] weights;
    private readonly double?[] biases;

    private FactorMistakes(PassIngredients x, Dataset data, GivenGradient gradient)
    {
        (this.x, this.data) = (x, data);
        weights = [.. gradient.Right.Select((_, l) => gradient.WeightFactor(l))];
        biases = [.. gradient.Right.Select((_, l) => gradient.BiasFactor(l))];
    }

    public static IEnumerable<Hypothesis> Of(PassIngredients x, Dataset data, GivenGradient gradient)
    {
        var factors = new FactorMistakes(x, data, gradient);
        if (factors.All.Any(factor => double.IsNaN(factor)) || factors.All.All(factor => factor == 1)) return [];
        var scaled = gradient.Right.Select((layer, l) => new LayerGradient((factors.weights[l] ?? 1) * layer.Weights, (factors.biases[l] ?? 1) * layer.Bias)).Reverse().ToArray();
        return factors.Explain().Select(hypothesis => hypothesis with { Gradients = scaled });
    }

    private IEnumerable<double> All => weights.Concat(biases).OfType<double>();

    private IEnumerable<Hypothesis> Explain()
    {
        double factor = All.First(factor => factor != 1);
        int[] wrong = Enumerable.Range(0, weights.Length).Where(l => !Is(weights[l], 1) || !Is(biases[l], 1)).ToArray();
        int? only = wrong.Length == 1 ? wrong[0] + 1 : null;
        bool same = All.All(other => other == 1 || Close(other, factor));
        if (All.All(other => other is 0 or 1))
            return [Zero(only)];
        if (!same)
            return [New(GradientMistake.LayerFactor, null, $"Each layer has a factor of its own: {string.Join(", ", weights.Select((weight, l) => $"layer {l + 1} × {FactorName.Number(weight ?? biases[l] ?? 1)}"))}.", factor, fitted: weights.Length)];
        if (All.All(other => Close(other, factor)))
            return Everywhere(factor);
        if (weights.All(weight => Is(weight, 1)))
            return [New(GradientMistake.BiasFactor, only, $"Only the biases are wrong{In(only)}: their derivatives are {FactorName.Number(factor)} times the right ones.", factor)];
        if (biases.All(bias => Is(bias, 1)))
            return [New(GradientMistake.WeightFactor, only, $"Only the weights are wrong{In(only)}: their derivatives are {FactorName.Number(factor)} times the right ones.", factor)];
        int top = wrong[^1];
        string times = Close(factor, -1) ? "the wrong sign" : $"a factor of {FactorName.Number(factor)}";
        return wrong.Length == top + 1 && top > 0
            ? [New(GradientMistake.LayerFactor, top + 1, $"From layer {top + 1} back to layer 1 every derivative has {times}: it enters with delta{top + 1}.", factor)]
            : [New(GradientMistake.LayerFactor, only, $"The derivatives {(only is null ? "of some layers" : $"of layer {only}")} have {times}.", factor)];
    }

    private IEnumerable<Hypothesis> Everywhere(double factor)
    {
        if (Close(factor, -1))
        {
            yield return New(GradientMistake.SignFlip, null, "Every derivative has the wrong sign: the error is y − ŷ instead of ŷ − y, or the loss is meant to grow.", -1);
            yield break;
        }

        string number = FactorName.Number(factor);
        string hint = FactorName.Hint(factor, x) is { } text ? $"; {text}" : "";
        string loss = LossMistakes.WithFactor(x, data, factor) is { } other ? $"; the {other} has this gradient" : "";
        yield return New(GradientMistake.ConstantFactor, null, $"Factor {number}: every derivative is {number} times the right one{hint}{loss}.", factor);
        if (factor > 1 && FactorName.IsInteger(factor))
            yield return New(GradientMistake.Accumulated, null, $"The gradient was added up over {number} calls without being set to zero.", factor);
    }

    private Hypothesis Zero(int? layer)
    {
        var names = weights.Select((factor, l) => factor == 0 ? $"W{l + 1}" : "").Concat(biases.Select((factor, l) => factor == 0 ? $"b{l + 1}" : "")).Where(name => name.Length > 0);
        return New(GradientMistake.ZeroGradient, layer, $"The derivatives of {string.Join(", ", names)} are all 0: they were never computed.", 0, fitted: 0);
    }

    private Hypothesis New(GradientMistake mistake, int? layer, string summary, double factor, int? fitted = null) =>
        new(mistake, layer, summary, [], fitted ?? (FactorName.IsCommon(factor, x) ? 0 : 1));

    private static bool Is(double? factor, double value) => factor is null || Close(factor.Value, value);

    private static bool Close(double factor, double value) => Math.Abs(factor - value) <= 1e-9 * Math.Max(Math.Abs(factor), Math.Abs(value));

    private static string In(int? layer) => layer is null ? "" : $" in layer {layer}";
}
