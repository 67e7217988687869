using Backprop.Tests.Reference;

namespace Backprop.Tests.GradientChecking;

/// <summary>The numeric derivatives against PyTorch's gradients of 60 networks.</summary>
public sealed class OracleTests
{
    private static readonly TorchGradients[] Networks = ReferenceFile.Read<TorchGradients[]>("torch-gradients.json");

    public static TheoryData<int> NetworkIndices => [.. Enumerable.Range(0, Networks.Length)];

    [Theory]
    [MemberData(nameof(NetworkIndices))]
    public void Dual_numbers_equal_PyTorch(int index) => AssertNumericEquals(index, DifferentiationMethod.DualNumbers, 1e-12, 1e-14);

    [Theory]
    [MemberData(nameof(NetworkIndices))]
    public void The_complex_step_equals_PyTorch(int index) => AssertNumericEquals(index, DifferentiationMethod.ComplexStep, 1e-12, 1e-14);

    [Theory]
    [MemberData(nameof(NetworkIndices))]
    public void Extrapolation_equals_PyTorch(int index) => AssertNumericEquals(index, DifferentiationMethod.Extrapolation, 1e-9, 1e-11);

    [Theory]
    [MemberData(nameof(NetworkIndices))]
    public void Central_differences_equal_PyTorch(int index) =>
        AssertNumericEquals(index, DifferentiationMethod.CentralDifference, 1e-7, 1e-9);

    [Theory]
    [MemberData(nameof(NetworkIndices))]
    public void Forward_differences_equal_PyTorch(int index) =>
        AssertNumericEquals(index, DifferentiationMethod.ForwardDifference, 1e-5, 1e-6);

    private static void AssertNumericEquals(int index, DifferentiationMethod method, double relative, double absolute)
    {
        var expected = Networks[index];
        var network = ReferenceFile.NetworkOf(expected.Sizes, expected.Activations, expected.Weights, expected.Biases);
        Gradients gradients = [.. expected.GradWeights.Zip(expected.GradBiases,
            (weights, bias) => new LayerGradient(weights.ToMatrix(), Vector.Create(bias)))];
        var data = new Dataset("reference", expected.X.ToMatrix(), expected.Y.ToMatrix());

        var report = GradientCheck.Compare(network, data, Loss.Named(expected.Loss), gradients, new() { Method = method });

        Assert.True(report.Passed, report.ToString());
        foreach (var entry in report.Entries)
            Close.To(relative, entry.Analytic, entry.Numeric, entry.Name, absolute);
    }
}
