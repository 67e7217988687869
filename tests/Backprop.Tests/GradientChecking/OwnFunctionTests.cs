namespace Backprop.Tests.GradientChecking;

/// <summary>Activations and losses given as lambdas, whose derivatives only a difference can check.</summary>
public sealed class OwnFunctionTests
{
    private static readonly Activation Cube = new("cube", z => z * z * z, z => 3 * z * z);

    [Fact]
    public void Right_lambdas_pass_by_extrapolation()
    {
        var loss = new Loss("quartic", (p, y) => Math.Pow(p - y, 4), (p, y) => 4 * Math.Pow(p - y, 3));

        var report = GradientCheck.Run(NetworkWith(Cube), Dataset.Xor, loss);

        Assert.True(report.Passed, report.ToString());
        Assert.Equal(DifferentiationMethod.Extrapolation, report.Method);
    }

    [Fact]
    public void A_wrong_derivative_of_an_activation_is_named_with_a_point_that_shows_it()
    {
        var wrong = new Activation("cube", z => z * z * z, z => 3 * z);

        var diagnosis = GradientCheck.Run(NetworkWith(wrong), Dataset.Xor, Loss.MeanSquaredError).Diagnosis;

        Assert.Equal((GradientMistake.ActivationDerivative, 1), (diagnosis.Mistake, diagnosis.Layer));
        Assert.Equal("The derivative given with the activation 'cube' is not that of its function.", diagnosis.Summary);
        Assert.Matches(@"At z = \S+ it gives \S+, but the function's slope there is \S+\.", diagnosis.Evidence);
    }

    [Fact]
    public void A_wrong_derivative_of_a_loss_is_named()
    {
        var wrong = new Loss("quartic", (p, y) => Math.Pow(p - y, 4), (p, y) => Math.Pow(p - y, 3));

        var diagnosis = GradientCheck.Run(NetworkWith(Activation.Tanh), Dataset.Xor, wrong).Diagnosis;

        Assert.Equal(GradientMistake.LossDerivative, diagnosis.Mistake);
    }

    [Fact]
    public void Exact_methods_refuse_a_lambda()
    {
        var exception =
            Assert.Throws<NotSupportedException>(() =>
            GradientCheck.Run(NetworkWith(Cube), Dataset.Xor, Loss.MeanSquaredError, new() { Method = DifferentiationMethod.DualNumbers }));

        Assert.Contains("use Extrapolation", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_random_activation_is_reported_as_not_deterministic_with_the_first_unit_that_differs()
    {
        double calls = 0, z = NetworkWith(Activation.Tanh).Layers[0].Weights[0, 1];
        var counter = new Activation("counter", x => x == z ? ++calls : 0.5, _ => 0);

        var report = GradientCheck.Run(NetworkWith(counter), Dataset.Xor, Loss.MeanSquaredError);

        Assert.Equal(
            (GradientVerdict.NotDeterministic, GradientMistake.NotDeterministic, 1),
            (report.Verdict, report.Diagnosis.Mistake, report.Diagnosis.Layer));
        Assert.Equal(
            $"a1[2,1] was {calls - 1} at the first evaluation and {calls} at the second, with the same parameters: 'counter' is random or "
                + "keeps a state. Fix its seed, or take the randomness out.", report.Diagnosis.Summary);
    }

    [Fact]
    public void A_random_loss_is_reported_as_not_deterministic_with_the_first_sample_that_differs()
    {
        var network = Network.Create([2, 1], Activation.Identity, Initializer.Zeros);
        network.Layers[0].Weights = M([[2], [3]]);
        double calls = 0;
        var counter = new Loss("counted", (p, _) => p == 2 ? ++calls : 0.5, (_, _) => 0);

        var report = GradientCheck.Run(network, Dataset.Xor, counter);

        Assert.Equal((GradientVerdict.NotDeterministic, null), (report.Verdict, report.Diagnosis.Layer));
        Assert.Equal(
            $"The loss of sample 3 (1,0) was {calls - 1} at the first evaluation and {calls} at the second, with the same parameters: "
                + "'counted' is random or keeps a state. Fix its seed, or take the randomness out.", report.Diagnosis.Summary);
    }

    /// <summary>For the third sample of XOR z of the second unit is below 0.</summary>
    [Theory]
    [InlineData(-1, "a1[2,1] is NaN: the forward pass is not finite from layer 1 on, so there is nothing to differentiate.")]
    [InlineData(double.MaxValue,
        "z1[3,1] is Infinity: the forward pass is not finite from layer 1 on, so there is nothing to differentiate.")]
    public void A_forward_pass_that_is_not_finite_is_reported_with_its_first_unit(double weight, string summary)
    {
        var network = NetworkWith(new Activation("root", Math.Sqrt, z => 0.5 / Math.Sqrt(z)));
        network.Layers[0].Weights = M([[1, weight, 1], [1, Math.Max(weight, 1), 1]]);

        var report = GradientCheck.Run(network, Dataset.Xor, Loss.MeanSquaredError);

        Assert.Equal(
            (GradientVerdict.NotFinite, GradientMistake.NotFinite, 1, summary, ""),
            (report.Verdict, report.Diagnosis.Mistake, report.Diagnosis.Layer, report.Diagnosis.Summary, report.Diagnosis.Evidence));
    }

    [Theory]
    [InlineData(1, "The loss of sample 2 (0,1) is NaN although the network's output is finite: the logarithm is not defined for it.")]
    [InlineData(1e200, "The loss of sample 2 (0,1) is Infinity although the network's output is finite: the logarithm overflows; "
        + "scale the targets and outputs down.")]
    public void A_loss_that_is_not_finite_is_reported_with_its_first_sample(double scale, string summary)
    {
        var network = Network.Create([2, 1], Activation.Identity, Initializer.Zeros);
        network.Layers[0].Weights = M([[0], [-scale]]);
        var loss = new Loss("logarithm", (p, _) => p < -1e100 ? p * p : Math.Log(p + 0.5), (p, _) => 1 / (p + 0.5));

        var report = GradientCheck.Run(network, Dataset.Xor, loss);

        Assert.Equal(
            (GradientVerdict.NotFinite, GradientMistake.NotFinite, null, summary, ""),
            (report.Verdict, report.Diagnosis.Mistake, report.Diagnosis.Layer, report.Diagnosis.Summary, report.Diagnosis.Evidence));
    }

    [Fact]
    public void A_given_gradient_with_NaN_is_reported_by_name()
    {
        var network = NetworkWith(Activation.Tanh);
        Gradients gradients = [new(Matrix.Zeros(2, 3), Vector.Zeros(3)), new(Matrix.Zeros(3, 1), [double.NaN])];

        var report = GradientCheck.Compare(network, Dataset.Xor, Loss.MeanSquaredError, gradients);

        Assert.Equal(GradientVerdict.NotFinite, report.Verdict);
        Assert.StartsWith("The given derivative of b2[ŷ] is NaN or infinite.", report.Diagnosis.Summary, StringComparison.Ordinal);
    }

    private static Network NetworkWith(Activation hidden) =>
        Network.Create([2, 3, 1], hidden, Activation.Sigmoid, Initializer.StandardNormal(seed: 5));
}
