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
    public void A_random_activation_is_reported_as_not_deterministic()
    {
        var random = new RandomState(1);
        var dropout = new Activation("dropout", z => random.NextDouble() < 0.5 ? 0 : z, _ => 1);

        var report = GradientCheck.Run(NetworkWith(dropout), Dataset.Xor, Loss.MeanSquaredError);

        Assert.Equal(GradientVerdict.NotDeterministic, report.Verdict);
        Assert.Equal(1, report.Diagnosis.Layer);
        Assert.Contains("'dropout' is random or keeps a state", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_forward_pass_that_is_not_finite_is_reported_with_its_first_unit()
    {
        var logarithm = new Activation("log", Math.Log, z => 1 / z);

        var report = GradientCheck.Run(NetworkWith(logarithm), Dataset.Xor, Loss.MeanSquaredError);

        Assert.Equal(GradientVerdict.NotFinite, report.Verdict);
        Assert.StartsWith("a1[0,0] is -", report.Diagnosis.Summary, StringComparison.Ordinal);
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
