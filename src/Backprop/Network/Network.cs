namespace Backprop;

/// <summary>
/// A fully connected feed-forward network: layer l computes z⁽ˡ⁾ = a⁽ˡ⁻¹⁾·W⁽ˡ⁾ + b⁽ˡ⁾ and a⁽ˡ⁾ = φ(z⁽ˡ⁾), from a⁽⁰⁾ = X to ŷ = a⁽ᴸ⁾.
/// A row is a sample: X is N × inputs.
/// </summary>
/// <example>
/// One iteration of gradient descent:
/// <code>
/// var network = Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 42));
/// var forward = network.Forward(Dataset.Xor.Inputs);
/// var loss = Loss.HalfSumSquaredError.Evaluate(forward, Dataset.Xor.Targets);
/// var backward = network.Backward(forward, loss);
/// var update = network.Update(backward, learningRate: 0.1);
/// </code>
/// </example>
public sealed partial class Network
{
    private readonly double[] parameters;

    private Network(IReadOnlyList<int> sizes, IReadOnlyList<Activation> activations)
    {
        Sizes = [.. sizes];
        parameters = new double[(int)CountParameters(sizes)];

        var layers = new Layer[sizes.Count - 1];
        int start = 0;
        for (int l = 1; l < sizes.Count; l++)
        {
            int length = (sizes[l - 1] * sizes[l]) + sizes[l];
            layers[l - 1] = new Layer(l, sizes[l - 1], sizes[l], activations[l - 1], parameters, start);
            start += length;
        }

        Layers = layers;
    }

    /// <summary>The number of inputs, then the number of units of each layer: [2, 2, 1] for the lab sheet's network.</summary>
    public IReadOnlyList<int> Sizes { get; }

    /// <summary>The layers; <c>Layers[0]</c> is layer 1.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>The number of inputs.</summary>
    public int Inputs => Sizes[0];

    /// <summary>The number of outputs.</summary>
    public int Outputs => Sizes[^1];

    /// <summary>The number of weights and biases.</summary>
    public int ParameterCount => parameters.Length;

    /// <summary>All weights and biases, layer by layer: W1 row by row, b1, W2, b2, …</summary>
    internal double[] Parameters => parameters;

    /// <summary>A network with the same activation in every layer.</summary>
    /// <param name="sizes">The number of inputs, then the units of each layer, at least two numbers.</param>
    /// <param name="activation">φ of every layer.</param>
    /// <param name="initializer">How the weights are drawn; biases are zero.</param>
    public static Network Create(IReadOnlyList<int> sizes, Activation activation, Initializer initializer)
    {
        ArgumentNullException.ThrowIfNull(activation);
        return Create(sizes, activation, activation, initializer);
    }

