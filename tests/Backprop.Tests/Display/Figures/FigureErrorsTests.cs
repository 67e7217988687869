namespace Backprop.Tests.Display;

/// <summary>A figure that cannot be drawn says what would be right.</summary>
public sealed class FigureErrorsTests
{
    [Fact]
    public void A_decision_boundary_needs_two_inputs() => Says("4 inputs", () =>
        Figures.DecisionBoundary(Network.Create([4, 3], Activation.Softmax, Initializer.Zeros), Dataset.Iris));

    [Fact]
    public void An_animation_needs_snapshots() => Says("SnapshotEvery", () => Figures.TrainingAnimation(Gallery.Diverged(), Dataset.Xor));

    [Fact]
    public void A_path_needs_snapshots() => Says("SnapshotEvery", () => Figures.LossContour(Gallery.Diverged(), Dataset.Xor));

    [Fact]
    public void A_surface_needs_two_different_parameters() => Says("two different", () =>
        Figures.LossContour(Gallery.Xor, Dataset.Xor, Loss.MeanSquaredError, "b1[h1]", "b1[h1]"));

    [Fact]
    public void Softmax_has_no_curve() => Says("softmax", () => Figures.ActivationCurve(Activation.Softmax));

    [Fact]
    public void Accuracy_needs_classes() => Says("not classes", () => Figures.Accuracy(
        Network.Create([1, 1], Activation.Identity, Initializer.Zeros)
            .Train(new("line", [[1], [2]], [[0.3], [0.7]]), new() { Epochs = 1 })));

    [Fact]
    public void Digits_need_square_images() => Says("square", () => Figures.Digits(Dataset.Xor));

    [Fact]
    public void Each_digit_needs_its_caption() => Says("captions has 1", () => Figures.Digits(Dataset.Digits, [1, 2], ["one"]));

    [Fact]
    public void A_report_of_a_function_has_no_heat_map() => Says("function of a vector", () =>
        Figures.GradientCheckHeatmap(GradientCheck.Run(theta => theta[0] * theta[0], [3], [6.0])));

    private static void Says(string what, Func<object> act) =>
        Assert.Contains(what, Assert.ThrowsAny<ArgumentException>(act).Message, StringComparison.Ordinal);
}
