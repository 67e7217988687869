namespace Backprop.Tests.GradientChecking;

/// <summary>Mistakes that the data cannot show: the check passes, and says what it did not test and what would test it.</summary>
public sealed class UntestedTests
{
    private static readonly Dataset Five = new("five", new RandomState(5).Randn(5, 3), new RandomState(6).Randn(5, 2));

    [Fact]
    public void Phi_prime_missing_behind_weights_of_0_does_not_show_and_that_is_said()
    {
        var network = Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.Zeros);
        var pass = new StudentBackward(network, Dataset.Xor, Loss.MeanSquaredError);
        var missing =
            new StudentBackward(network, Dataset.Xor, Loss.MeanSquaredError) { Slope = l => pass.Forward.Layers[l].Z.Map(_ => 1) };

        Passes(network, Dataset.Xor, missing.Run(), "of 9 derivatives are 0 in both: not tested", "W2 is all 0");
    }

    [Fact]
    public void Of_one_sample_a_sum_over_samples_is_not_tested()
    {
        var network = Create();
        Dataset one = new("one", [[1, 2, 3]], [[1, 0]]);
        var pass = new StudentBackward(network, one, Loss.MeanSquaredError) { Bias = (delta, _) => Vector.Create(delta.Row(0)) };

        Passes(network, one, pass.Run(), " There is one sample: sums over samples not tested; give at least two.");
    }

    [Fact]
    public void A_factor_of_dW1_does_not_show_where_all_inputs_are_0()
    {
        var network = Create();
        Dataset blank = new("blank", [[0, 0, 0], [0, 0, 0]], [[1, 0], [0, 1]]);
        var right = new StudentBackward(network, blank, Loss.MeanSquaredError).Right;

        Passes(
            network, blank, [right[0] with { Weights = 7 * right[0].Weights }, .. right.Skip(1)],
            "of 20 derivatives are 0 in both: not tested", "all inputs are 0: give inputs that are not");
    }

    [Fact]
    public void A_dead_network_and_a_perfect_fit_test_nothing()
    {
        var dead = Network.Create([3, 4, 2], Activation.ReLU, Activation.ReLU, Initializer.Zeros);
        foreach (var layer in dead.Layers)
            layer.Bias = layer.Bias - new Vector([.. layer.Bias.Select(_ => 1.0)]);
        Passes(dead, Five, new StudentBackward(dead, Five, Loss.MeanSquaredError).Right, "26 of 26 derivatives are 0 in both: not tested");

        var fit = Network.Create([2, 2], Activation.Identity, Initializer.Zeros);
        fit.Layers[0].Weights = M([[1, 2], [3, -1]]);
        Dataset fitted = new("fitted", [[1, 0], [0, 1], [1, 1]], [[1, 2], [3, -1], [4, 1]]);
        Passes(fit, fitted, new StudentBackward(fit, fitted, Loss.MeanSquaredError).Right,
            "6 of 6 derivatives are 0 in both: not tested; every output is its target, so nothing is left to descend: "
            + "give other targets or weights.");
    }

    /// <summary>The whole sentence, in networks in which only one thing is not tested.</summary>
    [Theory]
    [InlineData("zero weights", "; W2 is all 0, so nothing reaches the layers before it: "
        + "draw the weights at random, as Initializer.XavierNormal does")]
    [InlineData("zero inputs", "; all inputs are 0: give inputs that are not")]
    [InlineData("one zero input", "; input 2 is 0 in every sample: give it other values")]
    [InlineData("dead unit", "; unit 3 of layer 1 gives 0 for every sample: give samples, weights or biases that wake it")]
    public void What_would_test_it_is_said(string what, string why)
    {
        var network = Network.Create([3, 3, 2], what == "dead unit" ? Activation.ReLU : Activation.Tanh, Activation.Identity,
            Initializer.LeCunNormal(seed: 2));
        if (what == "zero weights") network.Layers[1].Weights = Matrix.Zeros(3, 2);
        if (what == "dead unit") network.Layers[0].Bias = V([5, 5, -50]);
        var inputs = what switch
        {
            "zero inputs" => Matrix.Zeros(5, 3),
            "one zero input" => new Matrix(5, 3, [.. Five.Inputs.Values.ToArray().Select((x, i) => i % 3 == 1 ? 0 : x)]),
            _ => Five.Inputs,
        };
        var data = new Dataset(what, inputs, Five.Targets);

        var report = GradientCheck.Run(network, data, Loss.MeanSquaredError);

        int zeros = report.Entries.Count(entry => entry is { Analytic: 0, Numeric: 0 });
        Assert.True(report.Passed);
        Assert.InRange(zeros, 1, 20);
        Assert.Equal($"The gradient is right. {zeros} of 20 derivatives are 0 in both: not tested{why}.", report.Diagnosis.Summary);
    }

    [Fact]
    public void Of_a_function_too_what_is_0_or_lost_is_said()
    {
        string zero = GradientCheck.Run(x => x[0] * x[0], [3, 1], [6, 0]).Diagnosis.Summary;
        string lost = GradientCheck.Run(x => (1e20 * x[0]) + x[1], [1, 1], [1e20, 1]).Diagnosis.Summary;
        string neither = GradientCheck.Run(x => x[0] * x[1], [3, 1], [1, 3]).Diagnosis.Summary;

        Assert.Equal("The gradient is right. 1 of 2 derivatives are 0 in both: not tested; check at another point.", zero);
        Assert.Contains(
            "1 of 2 derivatives are nothing beside the largest and smaller than what rounding of f leaves: not tested further.", lost,
            StringComparison.Ordinal);
        Assert.Equal("The gradient is right.", neither);
    }

    [Fact]
    public void A_gradient_of_0_is_called_that_without_a_ratio()
    {
        var network = Create();
        Gradients zero = [.. new StudentBackward(network, Five, Loss.MeanSquaredError).Right
            .Select(layer => new LayerGradient(0 * layer.Weights, 0 * layer.Bias))];

        string said = GradientCheck.Compare(network, Five, Loss.MeanSquaredError, zero).ToString();

        Assert.Contains("The derivatives of W1, W2, b1, b2 are all 0: they were never computed.", said, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Factor 0", said, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_finite_is_counted_as_wrong()
    {
        var network = Create();
        Gradients nan = [.. new StudentBackward(network, Five, Loss.MeanSquaredError).Right
            .Select(layer => layer with { Weights = layer.Weights.Map(_ => double.NaN) })];

        Assert.Contains(
            "Wrong: 15 of 20 derivatives", GradientCheck.Compare(network, Five, Loss.MeanSquaredError, nan).ToString(),
            StringComparison.Ordinal);
    }

    private static void Passes(Network network, Dataset data, Gradients gradients, params string[] said)
    {
        var report = GradientCheck.Compare(network, data, Loss.MeanSquaredError, gradients);

        Assert.True(report.Passed, report.ToString());
        Assert.StartsWith("The gradient is right.", report.Diagnosis.Summary, StringComparison.Ordinal);
        Assert.All(said, part => Assert.Contains(part, report.ToString(), StringComparison.Ordinal));
    }

    private static Network Create() => Network.Create([3, 3, 2], Activation.Tanh, Activation.Identity, Initializer.LeCunNormal(seed: 2));
}
