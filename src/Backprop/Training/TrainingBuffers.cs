namespace Backprop;

/// <summary>
/// The intermediates of one forward and backward pass over up to a number of samples, allocated once:
/// z, a and delta of every layer and one flat gradient in the order of the network's parameters.
/// </summary>
internal sealed class TrainingBuffers
{
    private readonly Layer[] layers;
    private readonly int[] starts;
    private readonly double[][] z;
    private readonly double[][] a;
    private readonly double[][] delta;
    private readonly double[] activationGradient;
    private readonly double[] gradient;

    public TrainingBuffers(Network network, int samples)
    {
        layers = [.. network.Layers];
        starts = new int[layers.Length];
        for (int l = 1; l < layers.Length; l++)
            starts[l] = starts[l - 1] + layers[l - 1].ParameterCount;
        z = [.. network.Layers.Select(layer => new double[Matrix.Length(samples, layer.Outputs)])];
        a = [.. network.Layers.Select(layer => new double[Matrix.Length(samples, layer.Outputs)])];
        delta = [.. network.Layers.Select(layer => new double[Matrix.Length(samples, layer.Outputs)])];
        activationGradient = new double[Matrix.Length(samples, network.Sizes.Skip(1).Max())];
        gradient = new double[network.ParameterCount];
    }

    /// <summary>∂L/∂θ of the last backward pass.</summary>
    public Span<double> Gradient => gradient;

    /// <summary>The part of <see cref="Gradient"/> that belongs to a layer: ∂L/∂W row by row, then ∂L/∂b.</summary>
    public Span<double> GradientOf(Layer layer) => gradient.AsSpan(starts[layer.Number - 1], layer.ParameterCount);

    /// <summary>The pre-activations of a layer.</summary>
    public ReadOnlySpan<double> ZOf(Layer layer, int samples) => z[layer.Number - 1].AsSpan(0, samples * layer.Outputs);

    /// <summary>The pre-activations of the output layer.</summary>
    public ReadOnlySpan<double> OutputZ(int samples) => ZOf(layers[^1], samples);

    /// <summary>ŷ.</summary>
    public ReadOnlySpan<double> Output(int samples) => a[^1].AsSpan(0, samples * layers[^1].Outputs);

    /// <summary>z and a of every layer for the given samples.</summary>
    public void Forward(ReadOnlySpan<double> inputs, int samples)
    {
        var previous = inputs;
        for (int l = 0; l < z.Length; l++)
        {
            var layer = layers[l];
            int length = samples * layer.Outputs;
            LayerKernel.Forward(layer, layer.WeightSpan, layer.BiasSpan, previous, z[l].AsSpan(0, length), a[l].AsSpan(0, length));
            previous = a[l].AsSpan(0, length);
        }
    }

    /// <summary>delta of every layer and the gradient, after <see cref="Forward"/> with the same samples.</summary>
    public void Backward(ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, int samples, Loss loss)
    {
        for (int l = z.Length - 1; l >= 0; l--)
        {
            var layer = layers[l];
            int length = samples * layer.Outputs;
            var (layerZ, layerA, layerDelta) = (z[l], a[l], delta[l]);
            if (l == z.Length - 1)
                loss.OutputDelta(layer.Activation, layerZ.AsSpan(0, length), layerA.AsSpan(0, length), targets, activationGradient.AsSpan(0, length), layerDelta.AsSpan(0, length), layer.Outputs);
            else
                layer.Activation.Kernel.Backward(layerZ.AsSpan(0, length), layerA.AsSpan(0, length), activationGradient.AsSpan(0, length), layerDelta.AsSpan(0, length), layer.Outputs);

            var previous = l == 0 ? inputs : a[l - 1].AsSpan(0, samples * layer.Inputs);
            int weightCount = layer.Inputs * layer.Outputs;
            LayerKernel.Gradient(layer, previous, layerDelta.AsSpan(0, length), gradient.AsSpan(starts[l], weightCount), gradient.AsSpan(starts[l] + weightCount, layer.Outputs));
            if (l > 0)
                LayerKernel.InputGradient(layer, layer.WeightSpan, layerDelta.AsSpan(0, length), activationGradient.AsSpan(0, samples * layer.Inputs));
        }
    }
}
