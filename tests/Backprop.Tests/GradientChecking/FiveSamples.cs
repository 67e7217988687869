namespace Backprop.Tests.GradientChecking;

/// <summary>A small network with five samples, and its gradient.</summary>
internal static class FiveSamples
{
    public static readonly Network Small = Create(seed: 11);
    public static readonly Dataset Five = new("five", new RandomState(5).Randn(5, 3), new RandomState(6).Randn(5, 2));

    public static GradientCheckReport Compare(Gradients gradients) =>
        GradientCheck.Compare(Small, Five, Loss.MeanSquaredError, gradients);

    public static Gradients Right()
    {
        var forward = Small.Forward(Five.Inputs);
        return Small.Backward(forward, Loss.MeanSquaredError.Evaluate(forward, Five.Targets)).Gradients;
    }

    public static Gradients Map(Gradients gradients, Func<double, double> change) =>
        [.. gradients.Select(layer => new LayerGradient(layer.Weights.Map(change), new Vector([.. layer.Bias.Select(change)])))];

    private static Network Create(uint seed)
    {
        var network =
            Network.Create([3, 3, 3, 2], [Activation.Tanh, Activation.Sigmoid, Activation.Sigmoid], Initializer.LeCunNormal(seed));
        var random = new RandomState(9);
        foreach (var layer in network.Layers)
            layer.Bias = 0.3 * random.Randn(layer.Outputs);
        return network;
    }
}
