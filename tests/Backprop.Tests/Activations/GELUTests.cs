using Backprop.Tests.Reference;

namespace Backprop.Tests.Activations;

public sealed class GELUTests
{
    [Fact]
    public void Gelu_and_its_derivative_equal_PyTorch()
    {
        var expected = ReferenceFile.Read<TorchFunctions>("torch-functions.json")
            .Activations.Single(activation => activation.Name == "gelu");

        for (int i = 0; i < expected.Z.Length; i++)
        {
            // PyTorch adds 1 to erf, which near −1 leaves no digit; erfc keeps them all.
            Close.To(1e-14, expected.Value[i], Activation.GELU.Apply(expected.Z[i]), $"gelu({expected.Z[i]})", absolute: 1e-15);
            Close.To(1e-14, expected.Derivative[i], Activation.GELU.Derivative(expected.Z[i]), $"gelu'({expected.Z[i]})", absolute: 1e-15);
        }
    }

    /// <summary>Φ(z) + Φ(−z) = 1, so φ(z) − φ(−z) = z·Φ(z) + z·Φ(−z) = z.</summary>
    [Fact]
    public void Gelu_of_z_less_that_of_minus_z_is_z()
    {
        for (double z = 0.125; z < 20; z += 0.125)
            Close.To(1e-15, z, Activation.GELU.Apply(z) - Activation.GELU.Apply(-z), $"{z}");
    }
}
