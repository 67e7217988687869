namespace Backprop.Tests.Training;

public sealed class ConfusionMatrixTests
{
    private static readonly ConfusionMatrix Animals = ConfusionMatrix.Of([0, 0, 0, 1, 1, 2], [0, 0, 1, 1, 0, 1], ["cat", "dog", "owl"]);

    [Fact]
    public void Each_pair_of_classes_is_counted_once()
    {
        int[][] rows = [[2, 1, 0], [1, 1, 0], [0, 1, 0]];
        Assert.All(from actual in Enumerable.Range(0, 3) from predicted in Enumerable.Range(0, 3) select (actual, predicted),
            cell => Assert.Equal(rows[cell.actual][cell.predicted], Animals[cell.actual, cell.predicted]));
        Assert.Equal(6, Animals.Total);
        Assert.Equal(["cat", "dog", "owl"], Animals.ClassNames);
    }

    [Fact]
    public void Accuracy_precision_and_recall_follow_from_the_counts()
    {
        Assert.Equal(0.5, Animals.Accuracy);
        Assert.Equal([2 / 3.0, 1 / 3.0, double.NaN], Enumerable.Range(0, 3).Select(Animals.Precision));
        Assert.Equal([2 / 3.0, 1 / 2.0, 0], Enumerable.Range(0, 3).Select(Animals.Recall));
        Assert.Equal("6 samples, 3 classes, accuracy 50.0 %", Animals.ToString());
    }

    [Fact]
    public void A_network_with_one_output_predicts_class_1_from_one_half_on()
    {
        var network = Network.Create([1, 1], Activation.Identity, Initializer.Zeros);
        network.Layers[0].Weights = [[1]];

        var confusion = ConfusionMatrix.Of(network, new Dataset("d", [[0.4], [0.5], [0.6], [0.1]], [[0], [0], [1], [1]]));

        Assert.Equal([1, 1, 1, 1], [confusion[0, 0], confusion[0, 1], confusion[1, 0], confusion[1, 1]]);
    }

    [Fact]
    public void A_network_with_several_outputs_predicts_the_largest()
    {
        var network = Network.Create([2, 2], Activation.Softmax, Initializer.Zeros);
        network.Layers[0].Weights = [[1, 0], [0, 1]];

        var confusion =
            ConfusionMatrix.Of(network,
            new Dataset("d", [[3, 1], [1, 3], [0, 1]], [[1, 0], [1, 0], [0, 1]], classNames: ["left", "right"]));

        Assert.Equal([1, 1, 0, 1], [confusion[0, 0], confusion[0, 1], confusion[1, 0], confusion[1, 1]]);
        Assert.Equal(["left", "right"], confusion.ClassNames);
    }

    [Fact]
    public void What_cannot_be_counted_is_refused()
    {
        var network = Network.Create([2, 2], Activation.Softmax, Initializer.Zeros);

        Assert.Throws<ArgumentException>("data", () => ConfusionMatrix.Of(network, new Dataset("line", [[1, 2]], [[0.5, 1]])));
        Assert.Throws<ArgumentException>("data", () => ConfusionMatrix.Of(network, Dataset.Iris));
        Assert.Throws<ArgumentException>("actual", () => ConfusionMatrix.Of([], [], ["a"]));
        Assert.Throws<ArgumentException>("predicted", () => ConfusionMatrix.Of([0], [0, 0], ["a"]));
        Assert.Throws<ArgumentOutOfRangeException>("actual", () => ConfusionMatrix.Of([1], [0], ["a"]));
        Assert.Throws<ArgumentOutOfRangeException>("predicted", () => ConfusionMatrix.Of([0], [-1], ["a"]));
        Assert.Throws<ArgumentOutOfRangeException>("predicted", () => Animals[0, 3]);
        Assert.Throws<ArgumentOutOfRangeException>("k", () => Animals.Precision(3));
    }
}
