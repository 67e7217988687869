using System.Collections;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Backprop;

/// <summary>∂L/∂W and ∂L/∂b of one layer.</summary>
/// <param name="Weights">∂L/∂W, inputs × outputs.</param>
/// <param name="Bias">∂L/∂b, one entry per output.</param>
public sealed partial record LayerGradient(Matrix Weights, Vector Bias);

/// <summary>The gradient of the loss with respect to every weight and bias, layer by layer; <c>gradients[0]</c> is layer 1.</summary>
/// <example><code>Gradients mine = [new(dW1, db1), new(dW2, db2)];</code></example>
[CollectionBuilder(typeof(Gradients), nameof(Create))]
public sealed partial class Gradients : IReadOnlyList<LayerGradient>
{
    private readonly LayerGradient[] layers;

    internal Gradients(LayerGradient[] layers) => this.layers = layers;

    /// <summary>The number of layers.</summary>
    public int Count => layers.Length;

    /// <summary>The gradient of layer index + 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public LayerGradient this[int index] => (uint)index < (uint)layers.Length
        ? layers[index]
        : throw new ArgumentOutOfRangeException(
            nameof(index), index, $"These are the gradients of {Words.Count(Count, "layer")}, counted from 0: gradients[0] is layer 1.");

    /// <summary>Builds gradients from those of each layer; what <c>Gradients g = [new(dW1, db1)]</c> calls.</summary>
    public static Gradients Create(ReadOnlySpan<LayerGradient> layers) => new(layers.ToArray());

    /// <summary>The Euclidean norm of all entries.</summary>
    public double Norm()
    {
        double sum = 0;
        foreach (var layer in layers)
            sum += TensorPrimitives.SumOfSquares(layer.Weights.Values) + TensorPrimitives.SumOfSquares(layer.Bias.Values);
        return Math.Sqrt(sum);
    }

    /// <inheritdoc/>
    public IEnumerator<LayerGradient> GetEnumerator() => ((IEnumerable<LayerGradient>)layers).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => layers.GetEnumerator();

    /// <summary>All entries in the order of the network's parameters: ∂L/∂W1 row by row, ∂L/∂b1, …</summary>
    internal double[] Flatten()
    {
        var flat = new List<double>();
        foreach (var layer in layers)
        {
            flat.AddRange(layer.Weights.Values);
            flat.AddRange(layer.Bias.Values);
        }

        return [.. flat];
    }
}
