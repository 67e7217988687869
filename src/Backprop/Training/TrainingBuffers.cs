namespace Backprop;

/// <summary>
/// The intermediates of one forward and backward pass over up to a number of samples, allocated once:
/// z, a and delta of every layer and one flat gradient in the order of the network's parameters.
/// </summary>
/// <remarks>
/// z, a and delta of a sample depend on no other sample, so a large pass gives each thread some of the samples, through all layers.
/// The gradient adds up the samples, so there the threads divide the parameters: <see cref="MatrixProduct"/>.
/// </remarks>
internal sealed class TrainingBuffers
{
    /// <summary>From so many multiply-adds of a pass on, a second thread pays for its start (fits the timings of the benchmarks).</summary>
    private const long ParallelPass = 2_000_000;

    private readonly Layer[] layers;
    private readonly int[] starts;
    private readonly double[][] z;
    private readonly double[][] a;
    private readonly double[][] delta;
    /// <summary>What the next layer receives: a, or with dropout a with units dropped.</summary>
    private readonly double[][] output;
    private readonly DropoutMasks masks;
    private readonly double[] activationGradient;
    private readonly double[] gradient;
    private readonly long multiplyAdds;
    private readonly int widest;

    public TrainingBuffers(Network network, int samples, Dropout? dropout = null)
    {
        layers = [.. network.Layers];
        starts = new int[layers.Length];
        for (int l = 1; l < layers.Length; l++)
            starts[l] = starts[l - 1] + layers[l - 1].ParameterCount;
        z = [.. network.Layers.Select(layer => new double[Matrix.Length(samples, layer.Outputs)])];
        a = [.. network.Layers.Select(layer => new double[Matrix.Length(samples, layer.Outputs)])];
        delta = [.. network.Layers.Select(layer => new double[Matrix.Length(samples, layer.Outputs)])];
        masks = new DropoutMasks(network, samples, dropout);
        output = [.. a.Select((activations, l) => masks.Has(l) ? new double[activations.Length] : activations)];
        widest = network.Sizes.Skip(1).Max();
        activationGradient = new double[Matrix.Length(samples, widest)];
        gradient = new double[network.ParameterCount];
        multiplyAdds = layers.Sum(layer => (long)layer.Inputs * layer.Outputs);
    }

    /// <summary>∂L/∂θ of the last backward pass.</summary>
    public double[] Gradient => gradient;

    /// <summary>The part of <see cref="Gradient"/> that belongs to a layer: ∂L/∂W row by row, then ∂L/∂b.</summary>
    public Span<double> GradientOf(Layer layer) => gradient.AsSpan(starts[layer.Number - 1], layer.ParameterCount);

    /// <summary>The pre-activations of a layer.</summary>
    public ReadOnlySpan<double> ZOf(Layer layer, int samples) => z[layer.Number - 1].AsSpan(0, samples * layer.Outputs);

    /// <summary>The activations of a layer.</summary>
    public ReadOnlySpan<double> AOf(Layer layer, int samples) => a[layer.Number - 1].AsSpan(0, samples * layer.Outputs);

    /// <summary>The pre-activations of the output layer.</summary>
    public ReadOnlySpan<double> OutputZ(int samples) => ZOf(layers[^1], samples);

    /// <summary>ŷ.</summary>
    public ReadOnlySpan<double> Output(int samples) => a[^1].AsSpan(0, samples * layers[^1].Outputs);

    /// <summary>Draws the units that the next passes drop.</summary>
    public void DrawMasks(RandomState random, int samples) => masks.Draw(random, samples);

    /// <summary>z and a of every layer for the given samples.</summary>
    public void Forward(ReadOnlyMemory<double> inputs, int samples)
    {
        if (Parts(samples) == 1) Forward(inputs.Span, new(0, samples));
        else ForwardInParts(inputs, samples);
    }

    /// <summary>
    /// delta of every layer and the gradient, after <see cref="Forward(ReadOnlyMemory{double}, int)"/> with the same samples.
    /// </summary>
    public void Backward(ReadOnlyMemory<double> inputs, ReadOnlyMemory<double> targets, int samples, OutputLoss loss)
    {
        if (Parts(samples) == 1) Deltas(targets.Span, new(0, samples), samples, loss);
        else DeltasInParts(targets, samples, loss);
        ParameterGradient(inputs, samples);
    }

