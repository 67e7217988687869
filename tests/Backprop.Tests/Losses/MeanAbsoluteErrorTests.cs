using Backprop.Tests.Reference;

namespace Backprop.Tests.Losses;

public sealed class MeanAbsoluteErrorTests
{
    [Fact]
    public void Value_and_gradient_equal_PyTorch()
    {
        var expected = ReferenceFile.Read<TorchFunctions>("torch-functions.json")
            .Losses.Single(loss => loss.Name == Loss.MeanAbsoluteError.Name);

        var actual = Loss.MeanAbsoluteError.Evaluate(expected.Output.ToMatrix(), expected.Targets.ToMatrix());

        Close.To(1e-15, expected.Value, actual.Value, "value");
        Close.To(1e-15, expected.Gradient, actual.Gradient, "gradient");
    }

    [Fact]
    public void Where_the_output_is_right_the_kink_has_the_derivative_0() =>
        Assert.Equal([[0, 0.5]], Loss.MeanAbsoluteError.Evaluate(M([[2, 3]]), M([[2, 1]])).Gradient);
}
