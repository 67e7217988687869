using System.Globalization;
using static Backprop.Tests.GradientChecking.FiveSamples;

namespace Backprop.Tests.GradientChecking;

/// <summary>Right gradients in another precision, or measured instead of derived, are no mistake and are named.</summary>
public sealed class PrecisionTests
{
    [Fact]
    public void Single_precision_is_named_and_no_mistake()
    {
        var report = Compare(Map(Right(), g => (float)g));

        Assert.True(report.Passed, report.ToString());
        Assert.Equal("The gradient agrees to 7 digits: single precision.", report.Diagnosis.Summary);
    }

    /// <summary>Three digits or two: where they do not show a factor near 1, nothing is decided; a mistake is found.</summary>
    [Theory]
    [InlineData("half precision")]
    [InlineData("bfloat16")]
    public void Half_precision_is_no_mistake_and_hides_none(string name)
    {
        double Cast(double g) => name == "bfloat16"
            ? BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits((float)g) & 0xFFFF0000)
            : (double)(Half)g;

        var report = Compare(Map(Right(), Cast));
        Assert.True(report.Verdict is GradientVerdict.Right or GradientVerdict.Undecided, report.ToString());
        Assert.Contains(name, report.ToString(), StringComparison.Ordinal);
        foreach (double factor in (double[])[-1, 0.5, 1.02, 1.1, 0])
            Assert.Equal(GradientVerdict.Wrong, Compare(Map(Right(), g => Cast(factor * g))).Verdict);
        Assert.False(Compare(Map(Right(), g => Cast(1.001 * g))).Passed);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(8)]
    public void Rounded_decimals_are_named_and_no_mistake(int decimals)
    {
        var report = Compare(Map(Right(), g => Math.Round(g, decimals)));

        Assert.True(report.Passed, report.ToString());
        Assert.Equal($"The gradient agrees to {decimals} decimals: rounded to {decimals} decimals.", report.Diagnosis.Summary);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(8)]
    public void Rounded_significant_digits_are_named_and_no_mistake(int digits)
    {
        var report = Compare(Map(Right(), g => Rounded(g, digits)));

        Assert.True(report.Passed, report.ToString());
        Assert.Equal($"The gradient agrees to {digits} digits: rounded to {digits} significant digits.", report.Diagnosis.Summary);
    }

    [Theory]
    [InlineData(1e-6, false, "1e-6")]
    [InlineData(1e-5, true, "1e-5")]
    [InlineData(1e-4, false, "1e-4")]
    [InlineData(1e-3, true, "1e-3")]
    [InlineData(1.4e-5, false, "1.4e-5")]
    [InlineData(7e-5, true, "7e-5")]
    [InlineData(3.3e-4, true, "3.3e-4")]
    [InlineData(1.23456e-4, false, "1.2e-4")]
    public void Difference_quotients_are_named_with_their_step_and_no_mistake(double h, bool central, string step)
    {
        double[] quotients = [.. Enumerable.Range(0, Small.ParameterCount)
            .Select(i => central ? (At(i, h) - At(i, -h)) / (2 * h) : (At(i, h) - At(i, 0)) / h)];
        int k = 0;

        var report = Compare(Map(Right(), _ => quotients[k++]));

        Assert.True(report.Passed, report.ToString());
        Assert.Contains($"looks like a difference quotient with step about {step}", report.ToString(), StringComparison.Ordinal);

        static double At(int i, double h)
        {
            var moved = Small.Copy();
            moved.Parameters[i] += h;
            return Loss.MeanSquaredError.Evaluate(moved.Forward(Five.Inputs), Five.Targets).Value;
        }
    }

    /// <summary>Where the loss is linear in the last layer's parameters, their quotients have no error.</summary>
    [Fact]
    public void A_quotient_without_error_in_the_last_layer_is_one_all_the_same()
    {
        var network = Network.Create([2, 2, 3], Activation.Tanh, Activation.Identity, Initializer.LeCunNormal(seed: 2));
        var data = new Dataset("far targets", new RandomState(5).Randn(5, 2), new RandomState(6).Randn(5, 3).Map(y => 10 * Math.Sign(y)));
        double At(int i, double h)
        {
            var moved = network.Copy();
            moved.Parameters[i] += h;
            return Loss.MeanAbsoluteError.Evaluate(moved.Forward(data.Inputs), data.Targets).Value;
        }

        double[] quotients = [.. Enumerable.Range(0, network.ParameterCount).Select(i => (At(i, 3e-5) - At(i, 0)) / 3e-5)];
        int k = 0;
        Gradients given = [.. network.Layers.Select(layer => new LayerGradient(
            layer.Weights.Map(_ => quotients[k++]), new Vector([.. layer.Bias.Select(_ => quotients[k++])])))];

        var report = GradientCheck.Compare(network, data, Loss.MeanAbsoluteError, given);

        Assert.True(report.Passed, report.ToString());
        Assert.Matches(@"^The gradient agrees to \d+ digits: it looks like a difference quotient with step about 3e-5\.$",
            report.Diagnosis.Summary);
        Assert.Equal("The same quotient, recomputed, has these errors in every derivative.", report.Diagnosis.Evidence);
    }

    [Fact]
    public void A_mistake_in_single_precision_is_named_with_the_precision()
    {
        var example = new RandomNetwork(Small, Five, Loss.MeanSquaredError, new RandomState(4));

        var diagnosis = Compare(Map(new MistakenBackward(example, GradientMistake.MissingDerivative, 0).Run()!, g => (float)g)).Diagnosis;

        Assert.Equal(GradientMistake.MissingDerivative, diagnosis.Mistake);
        Assert.StartsWith("Single precision, and: φ′(z) is missing", diagnosis.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_rounded_to_decimals_is_named_with_the_rounding()
    {
        var example = new RandomNetwork(Small, Five, Loss.MeanSquaredError, new RandomState(4));

        var diagnosis = Compare(
            Map(new MistakenBackward(example, GradientMistake.MissingDerivative, 0).Run()!, g => Math.Round(g, 6))).Diagnosis;

        Assert.Equal(GradientMistake.MissingDerivative, diagnosis.Mistake);
        Assert.StartsWith("Rounded to 6 decimals, and: φ′(z) is missing", diagnosis.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_rounded_to_significant_digits_is_named_with_the_rounding()
    {
        var example = new RandomNetwork(Small, Five, Loss.MeanSquaredError, new RandomState(4));

        var diagnosis = Compare(
            Map(new MistakenBackward(example, GradientMistake.MissingDerivative, 0).Run()!, g => Rounded(g, 6))).Diagnosis;

        Assert.Equal(GradientMistake.MissingDerivative, diagnosis.Mistake);
        Assert.Matches(@"^Rounded to (6 significant digits|7 decimals), and: φ′\(z\) is missing", diagnosis.Summary);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(6)]
    public void A_thousandth_too_much_is_no_rounding_to_significant_digits(int digits)
    {
        Assert.False(Compare(Map(Right(), g => Rounded(1.001 * g, digits))).Passed);
        int k = 0;
        Assert.False(Compare(Map(Right(), g => Rounded(k++ == 7 ? 1.02 * g : g, digits))).Passed);
        Assert.False(Compare(Map(Right(), g => Rounded(-g, digits))).Passed);
    }

    /// <summary>Below 1e-45 nothing is left of a number in single precision.</summary>
    [Fact]
    public void A_gradient_that_single_precision_cannot_hold_is_undecided_not_wrong()
    {
        var network = Network.Create([3, 3, 2], Activation.Tanh, Activation.Identity, Initializer.LeCunNormal(seed: 3));
        network.Layers[1].Weights = 1e-42 * network.Layers[1].Weights;
        var forward = network.Forward(Five.Inputs);
        var right = network.Backward(forward, Loss.MeanSquaredError.Evaluate(forward, Five.Targets)).Gradients;

        var report = GradientCheck.Compare(network, Five, Loss.MeanSquaredError, Map(right, g => (float)g));

        Assert.Equal(GradientVerdict.Undecided, report.Verdict);
    }

    /// <summary>Of a large network a sample of the entries is measured first; it must not call the precision a mistake.</summary>
    [Fact]
    public void A_large_gradient_in_single_precision_is_no_mistake()
    {
        var network = Network.Create([40, 60, 5], Activation.Tanh, Activation.Softmax, Initializer.XavierNormal(seed: 1));
        Dataset data = new("many", new RandomState(2).Randn(1500, 40), Matrix.OneHot([.. Enumerable.Range(0, 1500).Select(n => n % 5)], 5));
        var right = new StudentBackward(network, data, Loss.CrossEntropy).Right;

        var report = GradientCheck.Compare(network, data, Loss.CrossEntropy, Map(right, g => (float)g));

        Assert.True(report.Passed, report.ToString());
        Assert.Contains("single precision", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_gradient_of_a_thousandth_too_much_is_wrong_in_every_precision()
    {
        Assert.Equal(GradientVerdict.Wrong, Compare(Map(Right(), g => (float)(1.001 * g))).Verdict);
        Assert.NotEqual(GradientVerdict.Right, Compare(Map(Right(), g => Math.Round(1.01 * g, 4))).Verdict);
        Assert.NotEqual(GradientVerdict.Right, Compare(Map(Right(), g => Math.Round(1.001 * g, 6))).Verdict);
        Assert.Equal(GradientVerdict.Wrong, Compare(Map(Right(), g => 1.00001 * g)).Verdict);
    }

    /// <summary>Every entry is off by another part, as the rounding of no precision leaves it.</summary>
    [Theory]
    [InlineData(3e-8, GradientVerdict.Undecided)]
    [InlineData(9e-7, GradientVerdict.Undecided)]
    [InlineData(3e-6, GradientVerdict.Wrong)]
    public void What_no_mistake_could_make_so_small_is_undecided(double part, GradientVerdict verdict)
    {
        var random = new RandomState(4);

        var report =
            Compare(Map(Right(), g => g * (1 + (part * (random.NextDouble() < 0.5 ? -1 : 1) * (1 - (0.1 * random.NextDouble()))))));

        Assert.Equal(verdict, report.Verdict);
        if (verdict == GradientVerdict.Undecided)
        {
            Assert.Equal(
                "Undecided: 32 of 32 derivatives are right to six digits or more, but not to rounding. No mistake is so small; "
                    + "what a difference quotient or a lower precision leaves is.", report.Diagnosis.Summary);
            Assert.Equal("Give the gradient of the backward pass, with all its digits.", report.Diagnosis.Evidence);
        }
    }

    [Fact]
    public void Nor_is_a_factor_that_differs_from_1_by_less_than_a_millionth_a_mistake() =>
        Assert.Equal(GradientVerdict.Undecided, Compare(Map(Right(), g => 1.0000002 * g)).Verdict);

    [Fact]
    public void The_relative_tolerance_reaches_the_diagnosis()
    {
        var random = new RandomState(3);
        var example = new RandomNetwork(Small, Five, Loss.MeanSquaredError, new RandomState(4));
        var noisy =
            Map(new MistakenBackward(example, GradientMistake.MissingDerivative, 0).Run()!, g => g * (1 + (1e-7 * random.NextDouble())));

        Assert.Equal(
            GradientMistake.MissingDerivative,
            GradientCheck.Compare(Small, Five, Loss.MeanSquaredError, noisy, new() { RelativeTolerance = 1e-6 }).Diagnosis.Mistake);
    }

    /// <summary>An activation of one's own in single precision, whose slopes are measured less well than the gradient is rounded.</summary>
    [Fact]
    public void A_rounded_gradient_through_a_function_in_single_precision_is_not_called_wrong()
    {
        var single = new Activation("single", z => MathF.Tanh((float)z), z => 1 - Math.Pow(Math.Tanh(z), 2));
        for (uint seed = 0; seed < 4; seed++)
        {
            var network = Network.Create([4, 5, 5, 3], [Activation.Softplus, single, Activation.Softmax], Initializer.StandardNormal(seed));
            Dataset data = new("six", new RandomState(seed + 50).Randn(6, 4).Map(x => 3 * x), Matrix.OneHot([0, 1, 2, 0, 1, 2], 3));
            var right = SentenceExample.GradientOf(network, data, Loss.CrossEntropy);
            for (int decimals = 5; decimals <= 6; decimals++)
            {
                var rounded = Map(right, g => Math.Round(g, decimals));

                var report = GradientCheck.Compare(network, data, Loss.CrossEntropy, rounded, new() { Threads = 1 });

                Assert.True(report.Verdict is GradientVerdict.Right or GradientVerdict.Undecided, $"{seed}, {decimals}: {report}");
            }
        }
    }

    private static double Rounded(double x, int digits) =>
        double.Parse(x.ToString($"E{digits - 1}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
