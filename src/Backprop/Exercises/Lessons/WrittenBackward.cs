namespace Backprop;

/// <summary>
/// Judges the backward pass that a student wrote, with the gradient checker, on networks of one to four layers.
/// The lines are A: delta of the output layer, B: ∂L/∂W, C: ∂L/∂b, D: delta of the layer before.
/// </summary>
internal static class WrittenBackward
{
    public static Judgement? Judge(object answer)
    {
        if (answer is not Func<Network, ForwardPass, LossValue, Gradients> written) return null;
        foreach (var (network, data) in Examples())
        {
            var forward = network.Forward(data.Inputs);
            string where = $"In a {string.Join("-", network.Sizes)} network";
            Gradients? gradients;
            try
            {
                gradients = written(network, forward, Loss.HalfSumSquaredError.Evaluate(forward, data.Targets));
            }
            catch (Exception problem) when (problem is NullReferenceException or ArgumentNullException)
            {
                return Judgement.NotDone("Lines A and D give delta: one of them is still null.");
            }
            catch (ArgumentException problem)
            {
                return Judgement.Wrong(
                    $"{where}: {problem.Message} Which of the two matrices has to be transposed, and is the order right?");
            }

            if (Open(gradients) is { } open) return Judgement.NotDone(open);
            if (Shapes(network, gradients!) is { } shapes) return Judgement.Wrong($"{where}: {shapes}");
            var report = GradientCheck.Compare(network, data, Loss.HalfSumSquaredError, gradients!);
            if (!report.Passed) return Judgement.Wrong($"{where}: {Line(report, network)} The checker says: {report.Diagnosis.Summary}");
        }

        return Judgement.Right;
    }

    private static IEnumerable<(Network Network, Dataset Data)> Examples()
    {
        yield return (RoundNetwork.Network, Dataset.Xor);
        yield return Example([2, 1], Activation.Tanh, Activation.Sigmoid);
        yield return Example([2, 3, 1], Activation.Tanh, Activation.Sigmoid);
        yield return Example([3, 3, 3, 2], Activation.Sigmoid, Activation.Tanh);
        yield return Example([2, 4, 5, 3, 1], Activation.Softplus, Activation.Identity);
    }

    private static (Network Network, Dataset Data) Example(int[] sizes, Activation hidden, Activation output)
    {
        var random = new RandomState(5);
        var data = new Dataset("random", random.Randn(6, sizes[0]), random.Randn(6, sizes[^1]));
        return (Network.Create(sizes, hidden, output, Initializer.StandardNormal(9)).WithRandomBiases(), data);
    }

    private static string? Open(Gradients? gradients)
    {
        if (gradients is null) return "Backward gives null.";
        if (gradients.Any(layer => layer is null)) return "A layer's gradient is null: each layer needs new(dW, db).";
        if (gradients.Any(layer => layer.Weights is null)) return "Line B is still open: dW is null.";
        return gradients.Any(layer => layer.Bias is null) ? "Line C is still open: db is null." : null;
    }

    private static string? Shapes(Network network, Gradients gradients)
    {
        if (gradients.Count != network.Layers.Count) return $"there are {network.Layers.Count} layers, but {gradients.Count} gradients.";
        foreach (var layer in network.Layers)
        {
            var (weights, bias) = gradients[layer.Number - 1];
            if (weights.RowCount != layer.Inputs || weights.ColumnCount != layer.Outputs)
                return $"line B: ∂L/∂W{layer.Number} is {weights.Shape}, but W{layer.Number} is {layer.Inputs} × {layer.Outputs}.";
            if (bias.Count != layer.Outputs)
                return $"line C: ∂L/∂b{layer.Number} has {bias.Count} entries, but b{layer.Number} has {layer.Outputs}.";
        }

        return null;
    }

    /// <summary>
    /// The line that must be wrong, from where the wrong entries are: in the last wrong layer, only weights point to B, only biases to C;
    /// both point to delta, which comes from A in the output layer and from D in front of it.
    /// </summary>
    private static string Line(GradientCheckReport report, Network network)
    {
        var wrong = report.Entries.Where(entry => entry.Verdict is not (EntryVerdict.Right or EntryVerdict.Kink)).ToList();
        if (wrong.Count == 0) return "A number is not finite.";
        int layer = wrong.Max(entry => entry.Layer);
        bool weights = wrong.Any(entry => entry.Layer == layer && !entry.IsBias);
        bool biases = wrong.Any(entry => entry.Layer == layer && entry.IsBias);
        if (weights && !biases) return $"Line B is wrong: ∂L/∂b{layer} is right, so delta{layer} is, but ∂L/∂W{layer} is not.";
        if (biases && !weights) return $"Line C is wrong: ∂L/∂W{layer} is right, so delta{layer} is, but ∂L/∂b{layer} is not.";
        return layer == network.Layers.Count
            ? $"Line A is wrong: both gradients of the output layer, which need delta{layer}, are."
            : $"Line D is wrong: layer {layer + 1} is right, but both gradients of layer {layer}, which need delta{layer}, are not.";
    }
}
