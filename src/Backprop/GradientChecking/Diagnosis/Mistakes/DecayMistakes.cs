namespace Backprop;

/// <summary>Mistakes with λ·W, the part of the gradient that comes from a weight decay ½λΣW².</summary>
internal static class DecayMistakes
{
    /// <summary>What is wrong with the decay of each tensor; null if there is no simple account of it.</summary>
    /// <param name="pass">The measured pass.</param>
    /// <param name="expected">λ of the objective; 0 if it has none.</param>
    /// <param name="factors">The factor of the loss's part of each tensor.</param>
    /// <param name="decays">What each parameter is multiplied with; null where that does not show.</param>
    public static IReadOnlyList<Finding>? Explain(MeasuredPass pass, double expected, double?[] factors, double?[] decays)
    {
        // A factor of everything is one of the decay too.
        double?[] weights = [.. decays.Where((_, t) => t % 2 == 0)], biases = [.. decays.Where((_, t) => t % 2 == 1)];
        bool IsRight(double? decay, int t, double right) =>
            decay is null || Same(decay.Value, right) || (factors[t] is { } factor && Same(decay.Value, factor * right));
        int[] wrongWeights = [.. Enumerable.Range(0, weights.Length).Where(l => !IsRight(weights[l], 2 * l, expected))];
        int[] wrongBiases = [.. Enumerable.Range(0, biases.Length).Where(l => biases[l] is { } decay && decay != 0)];
        if (wrongWeights.Length + wrongBiases.Length == 0) return [];

        double lambda = wrongWeights.Length > 0 ? weights[wrongWeights[0]]!.Value : biases[wrongBiases[0]]!.Value;
        if (wrongWeights.Any(l => !Same(weights[l]!.Value, lambda)) || wrongBiases.Any(l => !Same(biases[l]!.Value, lambda))) return null;
        int determined = weights.Count(decay => decay is not null), determinedBiases = biases.Count(decay => decay is not null);
        string place = wrongWeights.Length == determined ? "" : $" {Hypothesis.Place(pass, wrongWeights)} only";
        int? layer = wrongWeights.Length == 1 && determined > 1 ? wrongWeights[0] + 1 : null;
        string number = FormattableString.Invariant($"{lambda:G6}");
        if (wrongWeights.Length == 0)
        {
            string where = wrongBiases.Length == determinedBiases ? "" : $" {Hypothesis.Place(pass, wrongBiases)} only";
            return [new(GradientMistake.WeightDecay, null,
                $"∂L/∂b contains λ·b with λ = {number}{where}: the biases are decayed, which the objective does not.",
                Same(lambda, expected) ? 0 : 1)];
        }

        bool both = wrongBiases.Length > 0;
        if (expected == 0)
        {
            string decay = both ? "λ·W and λ·b" : "λ·W";
            return [new(GradientMistake.WeightDecay, layer,
                $"The gradient contains {decay} with λ = {number} (weight decay){place}, which the loss does not.", 1)];
        }

        string lost = FormattableString.Invariant($"{expected:G6}");
        if (Math.Abs(lambda) < 1e-9 * expected)
            return [new(GradientMistake.WeightDecay, layer, $"The λ·W of the weight decay is missing{place} (λ = {lost}).")];
        string half = Same(lambda, 2 * expected) ? ": the ½ of ½λΣW² is missing" : "";
        return [new(GradientMistake.WeightDecay, layer,
            $"The weight decay adds {number}·W{place}{(both ? $" and {number}·b" : "")} instead of λ·W with λ = {lost}{half}.", 1)];

        // What is left of a decay of 0 differs only in its rounding.
        bool Same(double x, double y) => Math.Abs(x - y) <= 1e-7 * Math.Max(expected, Math.Max(Math.Abs(x), Math.Abs(y)));
    }

    /// <summary>λ·sign(W), the derivative of λΣ|W|, instead of the decay of the objective.</summary>
    public static Finding OfAbsoluteValues(double expected, double lambda) => new(GradientMistake.WeightDecay, null, expected == 0
        ? FormattableString.Invariant($"The gradient contains λ·sign(W) with λ = {lambda:G6} (decay of λΣ|W|), which the loss does not.")
        : FormattableString.Invariant(
            $"The weight decay adds λ·sign(W) with λ = {lambda:G6}, the derivative of λΣ|W|, instead of λ·W with λ = {expected:G6}."),
        Fitted: 1);
}
