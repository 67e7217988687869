namespace Backprop.Tests.GradientChecking;

/// <summary>
/// Outputs that are sure of what they say: the fused delta ŷ − y is checked, and ∂L/∂ŷ, which is no part of it, makes no tolerance.
/// </summary>
public sealed class ConfidentOutputTests
{
    [Theory]
    [InlineData(12345, true)]
    [InlineData(0, false)]
    public void A_sure_and_wrong_softmax_lets_no_constant_pass(double entry, bool everyEntryWrong)
    {
        var (network, data) = Sure();
        var right = GradientOf(network, data, Loss.CrossEntropy);

        var report = GradientCheck.Compare(network, data, Loss.CrossEntropy, [new(right[0].Weights.Map(_ => entry), V([entry, entry]))]);

        Assert.Equal(GradientVerdict.Wrong, report.Verdict);
        Assert.Equal(everyEntryWrong ? 4 : 2, report.Entries.Count(e => e.Verdict == EntryVerdict.Wrong));
    }

    [Fact]
    public void A_sure_and_wrong_softmax_lets_no_sign_pass_and_its_right_gradient_does()
    {
        var (network, data) = Sure();
        var right = GradientOf(network, data, Loss.CrossEntropy);

        Assert.Equal(
            GradientMistake.SignFlip,
            GradientCheck.Compare(network, data, Loss.CrossEntropy, [new(-1 * right[0].Weights, -1 * right[0].Bias)]).Diagnosis.Mistake);
        GradientCheck.Run(network, data, Loss.CrossEntropy).ThrowIfFailed();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(255)]
    public void Digits_in_a_network_with_standard_normal_weights_are_decided_or_said_not_to_be(double scale)
    {
        var network = Network.Create([64, 32, 10], Activation.ReLU, Activation.Softmax, Initializer.StandardNormal(seed: 1));
        var random = new RandomState(2);
        var data =
            new Dataset("digits", random.Randn(32, 64).Map(_ => scale * random.NextDouble()),
                Matrix.OneHot([.. Enumerable.Range(0, 32).Select(n => n % 10)], 10));
        var right = GradientOf(network, data, Loss.CrossEntropy);

        Assert.True(
            GradientCheck.Compare(network, data, Loss.CrossEntropy, right).Verdict is GradientVerdict.Right or GradientVerdict.Undecided);
        Assert.Equal(
            GradientMistake.SignFlip, GradientCheck.Compare(network, data, Loss.CrossEntropy, Scaled(right, -1)).Diagnosis.Mistake);
        Assert.Equal(
            GradientMistake.ZeroGradient, GradientCheck.Compare(network, data, Loss.CrossEntropy, Scaled(right, 0)).Diagnosis.Mistake);
    }

