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

    /// <summary>The last parameter is a bias.</summary>
    [Fact]
    public void A_decay_of_three_of_four_parameters_of_a_function_is_named()
    {
        double[] theta = [1, -2, 0.5, 3];

        var report = GradientCheck.Run(
            x => x.Sum(Math.Sin), theta, [.. theta.Select((x, i) => Math.Cos(x) + (i < 3 ? 0.02 * x : 0))]);

        Assert.Equal(
            (GradientMistake.WeightDecay, "The gradient contains λ·θ with λ = 0.02 (weight decay) in 3 of 4 parameters, which f does not."),
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

    /// <summary>A gradient measured by differences of the objective with its decay.</summary>
    [Theory]
    [InlineData("forward", 1e-5)]
    [InlineData("backward", 1e-6)]
    [InlineData("central", 1e-3)]
    [InlineData("central", 1e-6)]
    public void A_difference_quotient_of_the_regularised_objective_is_recognised(string formula, double h)
    {
        var network = Small.Copy();
        double value = Objective();
        double[] quotients = [.. Enumerable.Range(0, network.ParameterCount).Select(Quotient)];
        var measured = Right().Select((layer, l) => (Layer: layer, Start: network.Layers.Take(l).Sum(before => before.ParameterCount)))
            .Select(pair => new LayerGradient(
                new Matrix(pair.Layer.Weights.RowCount, pair.Layer.Weights.ColumnCount,
                    quotients.AsSpan(pair.Start, pair.Layer.Weights.Values.Length).ToArray()),
                Vector.Create(quotients.AsSpan(pair.Start + pair.Layer.Weights.Values.Length, pair.Layer.Bias.Count))));

        var report = GradientCheck.Compare(Small, Five, Loss.MeanSquaredError, [.. measured], new() { WeightDecay = 0.3 });

        Assert.Equal(GradientVerdict.Right, report.Verdict);
        Assert.Contains("looks like a difference quotient with step about", report.Diagnosis.Summary, StringComparison.Ordinal);
        foreach (double factor in (double[])[-1, 1.001])
        {
            Gradients wrong = [.. measured.Select(layer => new LayerGradient(factor * layer.Weights, factor * layer.Bias))];
            Assert.NotEqual(
                GradientVerdict.Right,
                GradientCheck.Compare(Small, Five, Loss.MeanSquaredError, wrong, new() { WeightDecay = 0.3 }).Verdict);
        }

        double Quotient(int i) => formula switch
        {
            "forward" => (Moved(i, h) - value) / h,
            "backward" => (value - Moved(i, -h)) / h,
            _ => (Moved(i, h) - Moved(i, -h)) / (2 * h),
        };

        double Moved(int i, double by)
        {
            double before = network.Parameters[i];
            network.Parameters[i] = before + by;
            double moved = Objective();
            network.Parameters[i] = before;
            return moved;
        }

        double Objective()
        {
            double squares = network.Layers.Sum(layer => layer.Weights.Values.ToArray().Sum(w => w * w));
            return Loss.MeanSquaredError.Evaluate(network.Forward(Five.Inputs), Five.Targets).Value + (0.3 / 2 * squares);
        }
    }
}
