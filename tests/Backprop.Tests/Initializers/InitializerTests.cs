namespace Backprop.Tests.Initializers;

public sealed class InitializerTests
{
    public static TheoryData<string, double> Scales => new()
    {
        { "standard normal", 1 }, { "small normal", 0.01 }, { "Xavier normal", Math.Sqrt(2.0 / 8) }, { "He normal",
            Math.Sqrt(2.0 / 5) }, { "LeCun normal", Math.Sqrt(1.0 / 5) },
        { "small uniform", 0.05 }, { "Xavier uniform", Math.Sqrt(6.0 / 8) }, { "He uniform", Math.Sqrt(6.0 / 5) }, { "LeCun uniform",
            Math.Sqrt(3.0 / 5) },
    };

    /// <summary>5 inputs, 3 outputs: NumPy's stream times σ, or its uniform numbers within the limit.</summary>
    [Theory]
    [MemberData(nameof(Scales))]
    public void Weights_are_NumPys_stream_with_the_scale_of_the_formula(string name, double scale)
    {
        var initializer = Named(name, seed: 9);
        double[] expected = name.Contains("uniform", StringComparison.Ordinal)
            ? new RandomState(9).Uniform(-scale, scale, 15).Values.ToArray()
            : [.. new RandomState(9).Randn(15).Select(value => scale * value)];

        var network = Network.Create([5, 3], Activation.ReLU, initializer);

        Assert.Equal(expected, network.Layers[0].Weights.Values.ToArray());
        Assert.Equal([0, 0, 0], network.Layers[0].Bias);
        Assert.Equal(name, initializer.ToString());
    }

    [Fact]
    public void One_stream_goes_on_from_layer_to_layer()
    {
        var network = Network.Create([2, 2, 1], Activation.ReLU, Initializer.StandardNormal(seed: 42));

        Assert.Equal(new RandomState(42).Randn(6), network.Layers.SelectMany(layer => layer.Weights.Values.ToArray()));
    }

    [Fact]
    public void An_initializer_gives_every_network_the_same_weights()
    {
        var initializer = Initializer.HeNormal(seed: 3);

        Assert.Equal(
            Network.Create([3, 2], Activation.ReLU, initializer).Layers[0].Weights, Network.Create([3, 2], Activation.ReLU, initializer)
            .Layers[0].Weights);
    }

    [Fact]
    public void Zeros_are_zeros()
    {
        Assert.All(
            Network.Create([3, 2], Activation.ReLU, Initializer.Zeros).Parameters.ToArray(), parameter => Assert.Equal(0, parameter));
        Assert.Equal("zeros", Initializer.Zeros.Name);
    }

    [Fact]
    public void An_initializer_of_ones_own_draws_from_the_stream_layer_by_layer()
    {
        var own = new Initializer("own", 42, (random, inputs, outputs) => random.NextGaussian() * inputs / outputs);

        var network = Network.Create([2, 4, 1], Activation.ReLU, own);

        double[] expected = new RandomState(42).Randn(12).Values.ToArray();
        Assert.Equal(expected[..8].Select(weight => weight * 2 / 4), network.Layers[0].Weights.Values.ToArray());
        Assert.Equal(expected[8..].Select(weight => weight * 4 / 1), network.Layers[1].Weights.Values.ToArray());
        Assert.Equal("own", own.ToString());
    }

    private static Initializer Named(string name, uint seed) => name switch
    {
        "standard normal" => Initializer.StandardNormal(seed),
        "small normal" => Initializer.SmallNormal(seed),
        "small uniform" => Initializer.SmallUniform(seed),
        "Xavier normal" => Initializer.XavierNormal(seed),
        "Xavier uniform" => Initializer.XavierUniform(seed),
        "He normal" => Initializer.HeNormal(seed),
        "He uniform" => Initializer.HeUniform(seed),
        "LeCun normal" => Initializer.LeCunNormal(seed),
        "LeCun uniform" => Initializer.LeCunUniform(seed),
        _ => throw new ArgumentException(name, nameof(name)),
    };
}
