using System.Text.Json;

namespace Backprop.Tests.Reference;

/// <summary>Values computed with NumPy and PyTorch by <c>generate.py</c>.</summary>
internal static class ReferenceFile
{
    private static readonly JsonSerializerOptions CamelCase = new(JsonSerializerDefaults.Web);

    public static T Read<T>(string name) =>
        JsonSerializer.Deserialize<T>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Reference", name)), CamelCase)!;

    public static Matrix ToMatrix(this double[][] rows) => Matrix.Create(rows);

    /// <summary>A network with given sizes, activations and parameters.</summary>
    public static Network NetworkOf(int[] sizes, IEnumerable<string> activations, double[][][] weights, double[][] biases)
    {
        var network = Network.Create(sizes, [.. activations.Select(Activation.Named)], Initializer.Zeros);
        for (int l = 0; l < network.Layers.Count; l++)
        {
            network.Layers[l].Weights = weights[l].ToMatrix();
            network.Layers[l].Bias = Vector.Create(biases[l]);
        }

        return network;
    }
}

internal sealed record XorRun(Dictionary<string, double> PrintedLosses, double[][] FinalOutput, XorStep[] Steps, XorSheet Sheet);

internal sealed record XorSheet(double[] Losses, double[] Output);

internal sealed record XorStep(
    int Iteration, double Loss,
    double[][] W1, double[] B1, double[][] W2, double[] B2,
    double[][] Z1, double[][] A1, double[][] Z2, double[][] A2,
    double[][] Error, double[][] Delta2, double[][] Delta1,
    double[][] GradW2, double[] GradB2, double[][] GradW1, double[] GradB1,
    double[][] NewW1, double[] NewB1, double[][] NewW2, double[] NewB2);

internal sealed record TorchGradients(
    int[] Sizes, string[] Activations, string Loss, double[][] X, double[][] Y,
    double[][][] Weights, double[][] Biases, double[][][] Z, double[][][] A, double LossValue,
    double[][][] Delta, double[][][] GradWeights, double[][] GradBiases, double[][] GradX);

internal sealed record TorchTraining(
    string Optimizer, Dictionary<string, double> Settings, int[] Sizes, string[] Activations, string Loss,
    double[][] X, double[][] Y, double[][][] Weights, double[][] Biases,
    double[] Losses, double[][][] FinalWeights, double[][] FinalBiases);

internal sealed record TorchFunctions(TorchActivation[] Activations, TorchLoss[] Losses, TorchOptimizer[] Optimizers);

internal sealed record TorchActivation(string Name, double[] Z, double[] Value, double[] Derivative);

internal sealed record TorchLoss(string Name, double[][] Output, double[][] Targets, double Value, double[][] Gradient);

internal sealed record TorchOptimizer(string Name, double[] Start, double[][] Gradients, double[][] Path);

internal sealed record NumpyStream(
    uint Seed, double[] Randn, double[] Random, double[] Uniform, int[] Permutation10, int[] Permutation1000, double[] Mixed);

internal sealed record TorchOptions(
    TorchOptionRun[] Trainings, double[] IrisMean, double[] IrisDeviation, int[] IrisTraining, int[] IrisTest);

internal sealed record TorchOptionRun(
    string Optimizer, string Schedule, double WeightDecay, int[] Sizes, string[] Activations,
    double[][] X, double[][] Y, double[][][] Weights, double[][] Biases,
    double[] LearningRates, double[][][] FinalWeights, double[][] FinalBiases);
