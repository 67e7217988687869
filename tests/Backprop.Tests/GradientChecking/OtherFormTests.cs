namespace Backprop.Tests.GradientChecking;

/// <summary>A derivative written in terms of a, such as the sigmoid's a(1 − a), used in a layer with another activation.</summary>
public sealed class OtherFormTests
{
    [Fact]
    public void The_sigmoids_derivative_in_a_tanh_layer_is_named_with_its_layer()
    {
        var network = Network.Create([2, 3, 3, 1], Activation.Tanh, Activation.Sigmoid, Initializer.StandardNormal(8));
        var forward = network.Forward(Dataset.Xor.Inputs);
        Matrix x = forward.Inputs, a1 = forward.Layers[0].A, a2 = forward.Layers[1].A, a3 = forward.Output;
        var delta3 = (a3 - Dataset.Xor.Targets).Hadamard(a3.Map(a => a * (1 - a)));
        var delta2 = (delta3 * network.Layers[2].Weights.Transpose()).Hadamard(a2.Map(a => a * (1 - a)));
        var delta1 = (delta2 * network.Layers[1].Weights.Transpose()).Hadamard(a1.Map(a => 1 - (a * a)));

        var report = GradientCheck.Compare(network, Dataset.Xor, Loss.HalfSumSquaredError, [
            new(x.Transpose() * delta1, delta1.SumRows()),
            new(a1.Transpose() * delta2, delta2.SumRows()),
            new(a2.Transpose() * delta3, delta3.SumRows())]);

        Assert.Equal(GradientMistake.WrongLayerDerivative, report.Diagnosis.Mistake);
        Assert.Equal(2, report.Diagnosis.Layer);
        Assert.Contains("a(1 − a) in layer 2: that is the derivative of sigmoid", report.Diagnosis.Summary);
    }
}
