namespace Backprop.Tests.GradientChecking;

/// <summary>
/// A student's ReLU has φ′(0) = 1, and zero biases put row 00 of XOR on the kink: each of eight mistakes is named all the same.
/// </summary>
public sealed class OtherConventionTests
{
    private static readonly Network Network = Network.Create(
        [2, 4, 4, 1], Activation.ReLU, Activation.Identity, Initializer.StandardNormal(seed: 3));

    [Theory]
    [InlineData(GradientMistake.SignFlip)]
    [InlineData(GradientMistake.ConstantFactor)]
    [InlineData(GradientMistake.MissingDerivative)]
    [InlineData(GradientMistake.BiasNotSummed)]
    [InlineData(GradientMistake.BiasAveraged)]
    [InlineData(GradientMistake.WrongInputs)]
    [InlineData(GradientMistake.MissingSample)]
    [InlineData(GradientMistake.WeightDecay)]
    public void A_mistake_is_named_whatever_the_slope_at_0(GradientMistake mistake)
    {
        var right = Student();
        var wrong = mistake switch
        {
            GradientMistake.SignFlip => Student().Run().Map(g => -g),
            GradientMistake.ConstantFactor => Student().Run().Map(g => 3 * g),
            GradientMistake.MissingDerivative =>
                Student(slope: l => l == 0 ? right.Forward.Layers[0].Z.Map(_ => 1) : Slope(right, l)).Run(),
            GradientMistake.BiasNotSummed => Student(bias: (delta, _) => Vector.Create(delta.Row(3))).Run(),
            GradientMistake.BiasAveraged => Student(bias: (delta, _) => 0.25 * delta.SumRows()).Run(),
            GradientMistake.WrongInputs => Student(inputs: l => l == 0 ? Dataset.Xor.Inputs : right.Forward.Layers[l - 1].Z).Run(),
            GradientMistake.MissingSample => Student(delta: (l, d) => l < 2 ? d : new(4, 1, [d[0, 0], d[1, 0], 0, d[3, 0]])).Run(),
            _ => [.. Student().Run().Zip(Network.Layers, (g, layer) => g with { Weights = g.Weights + (0.02 * layer.Weights) })],
        };

        var diagnosis = GradientCheck.Compare(Network, Dataset.Xor, Loss.MeanSquaredError, wrong).Diagnosis;

        Assert.True(
            diagnosis.Mistakes.Contains(mistake) || diagnosis.Alternatives.Any(other => other.Mistakes.Contains(mistake)),
            diagnosis.ToString());
    }

    [Fact]
    public void The_convention_is_said() => Assert.EndsWith(
        " (At the kink, φ′ is taken by another convention, which is no mistake.)",
        GradientCheck.Compare(Network, Dataset.Xor, Loss.MeanSquaredError, Student().Run().Map(g => -g)).Diagnosis.Evidence,
        StringComparison.Ordinal);

    [Fact]
    public void Without_a_mistake_the_gradient_is_right() =>
        GradientCheck.Compare(Network, Dataset.Xor, Loss.MeanSquaredError, Student().Run()).ThrowIfFailed();

    private static Matrix Slope(StudentBackward pass, int l) => pass.Forward.Layers[l].Z.Map(z => z >= 0 ? 1 : 0);

    private static StudentBackward Student(
        Func<int, Matrix>? slope = null, Func<int, Matrix>? inputs = null, Func<Matrix, Matrix, Vector>? bias = null,
        Func<int, Matrix, Matrix>? delta = null)
    {
        var pass = new StudentBackward(Network, Dataset.Xor, Loss.MeanSquaredError);
        return new StudentBackward(Network, Dataset.Xor, Loss.MeanSquaredError)
        {
            Slope = slope ?? (l => Slope(pass, l)),
            Inputs = inputs,
            Bias = bias,
            Delta = delta,
        };
    }
}