    /// <summary>A network with one activation in the hidden layers and another in the output layer.</summary>
    /// <param name="sizes">The number of inputs, then the units of each layer, at least two numbers.</param>
    /// <param name="hidden">φ of the hidden layers.</param>
    /// <param name="output">φ of the output layer.</param>
    /// <param name="initializer">How the weights are drawn; biases are zero.</param>
    public static Network Create(IReadOnlyList<int> sizes, Activation hidden, Activation output, Initializer initializer)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        ArgumentNullException.ThrowIfNull(hidden);
        ArgumentNullException.ThrowIfNull(output);
        var activations = new Activation[Math.Max(sizes.Count - 1, 0)];
        Array.Fill(activations, hidden);
        if (activations.Length > 0) activations[^1] = output;
        return Create(sizes, activations, initializer);
    }

    /// <summary>A network with an activation for each layer.</summary>
    /// <param name="sizes">The number of inputs, then the units of each layer, at least two numbers.</param>
    /// <param name="activations">φ of each layer, one fewer than <paramref name="sizes"/>.</param>
    /// <param name="initializer">How the weights are drawn; biases are zero.</param>
    /// <exception cref="ArgumentException">Too few sizes, a size below 1, another number of activations, or softmax in a hidden
    /// layer.</exception>
    public static Network Create(IReadOnlyList<int> sizes, IReadOnlyList<Activation> activations, Initializer initializer)
    {
        ArgumentNullException.ThrowIfNull(initializer);
        ThrowIfNotALayout(sizes, activations);
        var network = new Network(sizes, activations);
        var stream = initializer.CreateStream();
        foreach (var layer in network.Layers)
            initializer.Fill(layer.WeightSpan, stream, layer.Inputs, layer.Outputs);
        return network;
    }

    /// <summary>A network with the same layers and a copy of the parameters.</summary>
    public Network Copy()
    {
        var copy = new Network(Sizes, [.. Layers.Select(layer => layer.Activation)]);
        CopyParametersTo(copy);
        return copy;
    }

    /// <summary>A network with the same layers and a copy of the parameters, and another activation in the output layer.</summary>
    /// <param name="activation">φ of the output layer.</param>
    public Network WithOutput(Activation activation)
    {
        ArgumentNullException.ThrowIfNull(activation);
        var changed = new Network(Sizes, [.. Layers.SkipLast(1).Select(layer => layer.Activation), activation]);
        CopyParametersTo(changed);
        return changed;
    }

    /// <summary>ŷ for each sample.</summary>
    /// <param name="inputs">X, N × inputs.</param>
    /// <returns>N × outputs.</returns>
    public Matrix Predict(Matrix inputs) => Forward(inputs).Output;

    /// <summary>ŷ of a single sample.</summary>
    /// <param name="input">x, one entry per input.</param>
    /// <returns>One entry per output.</returns>
    public Vector Predict(Vector input) => Vector.Create(Forward(input).Output.Values);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{string.Join("-", Sizes)} network, {ParameterCount} parameters "
            + $"({string.Join(", ", Layers.Select(layer => layer.Activation.Title))})";

    private void CopyParametersTo(Network other)
    {
        parameters.CopyTo(other.parameters, 0);
        foreach (var (layer, original) in other.Layers.Zip(Layers))
            (layer.WeightsFrozen, layer.BiasFrozen) = (original.WeightsFrozen, original.BiasFrozen);
    }

    private static decimal CountParameters(IReadOnlyList<int> sizes) =>
        Enumerable.Range(1, sizes.Count - 1).Sum(l => (sizes[l - 1] + 1m) * sizes[l]);

    private static void ThrowIfNotALayout(IReadOnlyList<int> sizes, IReadOnlyList<Activation> activations)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        ArgumentNullException.ThrowIfNull(activations);
        if (sizes.Count < 2)
        {
            throw new ArgumentException(
                $"sizes has {sizes.Count} of the at least 2 numbers that a network needs: its inputs and one layer, such as [2, 1].",
                nameof(sizes));
        }

        for (int l = 0; l < sizes.Count; l++)
        {
            if (sizes[l] < 1)
                throw new ArgumentException($"sizes[{l}] is {sizes[l]}; every layer needs at least 1 unit.", nameof(sizes));
        }

        if (CountParameters(sizes) > Array.MaxLength)
        {
            throw new ArgumentException(
                $"A {string.Join("-", sizes)} network would have {CountParameters(sizes)} parameters; at most {Array.MaxLength} "
                    + "fit into memory.", nameof(sizes));
        }

        if (activations.Count != sizes.Count - 1)
        {
            throw new ArgumentException(
                $"There are {Words.Count(sizes.Count - 1, "layer")} but activations has {activations.Count}; give one for each layer.",
                nameof(activations));
        }

        for (int l = 0; l < activations.Count; l++)
        {
            if (activations[l] is null) throw new ArgumentException($"activations[{l}] is null.", nameof(activations));
            if (!activations[l].IsElementwise && l < activations.Count - 1)
            {
                throw new ArgumentException(
                    $"Layer {l + 1} is a hidden layer with {activations[l].Title}, which is for the output layer only; choose an "
                        + "elementwise activation such as ReLU.", nameof(activations));
            }
        }
    }
}
