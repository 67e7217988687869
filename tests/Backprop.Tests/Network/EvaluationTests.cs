namespace Backprop.Tests;

/// <summary>How good a network is on some samples.</summary>
public sealed class EvaluationTests
{
    private static readonly Network Network =
        Network.Create([4, 5, 3], Activation.Tanh, Activation.Softmax, Initializer.StandardNormal(seed: 3));

    [Fact]
    public void Evaluate_is_the_loss_of_the_forward_pass()
    {
        var expected = Loss.CrossEntropy.Evaluate(Network.Forward(Dataset.Iris.Inputs), Dataset.Iris.Targets);

        Assert.Equal(expected.Value, Network.Evaluate(Dataset.Iris, Loss.CrossEntropy).Value);
    }

    [Fact]
    public void Accuracy_is_that_of_the_confusion_matrix()
    {
        double accuracy = Network.Accuracy(Dataset.Iris);

        Assert.Equal(ConfusionMatrix.Of(Network, Dataset.Iris).Accuracy, accuracy);
        Assert.InRange(accuracy, 0.05, 0.95);
    }

    [Fact]
    public void The_predicted_class_is_the_largest_output_or_with_one_output_1_from_one_half_on()
    {
        var single = Network.Create([1, 1], Activation.Identity, Initializer.Zeros);
        single.Layers[0].Weights = [[1]];

        Assert.Equal([0, 1, 1], single.Classify([[0.49], [0.5], [3]]));
        Assert.Equal(1, single.Classify([0.5]));
        Assert.Equal(Network.Predict(Dataset.Iris.Inputs).ArgMax(), Network.Classify(Dataset.Iris.Inputs));
        Assert.Equal(Network.Classify(Dataset.Iris.Inputs)[77], Network.Classify(Dataset.Iris.Samples.ElementAt(77).Input));
    }

    [Fact]
    public void A_list_of_numbers_is_a_class_for_each_sample_or_the_target_of_the_only_one()
    {
        var three = Network.Forward(Dataset.Iris.Inputs.SelectRows([0, 60, 120]));
        var one = Network.Forward(Dataset.Iris.Inputs.SelectRows([60]));
        var single = Network.Create([2, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 1)).Forward(Dataset.Xor.Inputs);
        int[] classes = [0, 2, 1];

        Assert.Equal([[1, 0, 0], [0, 0, 1], [0, 1, 0]], Loss.CrossEntropy.Evaluate(three, [0, 2, 1]).Targets);
        Assert.Equal([[1, 0, 0], [0, 0, 1], [0, 1, 0]], Loss.CrossEntropy.Evaluate(three, classes).Targets);
        Assert.Equal([[0, 0, 1]], Loss.CrossEntropy.Evaluate(one, [0, 0, 1]).Targets);
        Assert.Equal([[0, 0, 1]], Loss.CrossEntropy.Evaluate(one, [2]).Targets);
        Assert.Equal([[0.25, 0.25, 0.5]], Loss.CrossEntropy.Evaluate(one, [0.25, 0.25, 0.5]).Targets);
        Assert.Equal(Dataset.Xor.Targets, Loss.MeanSquaredError.Evaluate(single, [0, 1, 1, 0]).Targets);
        Throws.Argument(
            "targets", "targets has 2 entries but there are 3 samples; give each its target or class.",
            () => Loss.CrossEntropy.Evaluate(three, [0, 1]));
        Throws.Argument(
            "targets", "targets[1] is 3; with 3 outputs the class of a sample is from 0 to 2.",
            () => Loss.CrossEntropy.Evaluate(three, [0, 3, 1]));
        Throws.Argument(
            "targets", "targets[2] is 0.5; with 3 outputs the class of a sample is from 0 to 2.",
            () => Loss.CrossEntropy.Evaluate(three, [0, 2, 0.5]));
    }

    [Fact]
    public void Data_that_do_not_fit_are_refused()
    {
        Throws.Argument("data", "XOR has 2 columns of inputs but the network has 4 inputs.", () => Network.Accuracy(Dataset.Xor));
        Throws.Argument(
            "data", "XOR has 2 columns of inputs but the network has 4 inputs.", () => Network.Evaluate(Dataset.Xor, Loss.CrossEntropy));
        Throws.Argument(
            "data", "line has 1 column of targets but the network has 3 outputs.", () =>
            Network.Accuracy(new Dataset("line", [[1, 2, 3, 4]], [[1]])));
        Throws.Argument(
            "data", "The targets of d are not classes", () => Network.Accuracy(new Dataset("d", [[1, 2, 3, 4]], [[0.5, 0.25, 0.25]])));
        Throws.Argument(
            "data", "line has 1 column of targets but the network has 3 outputs.", () =>
            Network.Evaluate(new Dataset("line", [[1, 2, 3, 4]], [[1]]), Loss.CrossEntropy));
    }
}
