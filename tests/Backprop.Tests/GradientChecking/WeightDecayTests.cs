using static Backprop.Tests.GradientChecking.FiveSamples;

namespace Backprop.Tests.GradientChecking;

/// <summary>The objective with a weight decay.</summary>
public sealed class WeightDecayTests
{
    [Fact]
    public void The_regularised_objective_is_checked()
    {
        Gradients decayed = [.. Right()
            .Zip(Small.Layers, (gradient, layer) => gradient with { Weights = gradient.Weights + (0.01 * layer.Weights) })];
        GradientCheckOptions options = new() { WeightDecay = 0.01 };

        foreach (
            var method in (DifferentiationMethod[])[DifferentiationMethod.Automatic, DifferentiationMethod.CentralDifference,
                DifferentiationMethod.Extrapolation])
        {
            GradientCheck.Compare(Small, Five, Loss.MeanSquaredError, decayed, options with { Method = method }).ThrowIfFailed();
        }

        GradientCheck.Compare(Small, Five, Loss.MeanSquaredError, decayed, options with { FastAbove = 0 }).ThrowIfFailed();
        GradientCheck.Run(Small, Five, Loss.MeanSquaredError, options).ThrowIfFailed();
        var missing = GradientCheck.Compare(Small, Five, Loss.MeanSquaredError, Right(), options).Diagnosis;
        Assert.Equal(
            (GradientMistake.WeightDecay, "The λ·W of the weight decay is missing (λ = 0.01)."), (missing.Mistake, missing.Summary));
    }

    [Fact]
    public void A_forgotten_decay_of_any_function_is_named()
    {
        double[] theta = [1, -2, 0.5, 3];

        var report = GradientCheck.Run(x => x.Sum(Math.Sin) + (0.05 * x.Sum(v => v * v)), theta, [.. theta.Select(Math.Cos)]);

        Assert.Equal(
            (GradientMistake.WeightDecay, "The λ·θ of the weight decay is missing (λ = 0.1)."),
            (report.Diagnosis.Mistake, report.Diagnosis.Summary));
    }

    [Theory]
    [InlineData(0, "The gradient contains λ·sign(W) with λ = 0.03 (decay of λΣ|W|), which the loss does not.")]
    [InlineData(0.01, "The weight decay adds λ·sign(W) with λ = 0.03, the derivative of λΣ|W|, instead of λ·W with λ = 0.01.")]
    public void A_decay_of_absolute_values_is_told_from_one_of_squares(double expected, string sentence)
    {
        Gradients decayed = [.. Right().Zip(
            Small.Layers, (gradient, layer) =>
                gradient with { Weights = gradient.Weights + (0.03 * layer.Weights.Map(w => Math.Sign(w))) })];

        var diagnosis = GradientCheck.Compare(Small, Five, Loss.MeanSquaredError, decayed, new() { WeightDecay = expected }).Diagnosis;

        Assert.Equal((GradientMistake.WeightDecay, sentence), (diagnosis.Mistake, diagnosis.Summary));
    }
}
