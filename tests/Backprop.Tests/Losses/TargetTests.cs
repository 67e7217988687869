namespace Backprop.Tests;

/// <summary>Targets and outputs that a loss has no meaning for are refused with what was given and what would be right.</summary>
public sealed class TargetTests
{
    private static readonly Network Network = Network.Create([2, 3, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 1));

    [Fact]
    public void Targets_that_do_not_fit_the_output_are_refused()
    {
        var mse = Loss.MeanSquaredError;
        Throws.Argument(
            "targets", "targets has 2 rows but output has 1; there must be one target row for each sample.",
            () => mse.Evaluate(M([[1]]), M([[1], [2]])));
        Throws.Argument("targets", "targets has 3 columns but the network has 1 output.", () => mse.Evaluate(M([[1]]), M([[1, 2, 3]])));
        Throws.Argument(
            "targets", "targets has 2 columns but the network has 1 output.", () => mse.Evaluate(Network.Forward([1.0, 2]), V([1, 2])));
        Throws.Argument(
            "output", "output has no rows; a loss needs at least one sample.", () => mse.Evaluate(Matrix.Zeros(0, 1), Matrix.Zeros(0, 1)));
        Throws.Argument("classes", "classes[1] is 3; with 3 classes it must be from 0 to 2.", () => Matrix.OneHot([2, 3], 3));
        Throws.Argument("classes", "classes[0] is -1", () => Matrix.OneHot([-1], 2));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Targets_that_are_no_probabilities_are_refused_by_losses_that_need_them(double target)
    {
        string entry = FormattableString.Invariant($"Row 1 of the targets has the entry {target}, but a ");
        Throws.Argument(
            "targets", entry + "binary cross-entropy needs a probability from 0 to 1 for each output.",
            () => Loss.BinaryCrossEntropy.Evaluate(M([[0.5], [0.5]]), [[1], [target]]));
        if (target > 1) return;
        Throws.Argument(
            "targets", entry + "cross-entropy needs a probability for each class: a one-hot row.",
            () => Loss.CrossEntropy.Evaluate(M([[0.5, 0.5], [0.5, 0.5]]), [[1, 0], [1 - target, target]]));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(0.5, 0.499)]
    public void A_row_that_is_no_distribution_is_refused_by_cross_entropy(double first, double second)
    {
        string sum =
            FormattableString.Invariant($"Row 0 of the targets has the sum {first + second}, but a cross-entropy needs a one-hot row: a 1 for the class, and 0 elsewhere.");
        Throws.Argument("targets", sum, () => Loss.CrossEntropy.Evaluate(M([[0.5, 0.5]]), [[first, second]]));
        Throws.Argument(
            "data", sum, () => Network.Create([1, 2], Activation.Softmax, Initializer.Zeros)
            .Train(new Dataset("d", [[1]], [[first, second]]), new() { Loss = Loss.CrossEntropy }));
    }

    [Fact]
    public void Soft_targets_in_single_precision_are_a_distribution() =>
        Assert.True(Loss.CrossEntropy.Evaluate(M([[0.5, 0.25, 0.25]]), M([[0.1f, 0.2f, 0.7f]])).Value > 0);

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    public void Outputs_that_are_no_probabilities_are_refused_by_losses_that_need_them(double output)
    {
        string message =
            FormattableString.Invariant($"output has the entry {output}, but the binary cross-entropy needs probabilities from 0 to 1: give the output layer sigmoid or softmax.");
        Throws.Argument("output", message, () => Loss.BinaryCrossEntropy.Evaluate(M([[0.5, output]]), [[1, 0]]));
        Assert.Throws<ArgumentException>(nameof(output), () => Loss.CrossEntropy.Evaluate(M([[0.5, output]]), [[1, 0]]));
    }

    [Fact]
    public void An_output_layer_without_probabilities_cannot_be_trained_by_a_cross_entropy()
    {
        var tanh = Network.Create([2, 1], Activation.Tanh, Initializer.Zeros);
        const string Message =
            "The binary cross-entropy needs outputs from 0 to 1 but the output layer has tanh: give it sigmoid or softmax.";
        Throws.Argument("options", Message, () => tanh.Train(Dataset.Xor, new() { Loss = Loss.BinaryCrossEntropy }));
        Throws.Argument("options", Message, () => tanh.Train(Dataset.Xor, new() { ReportedLoss = Loss.BinaryCrossEntropy }));

        var own = new Activation("half", z => 0.5, z => 0);
        Assert.Equal(
            1, Network.Create([2, 1], own, Initializer.Zeros).Train(Dataset.Xor, new() { Loss = Loss.BinaryCrossEntropy, Epochs = 1 })
            .Epochs);
        Assert.Equal(
            1, Network.Create([2, 2], Activation.Softmax, Initializer.Zeros)
            .Train(new Dataset("d", [[1, 2]], [[1, 1]]), new() { Loss = Loss.BinaryCrossEntropy, Epochs = 1 }).Epochs);
    }
}
