using Backprop.Tests.Reference;

namespace Backprop.Tests.Optimizers;

/// <summary>The steps of an optimizer beside those of PyTorch, which <c>generate_functions.py</c> has recorded.</summary>
internal static class OptimizerPath
{
    private static readonly TorchOptimizer[] runs = ReferenceFile.Read<TorchFunctions>("torch-functions.json").Optimizers;

    public static void AssertEqualsPyTorch(string name, Optimizer optimizer)
    {
        var expected = runs.Single(run => run.Name == name);
        var state = new OptimizerState(expected.Start.Length);
        double[] theta = [.. expected.Start];
        for (int step = 0; step < expected.Path.Length; step++)
        {
            optimizer.Step(theta, expected.Gradients[step], optimizer.LearningRate, state);
            Close.To(1e-13, expected.Path[step], theta, $"after step {step + 1}");
        }
    }
}
