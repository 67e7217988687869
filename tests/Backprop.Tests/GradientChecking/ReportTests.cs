namespace Backprop.Tests.GradientChecking;

/// <summary>What a report counts and sums up, against its own entries.</summary>
public sealed class ReportTests
{
    private static readonly Network Network =
        Network.Create([2, 3, 1], Activation.Tanh, Activation.Sigmoid, Initializer.StandardNormal(seed: 5));

    /// <summary>Three wrong weights and one wrong bias in layer 1, layer 2 right.</summary>
    private static readonly GradientCheckReport Report = Check();

    [Fact]
    public void A_layer_is_summed_up_in_a_row()
    {
        var (first, second) = (Report.Layers[0], Report.Layers[1]);

        Assert.Equal((1, 9, 3, 1, 0), (first.Layer, first.Parameters, first.WrongWeights, first.WrongBiases, first.Kinks));
        Assert.Equal((2, 4, 0, 0, 0), (second.Layer, second.Parameters, second.WrongWeights, second.WrongBiases, second.Kinks));
        foreach (var layer in Report.Layers)
        {
            var entries = Report.Entries.Where(entry => entry.Layer == layer.Layer).ToArray();
            Close.To(1e-14, Math.Sqrt(entries.Sum(entry => entry.Analytic * entry.Analytic)), layer.AnalyticNorm, "analytic norm");
            Close.To(1e-14, Math.Sqrt(entries.Sum(entry => entry.Numeric * entry.Numeric)), layer.NumericNorm, "numeric norm");
            Assert.Equal(entries.MaxBy(entry => entry.RelativeError), layer.Worst);
        }
    }

    [Fact]
    public void The_worst_come_first_and_wrong_ones_before_all_others()
    {
        var worst = Report.Worst(5);

        Assert.Equal(5, worst.Count);
        Assert.All(worst.Take(4), entry => Assert.Equal(EntryVerdict.Wrong, entry.Verdict));
        Assert.Equal(EntryVerdict.Right, worst[4].Verdict);
        Assert.Equal(worst.Take(4).OrderByDescending(entry => entry.RelativeError), worst.Take(4));
        Assert.Equal(worst[0].RelativeError, Report.WorstRelativeError);
    }

    [Fact]
    public void Errors_have_the_shape_of_the_parameters()
    {
        var map = Report.Heatmaps[0];

        Assert.Equal((1, 2, 3, 3), (map.Layer, map.Weights.RowCount, map.Weights.ColumnCount, map.Bias.Count));
        foreach (var entry in Report.Entries.Where(entry => entry.Layer == 1))
            Assert.Equal(entry.RelativeError, entry.IsBias ? map.Bias[entry.Column] : map.Weights[entry.Row, entry.Column]);
    }

    [Fact]
    public void An_entry_knows_its_parameter_and_its_errors()
    {
        Assert.Equal(
            [
                "W1[x1,h1]", "W1[x1,h2]", "W1[x1,h3]", "W1[x2,h1]", "W1[x2,h2]", "W1[x2,h3]", "b1[h1]", "b1[h2]", "b1[h3]",
                "W2[h1,ŷ]", "W2[h2,ŷ]", "W2[h3,ŷ]", "b2[ŷ]",
            ],
            Report.Entries.Select(entry => entry.Name));
        foreach (var entry in Report.Entries)
        {
            var layer = Network.Layers[entry.Layer - 1];
            Assert.Equal(entry.IsBias ? layer.Bias[entry.Column] : layer.Weights[entry.Row, entry.Column], entry.Value);
            Assert.Equal(Math.Abs(entry.Analytic - entry.Numeric), entry.AbsoluteError);
            Assert.Equal(entry.AbsoluteError / Math.Max(Math.Abs(entry.Analytic), Math.Abs(entry.Numeric)), entry.RelativeError, 1e-15);
            Assert.Equal(entry.Verdict == EntryVerdict.Wrong, entry.AbsoluteError > entry.ErrorEstimate);
            Assert.InRange(entry.ErrorEstimate, 1e-20, 1e-12);
        }
    }

    [Fact]
    public void A_report_is_one_paragraph() =>
        Assert.Matches(
            @"^Gradient check FAILED: given gradients of the 2-3-1 network, 13 parameters \(tanh, sigmoid\) on XOR, mean squared error\. "
            + @"4 of 13 derivatives are wrong, in layer 1; no mistake that the diagnosis knows gives these numbers\. .*Wrong: 4 of 13 derivatives\. .*\(dual numbers, 13 evaluations\.\)$", Report.ToString());

    [Fact]
    public void A_report_says_how_it_ended_and_what_it_left_open()
    {
        string right = GradientCheck.Run(Network, Dataset.Xor, Loss.MeanSquaredError).ToString();
        string undecided = GradientCheck.Run(x => Math.Floor(4 * x[0]) + x[1], [0.25, 1], [4, 1]).ToString();
        string kink = GradientCheck.Run(x => Math.Abs(x[0]) + x[1], [0, 1], [0.5, 1]).ToString();

        Assert.StartsWith("Gradient check passed: ", right, StringComparison.Ordinal);
        Assert.EndsWith(" Wrong: 0 of 13 derivatives. (dual numbers, 13 evaluations.)", right, StringComparison.Ordinal);
        Assert.StartsWith("Gradient check undecided: ", undecided, StringComparison.Ordinal);
        Assert.Contains(" Wrong: 0 of 2 derivatives, 1 undecided. (", undecided, StringComparison.Ordinal);
        Assert.Contains(" Wrong: 0 of 2 derivatives, 1 on a kink. (", kink, StringComparison.Ordinal);
    }

    [Fact]
    public void The_worst_entry_is_told_with_as_many_digits_as_it_needs()
    {
        string said = GradientCheck.Run(x => x[0] * x[0], [3], [6.006]).ToString();

        Assert.Matches(
            @"Gradient check FAILED: .* Wrong: 1 of 1 derivatives\. "
                + @"Worst: .* analytic 6\.006, numeric 6 ± \d(\.\d)?e-1\d, relative error 0\.000999\. ", said);
    }

    [Theory]
    [InlineData(DifferentiationMethod.ForwardDifference, 26)]
    [InlineData(DifferentiationMethod.DualNumbers, 13)]
    [InlineData(DifferentiationMethod.ComplexStep, 13)]
    public void The_cost_is_counted_in_evaluations(DifferentiationMethod method, long evaluations) =>
        Assert.Equal(evaluations, GradientCheck.Run(Network, Dataset.Xor, Loss.MeanSquaredError, new() { Method = method }).Evaluations);

    [Theory]
    [InlineData(0, EntryVerdict.Wrong)]
    [InlineData(0.0009, EntryVerdict.Wrong)]
    [InlineData(0.0011, EntryVerdict.Right)]
    public void A_relative_error_up_to_the_tolerance_is_accepted(double tolerance, EntryVerdict verdict)
    {
        var entry = Assert.Single(GradientCheck.Run(x => x[0] * x[0], [3], [6.006], new() { RelativeTolerance = tolerance }).Entries);

        Assert.Equal(verdict, entry.Verdict);
    }

    private static GradientCheckReport Check()
    {
        var forward = Network.Forward(Dataset.Xor.Inputs);
        var right = Network.Backward(forward, Loss.MeanSquaredError.Evaluate(forward, Dataset.Xor.Targets)).Gradients;
        return GradientCheck.Compare(
            Network, Dataset.Xor, Loss.MeanSquaredError,
            [new(right[0].Weights + M([[0.1, 0, 0.3], [0, 0.2, 0]]), right[0].Bias + V([0, 0.05, 0])), right[1]]);
    }
}
