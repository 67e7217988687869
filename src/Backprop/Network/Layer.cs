namespace Backprop;

/// <summary>
/// A dense layer: z = a·W + b, then φ(z), for the activations a of the layer before.
/// </summary>
/// <example>In a 2-3-1 network, layer 1 has 2 inputs and 3 outputs: W is 2 × 3, b has 3 entries, and for 4 samples z is 4 × 3.</example>
public sealed partial class Layer
{
    private readonly double[] parameters;
    private readonly int start;

    internal Layer(int number, int inputs, int outputs, Activation activation, double[] parameters, int start)
    {
        Number = number;
        Inputs = inputs;
        Outputs = outputs;
        Activation = activation;
        this.parameters = parameters;
        this.start = start;
    }

    /// <summary>The number l of the layer, from 1: its weights are W1, its activations a1.</summary>
    public int Number { get; }

    /// <summary>The number of inputs: units of the layer before.</summary>
    public int Inputs { get; }

    /// <summary>The number of outputs: units of this layer.</summary>
    public int Outputs { get; }

    /// <summary>φ.</summary>
    public Activation Activation { get; }

    /// <summary>
    /// W, inputs × outputs. Reading gives a copy; to change a weight, set the whole matrix: <c>layer.Weights = layer.Weights.With(0, 1,
    /// 0.5)</c>.
    /// </summary>
    /// <exception cref="ArgumentException">The matrix set has another shape, or an entry that is not finite.</exception>
    public Matrix Weights
    {
        get => new(Inputs, Outputs, WeightSpan.ToArray());
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.RowCount != Inputs || value.ColumnCount != Outputs)
            {
                throw new ArgumentException(
                    $"The weights set are {value.Shape} but W{Number} is {Inputs} × {Outputs} (inputs × outputs).", nameof(value));
            }

            Finite.ThrowIfNot(value.Values, $"W{Number}", nameof(value));
            value.Values.CopyTo(WeightSpan);
        }
    }

    /// <summary>b, one entry per output. Reading gives a copy.</summary>
    /// <exception cref="ArgumentException">The vector set has another length, or an entry that is not finite.</exception>
    public Vector Bias
    {
        get => new(BiasSpan.ToArray());
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (value.Count != Outputs)
            {
                throw new ArgumentException(
                    $"The bias set has {value.Count} entries but b{Number} has {Outputs}, one per output.", nameof(value));
            }

            Finite.ThrowIfNot(value.Values, $"b{Number}", nameof(value));
            value.Values.CopyTo(BiasSpan);
        }
    }

    /// <summary>
    /// Whether training and updates leave W as it is; PyTorch's <c>requires_grad = False</c>. Its derivative is still there, but no step
    /// follows it.
    /// </summary>
    public bool WeightsFrozen { get; set; }

    /// <summary>
    /// Whether training and updates leave b as it is. A new layer's b is 0, so that this makes it a layer without bias; PyTorch's
    /// <c>nn.Linear(bias=False)</c>.
    /// </summary>
    /// <example><code>foreach (var layer in network.Layers) layer.BiasFrozen = true;   // a network without biases</code></example>
    public bool BiasFrozen { get; set; }

    /// <summary>The number of parameters: inputs·outputs weights and outputs biases.</summary>
    public int ParameterCount => (Inputs * Outputs) + Outputs;

    /// <inheritdoc/>
    public override string ToString() =>
        $"layer {Number}: {Inputs} → {Outputs}, "
            + $"{Activation}{(WeightsFrozen ? ", weights frozen" : "")}{(BiasFrozen ? ", bias frozen" : "")}";

    /// <summary>Where its parameters begin among those of the network.</summary>
    internal int Start => start;

    /// <summary>W row by row, then b.</summary>
    internal Span<double> Parameters => parameters.AsSpan(start, ParameterCount);

    internal Span<double> WeightSpan => parameters.AsSpan(start, Inputs * Outputs);

    internal Span<double> BiasSpan => parameters.AsSpan(start + (Inputs * Outputs), Outputs);
}
