namespace Backprop;

/// <summary>Judges the forward pass that a student wrote, on networks of one to four layers with different activations.</summary>
internal static class WrittenForward
{
    public static Judgement? Judge(object answer)
    {
        if (answer is not Func<Network, Matrix, Matrix> written) return null;
        foreach (var network in Networks())
        {
            var inputs = new RandomState(3).Randn(5, network.Inputs);
            var forward = network.Forward(inputs);
            string where = $"For a {string.Join("-", network.Sizes)} network";
            Matrix? output;
            try
            {
                output = written(network, inputs);
            }
            catch (ArgumentException problem)
            {
                return Judgement.Wrong($"{where}: {problem.Message}");
            }

            if (output is null) return Judgement.NotDone("The function gives null: fill in the open line and run the cell again.");
            if (Agree(output, forward.Output)) continue;
            if (Agree(output, inputs)) return Judgement.Wrong($"{where} it gives the inputs back: is a set in the loop?");
            if (Agree(output, forward.Layers[^1].Z)) return Judgement.Wrong($"{where} it gives z of the last layer: φ is missing there.");
            if (network.Layers.Count > 1 && Agree(output, forward.Layers[0].A))
                return Judgement.Wrong($"{where} it gives a of layer 1: does each layer take the a of the layer before?");
            if (Agree(output, WithoutBias(network, inputs))) return Judgement.Wrong($"{where} the biases are missing.");
            if (Agree(output, Linear(network, inputs))) return Judgement.Wrong($"{where} the activation functions are missing.");
            return Judgement.Wrong(output.RowCount == forward.Output.RowCount && output.ColumnCount == forward.Output.ColumnCount
                ? $"{where} the output is not right. Take each layer's own activation: layer.Activation.Apply(z)."
                : $"{where} the output is {output.RowCount} × {output.ColumnCount}, but there are {inputs.RowCount} samples and "
                    + $"{Words.Count(network.Outputs, "output")}.");
        }

        return Judgement.Right;
    }

    private static Network[] Networks() =>
    [
        Network.Create([2, 1], Activation.Sigmoid, Initializer.StandardNormal(1)).WithRandomBiases(),
        Network.Create([2, 3, 1], Activation.Tanh, Activation.Sigmoid, Initializer.StandardNormal(2)).WithRandomBiases(),
        Network.Create([3, 4, 2, 2], Activation.ReLU, Activation.Identity, Initializer.StandardNormal(3)).WithRandomBiases(),
        Network.Create([2, 3, 4, 3, 3], Activation.SiLU, Activation.Softmax, Initializer.StandardNormal(4)).WithRandomBiases(),
    ];

    /// <summary>The same network with biases that are not zero, so that a bias left out shows.</summary>
    internal static Network WithRandomBiases(this Network network)
    {
        var random = new RandomState(7);
        foreach (var layer in network.Layers)
            layer.Bias = Vector.Create([.. layer.Bias.Select(_ => random.NextGaussian())]);
        return network;
    }

    private static Matrix WithoutBias(Network network, Matrix a) =>
        network.Layers.Aggregate(a, (x, layer) => layer.Activation.Apply(x * layer.Weights));

    private static Matrix Linear(Network network, Matrix a) => network.Layers.Aggregate(a, (x, layer) => (x * layer.Weights) + layer.Bias);

    private static bool Agree(Matrix x, Matrix y) =>
        x.RowCount == y.RowCount && x.ColumnCount == y.ColumnCount
            && (x - y).Values.ToArray().All(difference => Math.Abs(difference) <= 1e-9);
}
