namespace Backprop.Tests;

/// <summary>The names of activations and losses, and of one's own.</summary>
public sealed class FunctionNameTests
{
    [Fact]
    public void Functions_of_ones_own_need_a_name_that_is_free()
    {
        Throws.Argument(
            "name", "There is a built-in activation named 'ReLU'; give your own another name.",
            () => _ = new Activation("ReLU", z => z, z => 1));
        Assert.Throws<ArgumentException>("name", () => new Activation(" ", z => z, z => 1));
        Assert.Throws<ArgumentNullException>("function", () => new Activation("f", null!, z => 1));
        Assert.Throws<ArgumentNullException>("derivative", () => new Activation("f", z => z, null!));
        Throws.Argument(
            "name", "There is a built-in loss named 'MeanSquaredError'; give your own another name.",
            () => _ = new Loss("MeanSquaredError", (p, y) => p, (p, y) => 1));
        Throws.Argument(
            "TLoss", "There is a built-in loss named 'crossEntropy'; give your own another name.", () => Loss.Of<OwnCrossEntropy>());
        Assert.Throws<ArgumentException>("name", () => new Loss("", (p, y) => p, (p, y) => 1));
        Assert.Throws<ArgumentNullException>("term", () => new Loss("f", null!, (p, y) => 1));
        Assert.Throws<ArgumentNullException>("derivative", () => new Loss("f", (p, y) => p, null!));
    }

    [Fact]
    public void A_name_that_is_not_built_in_is_refused_with_those_that_are()
    {
        Throws.Argument(
            "name", $"There is no activation named 'no such'; there are {string.Join(", ", Activation.All.Select(activation => activation.Name))}.", () => Activation.Named("no such"));
        Throws.Argument(
            "name", $"There is no loss named 'no such'; there are {string.Join(", ", Loss.All.Select(loss => loss.Name))}.",
            () => Loss.Named("no such"));
        Assert.Same(Activation.LeakyReLU, Activation.Named("LEAKYRELU"));
        foreach (
            var (spelling, expected) in new[] { ("leaky_relu", Activation.LeakyReLU), ("Leaky ReLU", Activation.LeakyReLU),
            ("linear", Activation.Identity), ("logistic", Activation.Sigmoid), ("swish", Activation.SiLU),
            ("nn.LeakyReLU", Activation.LeakyReLU), ("torch.nn.Tanh", Activation.Tanh) })
        {
            Assert.Same(expected, Activation.Named(spelling));
        }

        foreach (
            var (spelling, expected) in new[] { ("mse", Loss.MeanSquaredError), ("mean_squared_error", Loss.MeanSquaredError),
            ("mae", Loss.MeanAbsoluteError), ("BCE", Loss.BinaryCrossEntropy), ("binary-cross-entropy", Loss.BinaryCrossEntropy),
            ("categorical_crossentropy", Loss.CrossEntropy), ("MSELoss", Loss.MeanSquaredError), ("nn.BCELoss", Loss.BinaryCrossEntropy),
            ("CrossEntropyLoss", Loss.CrossEntropy), ("L1Loss", Loss.MeanAbsoluteError), ("L2", Loss.MeanSquaredError) })
        {
            Assert.Same(expected, Loss.Named(spelling));
        }

        Assert.Same(Loss.CrossEntropy, Loss.Named("CrossEntropy"));
    }

    [Fact]
    public void Softmax_of_one_number_has_no_meaning()
    {
        const string Message =
            "softmax is not elementwise: each activation depends on all pre-activations of its sample, so its derivative is a Jacobian matrix.";
        Assert.Equal(Message, Assert.Throws<InvalidOperationException>(() => Activation.Softmax.Apply(1.0)).Message);
        Assert.Equal(Message, Assert.Throws<InvalidOperationException>(() => Activation.Softmax.Derivative(1.0)).Message);
        Assert.Equal(Message, Assert.Throws<InvalidOperationException>(() => Activation.Softmax.Derivative(M([[1, 2]]))).Message);
    }

    private readonly struct OwnCrossEntropy : ILossFunction<OwnCrossEntropy>
    {
        public static string Name => "crossEntropy";

        public static Reduction OverOutputs => Reduction.Sum;

        public static Reduction OverSamples => Reduction.Mean;

        public static T Term<T>(T prediction, double target)
            where T : struct, IScalar<T> => prediction;

        public static double Derivative(double prediction, double target) => 1;
    }
}
