namespace Backprop;

/// <summary>Plants a mistake in a gradient, by the same predictions with which the diagnosis recognises it.</summary>
internal static class BugPlanter
{
    /// <summary>The gradient with a mistake of a kind; where it can be made in several places, one is drawn.</summary>
    /// <exception cref="ArgumentException">The mistake cannot be made in this network.</exception>
    public static Gradients Plant(Network network, Dataset data, Loss loss, Gradients right, GradientMistake mistake, RandomState random)
    {
        int layer = (int)(random.NextDouble() * right.Count);
        double factor = ((double[])[2, 0.5, data.Count, 1.0 / data.Count])[(int)(random.NextDouble() * 4)];
        switch (mistake)
        {
            case GradientMistake.SignFlip: return Scaled(right, (_, _) => -1);
            case GradientMistake.ConstantFactor: return Scaled(right, (_, _) => factor);
            case GradientMistake.LayerFactor: return Scaled(right, (l, _) => l < Math.Max(1, layer) ? factor : 1);
            case GradientMistake.WeightFactor: return Scaled(right, (l, bias) => l == layer && !bias ? factor : 1);
            case GradientMistake.BiasFactor: return Scaled(right, (l, bias) => l == layer && bias ? 2 : 1);
            case GradientMistake.ZeroGradient: return Scaled(right, (l, bias) => l == layer && bias ? 0 : 1);
            case GradientMistake.WeightDecay:
                return [.. right.Select((gradient, l) =>
                gradient with { Weights = gradient.Weights + (0.01 * network.Layers[l].Weights) })];
        }

        Gradients[] predictions = [.. MistakenGradients.Of(network, data, loss, mistake)];
        if (predictions.Length == 0)
            throw new ArgumentException($"{mistake} cannot be planted in a {string.Join("-", network.Sizes)} network.", nameof(mistake));
        return predictions[(int)(random.NextDouble() * predictions.Length)];
    }

    private static Gradients Scaled(Gradients right, Func<int, bool, double> factor) =>
        [.. right.Select((layer, l) => new LayerGradient(factor(l, false) * layer.Weights, factor(l, true) * layer.Bias))];
}