    private void Forward(ReadOnlySpan<double> inputs, Rows rows)
    {
        var previous = inputs;
        for (int l = 0; l < layers.Length; l++)
        {
            var layer = layers[l];
            var activations = rows.Of(a[l], layer.Outputs);
            LayerKernel.Forward(layer, layer.WeightSpan, layer.BiasSpan, previous, rows.Of(z[l], layer.Outputs), activations, rows.Count);
            previous = activations;
            if (!masks.Has(l)) continue;
            var passedOn = rows.Of(output[l], layer.Outputs);
            masks.Apply(l, rows.Start, activations, passedOn);
            previous = passedOn;
        }
    }

    private void Deltas(ReadOnlySpan<double> targets, Rows rows, int samples, OutputLoss loss)
    {
        for (int l = layers.Length - 1; l >= 0; l--)
        {
            var layer = layers[l];
            int width = layer.Outputs;
            var layerDelta = rows.Of(delta[l], width);
            var before = activationGradient.AsSpan(rows.Start * widest, rows.Count * width);
            if (masks.Has(l)) masks.Apply(l, rows.Start, before, before);
            if (l == layers.Length - 1) loss.Delta(rows.Of(z[l], width), rows.Of(a[l], width), targets, before, layerDelta, samples);
            else layer.Activation.Kernel.Backward(rows.Of(z[l], width), rows.Of(a[l], width), before, layerDelta, width);
            if (l == 0) continue;
            var inputGradient = activationGradient.AsSpan(rows.Start * widest, rows.Count * layer.Inputs);
            LayerKernel.InputGradient(layer, layer.WeightSpan, layerDelta, inputGradient, rows.Count);
        }
    }

    private void ParameterGradient(ReadOnlyMemory<double> inputs, int samples)
    {
        for (int l = 0; l < layers.Length; l++)
        {
            var layer = layers[l];
            var previous = l == 0 ? inputs.Span : output[l - 1].AsSpan(0, samples * layer.Inputs);
            int weightCount = layer.Inputs * layer.Outputs;
            var layerDelta = delta[l].AsSpan(0, samples * layer.Outputs);
            var (weights, bias) = (starts[l], starts[l] + weightCount);
            LayerKernel.Gradient(
                layer, previous, layerDelta, gradient.AsSpan(weights, weightCount), gradient.AsSpan(bias, layer.Outputs), samples);
        }
    }

    // Methods of their own, because a lambda that captures parameters allocates as soon as its method begins.
    private void ForwardInParts(ReadOnlyMemory<double> inputs, int samples) =>
        InParts(samples, rows => Forward(rows.Of(inputs.Span, layers[0].Inputs), rows));

    private void DeltasInParts(ReadOnlyMemory<double> targets, int samples, OutputLoss loss) =>
        InParts(samples, rows => Deltas(rows.Of(targets.Span, layers[^1].Outputs), rows, samples, loss));

    private int Parts(int samples) =>
        samples * multiplyAdds < ParallelPass ? 1 : Math.Clamp(samples / Rows.Multiple, 1, Parallelism.Available);

    private void InParts(int samples, Action<Rows> run)
    {
        int parts = Parts(samples);
        Parallelism.For(parts, part =>
        {
            int start = Parallelism.Start(part, parts, samples, Rows.Multiple);
            run(new(start, Parallelism.Start(part + 1, parts, samples, Rows.Multiple) - start));
        });
    }

    /// <summary>Some of the samples: rows of every matrix.</summary>
    private readonly record struct Rows(int Start, int Count)
    {
        /// <summary>Parts of samples begin at a multiple of the height of a product's tile.</summary>
        public const int Multiple = 8;

        public Span<double> Of(double[] matrix, int width) => matrix.AsSpan(Start * width, Count * width);

        public ReadOnlySpan<double> Of(ReadOnlySpan<double> matrix, int width) => matrix.Slice(Start * width, Count * width);
    }
}
