namespace Backprop.Tests;

/// <summary>A layer's arithmetic (loops over few units, blocks beyond) against its definition, bit for bit.</summary>
public sealed class LayerKernelTests
{
    /// <summary>Samples, inputs and outputs on both sides of where the loops end (256 multiply-adds) and of pairs of units.</summary>
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 1, 1, 1 }, { 4, 2, 2 }, { 4, 2, 1 }, { 3, 5, 7 }, { 1, 16, 16 }, { 1, 16, 17 }, { 17, 3, 5 }, { 18, 3, 5 }, { 64, 2, 2 }, { 65, 2,
            2 }, { 9, 20, 33 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_sum_is_fused_in_the_order_of_its_index_and_the_bias_comes_last(int samples, int inputs, int outputs)
    {
        var network = Network.Create([inputs, outputs], Activation.Identity, Initializer.StandardNormal(seed: 1));
        var layer = network.Layers[0];
        layer.Bias = new RandomState(2).Randn(outputs);
        var (x, delta) = (new RandomState(3).Randn(samples, inputs), new RandomState(4).Randn(samples, outputs));
        var (w, b) = (layer.Weights, layer.Bias);
        double[] z = new double[samples * outputs], a = new double[samples * outputs], inputGradient = new double[samples * inputs];
        double[] weightGradient = new double[inputs * outputs], biasGradient = new double[outputs];

        LayerKernel.Forward(layer, w.Values, b.Values, x.Values, z, a, samples);
        LayerKernel.Gradient(layer, x.Values, delta.Values, weightGradient, biasGradient, samples);
        LayerKernel.InputGradient(layer, w.Values, delta.Values, inputGradient, samples);

        Assert.Equal(a, z);
        for (int n = 0; n < samples; n++)
        {
            for (int k = 0; k < outputs; k++)
                Assert.Equal(Sum(inputs, j => (x[n, j], w[j, k])) + b[k], z[(n * outputs) + k]);
            for (int j = 0; j < inputs; j++)
                Assert.Equal(Sum(outputs, k => (delta[n, k], w[j, k])), inputGradient[(n * inputs) + j]);
        }

        for (int k = 0; k < outputs; k++)
        {
            for (int j = 0; j < inputs; j++)
                Assert.Equal(Sum(samples, n => (x[n, j], delta[n, k])), weightGradient[(j * outputs) + k]);
            double sum = delta[0, k];
            for (int n = 1; n < samples; n++)
                sum += delta[n, k];
            Assert.Equal(sum, biasGradient[k]);
        }
    }

    [Fact]
    public void Spans_of_another_shape_are_refused_before_anything_is_written()
    {
        var layer = Network.Create([2, 3], Activation.Identity, Initializer.Zeros).Layers[0];
        double[] z = [7, 7, 7];

        Assert.Throws<ArgumentException>(() => LayerKernel.Forward(layer, new double[6], new double[3], new double[4], z, z, samples: 1));
        Assert.Throws<ArgumentException>(() => LayerKernel.Gradient(layer, new double[2], new double[6], new double[6], z, samples: 1));
        Assert.Throws<ArgumentException>(() => LayerKernel.InputGradient(layer, new double[6], new double[3], z, samples: 1));
        Assert.Equal([7, 7, 7], z);
    }

    private static double Sum(int count, Func<int, (double, double)> factors)
    {
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            var (x, y) = factors(i);
            sum = MultiplyAdd.Of(x, y, sum);
        }

        return sum;
    }
}
