namespace Backprop.Tests.GradientChecking;

/// <summary>Right gradients of programs that add a small number in ln(ŷ + ε), or divide by ŷ(1 − ŷ) + ε.</summary>
public sealed class EpsilonInLossTests
{
    private static readonly Dataset Data = new("five", new RandomState(6).Randn(5, 3), Matrix.OneHot([0, 1, 1, 0, 1], 2));

    [Theory]
    [InlineData(1e-8, true)]
    [InlineData(1e-8, false)]
    [InlineData(1e-15, true)]
    [InlineData(1e-6, false)]
    public void They_pass_and_the_number_is_said(double epsilon, bool isInLogarithm)
    {
        var network = Network.Create([3, 4, 2], Activation.Tanh, Activation.Sigmoid, Initializer.StandardNormal(seed: 3));

        var report = GradientCheck.Compare(network, Data, Loss.BinaryCrossEntropy, Program(network, isInLogarithm
            ? (p, y) => (((1 - y) / (1 - p + epsilon)) - (y / (p + epsilon))) / 10
            : (p, y) => (p - y) / ((p * (1 - p)) + epsilon) / 10));

        Assert.True(report.Passed, report.ToString());
        string said = FormattableString.Invariant($"with {epsilon:0e-0} in its logarithms or denominators");
        if (epsilon > 1e-12)
        {
            Assert.Matches(
                $@"^The gradient is that of a binary cross-entropy {said}, which changes it by \de-\d+ of its largest entry\.$",
                report.Diagnosis.Summary);
        }
    }

    [Fact]
    public void So_does_that_of_softmax()
    {
        var network = Network.Create([3, 4, 2], Activation.Tanh, Activation.Softmax, Initializer.StandardNormal(seed: 3));

        GradientCheck.Compare(network, Data, Loss.CrossEntropy, Program(network, (p, y) => -y / (p + 1e-7) / 5)).ThrowIfFailed();
    }

    [Theory]
    [InlineData(1.0001)]
    [InlineData(-1)]
    public void A_factor_besides_is_found(double factor)
    {
        var network = Network.Create([3, 4, 2], Activation.Tanh, Activation.Sigmoid, Initializer.StandardNormal(seed: 3));

        var report = GradientCheck.Compare(
            network, Data, Loss.BinaryCrossEntropy, Program(network, (p, y) => factor * (p - y) / ((p * (1 - p)) + 1e-8) / 10));

        Assert.Equal(GradientVerdict.Wrong, report.Verdict);
    }

    private static Gradients Program(Network network, Func<double, double, double> slope)
    {
        var forward = network.Forward(Data.Inputs);
        var (a, output) = (forward.Layers[0].A, forward.Output);
        Matrix gradient = new(5, 2, [.. output.Values.ToArray().Zip(Data.Targets.Values.ToArray(), slope)]);
        bool isSoftmax = network.Layers[1].Activation == Activation.Softmax;
        double Sum(int n) => (gradient[n, 0] * output[n, 0]) + (gradient[n, 1] * output[n, 1]);
        Matrix delta2 = new(5, 2, [.. Enumerable.Range(0, 10).Select(i => isSoftmax
            ? output.Values[i] * (gradient.Values[i] - Sum(i / 2))
            : gradient.Values[i] * output.Values[i] * (1 - output.Values[i]))]);
        var delta1 = (delta2 * network.Layers[1].Weights.Transpose()).Hadamard(a.Map(x => 1 - (x * x)));
        return [new(Data.Inputs.Transpose() * delta1, delta1.SumRows()), new(a.Transpose() * delta2, delta2.SumRows())];
    }
}
