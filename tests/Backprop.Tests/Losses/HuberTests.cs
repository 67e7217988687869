using Backprop.Tests.Reference;

namespace Backprop.Tests.Losses;

public sealed class HuberTests
{
    [Fact]
    public void Value_and_gradient_equal_PyTorch()
    {
        var expected = ReferenceFile.Read<TorchFunctions>("torch-functions.json")
            .Losses.Single(loss => loss.Name == Loss.Huber.Name);

        var actual = Loss.Huber.Evaluate(expected.Output.ToMatrix(), expected.Targets.ToMatrix());

        Close.To(1e-15, expected.Value, actual.Value, "value");
        Close.To(1e-15, expected.Gradient, actual.Gradient, "gradient");
    }

    [Fact]
    public void An_outlier_pulls_no_harder_than_an_error_of_1()
    {
        Assert.Equal(1, Loss.Huber.Evaluate(M([[1000]]), M([[0]])).Gradient[0, 0]);
        Assert.Equal(0.25, Loss.Huber.Evaluate(M([[0.25]]), M([[0]])).Gradient[0, 0]);
    }
}