    /// <summary>Lesson 14's check, with the weights of He and with standard normal ones, on pixels as they come and scaled.</summary>
    [Theory]
    [InlineData(true, 16)]
    [InlineData(true, 1)]
    [InlineData(false, 16)]
    [InlineData(false, 1)]
    [InlineData(false, 255)]
    public void The_digits_are_decided_or_said_not_to_be_and_no_mistake_passes(bool he, double scale)
    {
        var network = Network.Create([64, 32, 10], Activation.ReLU, Activation.Softmax,
            he ? Initializer.HeNormal(seed: 1) : Initializer.StandardNormal(seed: 1));
        var digits = Dataset.Digits.Select("twenty digits", [.. Enumerable.Range(0, 20)]);
        var data = digits.WithInputs(scale / digits.Inputs.Values.ToArray().Max() * digits.Inputs);
        var right = GradientOf(network, data, Loss.CrossEntropy);

        Check(right, GradientVerdict.Right, GradientMistake.None);
        Check(Scaled(right, -1), GradientVerdict.Wrong, GradientMistake.SignFlip);
        Check(Scaled(right, 0), GradientVerdict.Wrong, GradientMistake.ZeroGradient);

        void Check(Gradients gradients, GradientVerdict verdict, GradientMistake mistake)
        {
            var report = GradientCheck.Compare(network, data, Loss.CrossEntropy, gradients);

            Assert.True(report.Verdict == verdict || (verdict == GradientVerdict.Right && report.Verdict == GradientVerdict.Undecided),
                report.ToString());
            if (report.Verdict == verdict) Assert.Equal(mistake, report.Diagnosis.Mistake);
            Assert.All(report.Entries, entry => Assert.True(double.IsFinite(entry.ErrorEstimate)));
            Assert.DoesNotContain("missed with probability 1e+0", report.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Digits_from_0_to_1_are_decided_in_every_entry()
    {
        var network = Network.Create([64, 32, 10], Activation.ReLU, Activation.Softmax, Initializer.StandardNormal(seed: 1));
        var random = new RandomState(2);
        var data =
            new Dataset("digits", random.Randn(32, 64).Map(_ => random.NextDouble()),
                Matrix.OneHot([.. Enumerable.Range(0, 32).Select(n => n % 10)], 10));

        GradientCheck.Run(network, data, Loss.CrossEntropy).ThrowIfFailed();
    }

    [Fact]
    public void A_sure_sigmoid_that_is_wrong_once_lets_no_factor_of_1_005_pass()
    {
        var network = Network.Create([1, 1], Activation.Sigmoid, Initializer.Zeros);
        network.Layers[0].Weights = M([[30]]);
        var data = new Dataset("one mistake", [[1], [-1]], [[0], [0]]);

        var report =
            GradientCheck.Compare(network, data, Loss.BinaryCrossEntropy,
                Scaled(GradientOf(network, data, Loss.BinaryCrossEntropy), 1.005));

        Assert.Equal((GradientVerdict.Wrong, GradientMistake.ConstantFactor), (report.Verdict, report.Diagnosis.Mistake));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(-30)]
    public void Inputs_of_10_and_weights_of_30_make_no_tolerance_NaN(double weight)
    {
        var network = Network.Create([2, 2, 2], Activation.ReLU, Activation.Softmax, Initializer.XavierNormal(seed: 1));
        network.Layers[1].Weights = M([[weight, -weight], [-weight, weight]]);
        var data = new Dataset("XOR × 10", 10 * Dataset.Xor.Inputs, Matrix.OneHot([0, 1, 1, 0], 2));

        var report = GradientCheck.Run(network, data, Loss.CrossEntropy);

        Assert.True(report.Verdict is GradientVerdict.Right or GradientVerdict.Undecided, report.ToString());
        Assert.All(report.Entries, entry => Assert.False(double.IsNaN(entry.ErrorEstimate)));
    }

    /// <summary>
    /// One unit is sure of both samples and the other of none: of its derivatives ŷ − y has lost the digits, and a program cannot know
    /// more.
    /// </summary>
    [Fact]
    public void A_derivative_that_is_nothing_beside_its_layer_passes_as_double_precision_gives_it_and_no_other()
    {
        var network = Network.Create([1, 2], Activation.Sigmoid, Initializer.Zeros);
        network.Layers[0].Weights = M([[0.5, 0.25]]);
        network.Layers[0].Bias = [0, 33.4];
        var data = new Dataset("sure of one", [[1], [-0.5]], [[0, 1], [1, 1]]);
        var output = network.Forward(data.Inputs).Output;
        var delta = 0.25 * (output - data.Targets);
        Gradients onPaper = [new(data.Inputs.Transpose() * delta, delta.SumRows())];

        GradientCheck.Run(network, data, Loss.BinaryCrossEntropy).ThrowIfFailed();
        var report = GradientCheck.Compare(network, data, Loss.BinaryCrossEntropy, onPaper);
        Assert.True(report.Passed, report.ToString());
        Assert.Contains(
            "2 of 4 derivatives are nothing beside the largest of their layer, and rounding has taken their digits: they are what double "
                + "precision gives, and not tested further.", report.Diagnosis.Summary, StringComparison.Ordinal);

        foreach (double factor in (double[])[1.01, -1, 0])
        {
            Gradients wrong = [onPaper[0] with { Bias = [onPaper[0].Bias[0], factor * onPaper[0].Bias[1]] }];
            Assert.Equal(GradientVerdict.Undecided, GradientCheck.Compare(network, data, Loss.BinaryCrossEntropy, wrong).Verdict);
        }
    }

    [Fact]
    public void A_derivative_without_digits_passes_with_the_weight_decay_of_the_objective_and_with_no_other()
    {
        var network = Network.Create([1, 2], Activation.Sigmoid, Initializer.Zeros);
        network.Layers[0].Weights = M([[0.5, 1e-17]]);
        network.Layers[0].Bias = [0, 33.4];
        var data = new Dataset("sure of one", [[1], [-0.5]], [[0, 1], [1, 1]]);
        var delta = 0.25 * (network.Forward(data.Inputs).Output - data.Targets);
        var options = new GradientCheckOptions { WeightDecay = 0.1 };

        foreach (var (decay, verdict) in (ReadOnlySpan<(double, GradientVerdict)>)
            [(0.1, GradientVerdict.Right), (0, GradientVerdict.Wrong), (0.2, GradientVerdict.Wrong)])
        {
            Gradients onPaper = [new((data.Inputs.Transpose() * delta) + (decay * network.Layers[0].Weights), delta.SumRows())];
            Assert.Equal(verdict, GradientCheck.Compare(network, data, Loss.BinaryCrossEntropy, onPaper, options).Verdict);
        }
    }

    /// <summary>Each answer is the opposite of the target, with a probability of 1 to 22 digits.</summary>
    private static (Network Network, Dataset Data) Sure()
    {
        var network = Network.Create([1, 2], Activation.Softmax, Initializer.Zeros);
        network.Layers[0].Weights = M([[25, -25]]);
        return (network, new("sure", [[1], [-1]], [[0, 1], [1, 0]]));
    }

    private static Gradients GradientOf(Network network, Dataset data, Loss loss)
    {
        var forward = network.Forward(data.Inputs);
        return network.Backward(forward, loss.Evaluate(forward, data.Targets)).Gradients;
    }

    private static Gradients Scaled(Gradients gradients, double factor) =>
        [.. gradients.Select(layer => new LayerGradient(factor * layer.Weights, factor * layer.Bias))];
}
