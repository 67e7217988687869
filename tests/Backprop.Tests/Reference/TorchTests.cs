namespace Backprop.Tests.Reference;

/// <summary>
/// Networks of depth 1 to 6 with nine activations and four losses, and five optimizers, against PyTorch; others have files of their own.
/// </summary>
public sealed class TorchTests
{
    private static readonly TorchGradients[] Networks = ReferenceFile.Read<TorchGradients[]>("torch-gradients.json");
    private static readonly TorchTraining[] Trainings = ReferenceFile.Read<TorchTraining[]>("torch-training.json");

    public static TheoryData<int> NetworkIndices => [.. Enumerable.Range(0, Networks.Length)];

    public static TheoryData<string> Optimizers => [.. Trainings.Select(training => training.Optimizer)];

    [Theory]
    [MemberData(nameof(NetworkIndices))]
    public void Every_intermediate_and_gradient_equals_PyTorch(int index)
    {
        const double Tolerance = 1e-12;
        var expected = Networks[index];
        var network = ReferenceFile.NetworkOf(expected.Sizes, expected.Activations, expected.Weights, expected.Biases);

        var forward = network.Forward(expected.X.ToMatrix());
        var loss = Loss.Named(expected.Loss).Evaluate(forward, expected.Y.ToMatrix());
        var backward = network.Backward(forward, loss);

        Close.To(Tolerance, expected.LossValue, loss.Value, "loss");
        for (int l = 0; l < network.Layers.Count; l++)
        {
            Close.To(Tolerance, expected.Z[l], forward.Layers[l].Z, $"z{l + 1}");
            Close.To(Tolerance, expected.A[l], forward.Layers[l].A, $"a{l + 1}");
            Close.To(Tolerance, expected.Delta[l], backward.Layers[l].Delta, $"delta{l + 1}");
            Close.To(Tolerance, expected.GradWeights[l], backward.Gradients[l].Weights, $"dW{l + 1}");
            Close.To(Tolerance, expected.GradBiases[l], backward.Gradients[l].Bias.Values, $"db{l + 1}");
        }

        Close.To(Tolerance, expected.GradX, backward.InputGradient, "dX");
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_hundred_steps_of_the_optimizer_equal_PyTorch(string name)
    {
        const double Tolerance = 1e-11;
        var expected = Trainings.Single(training => training.Optimizer == name);
        var network = ReferenceFile.NetworkOf(expected.Sizes, expected.Activations, expected.Weights, expected.Biases);
        var data = new Dataset("reference", expected.X.ToMatrix(), expected.Y.ToMatrix());

        var history = network.Train(data, new() { Loss = Loss.Named(expected.Loss), Optimizer = OptimizerOf(expected), Epochs = 100 });

        Close.To(Tolerance, expected.Losses, [.. history.Loss], "loss");
        for (int l = 0; l < network.Layers.Count; l++)
        {
            Close.To(Tolerance, expected.FinalWeights[l], network.Layers[l].Weights, $"W{l + 1}");
            Close.To(Tolerance, expected.FinalBiases[l], network.Layers[l].Bias.Values, $"b{l + 1}");
        }
    }

    private static Optimizer OptimizerOf(TorchTraining training)
    {
        var factory = typeof(Optimizer).GetMethods()
            .Single(method => string.Equals(method.Name, training.Optimizer, StringComparison.OrdinalIgnoreCase));
        return (Optimizer)factory.Invoke(
            null, [.. factory.GetParameters().Select(parameter => (object)training.Settings[parameter.Name!])])!;
    }
}
