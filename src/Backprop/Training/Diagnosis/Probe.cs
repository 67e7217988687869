namespace Backprop;

/// <summary>What one layer does with the samples at some moment of a training.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Dead">For each unit of a ReLU layer whether it is zero for every sample; else empty.</param>
/// <param name="Saturated">The fraction of activations at the ends of their range: sigmoid outside 0.01 to 0.99, tanh outside ±0.99; NaN
/// for others.</param>
/// <param name="Spread">The standard deviation of the pre-activations over all samples, averaged over the units.</param>
/// <param name="GradientNorm">The Euclidean norm of ∂L/∂W; NaN where the loss could not be computed.</param>
/// <param name="DeltaNorm">The Euclidean norm of delta over all samples.</param>
/// <param name="WeightNorm">The Euclidean norm of W.</param>
internal sealed record LayerProbe(
    Layer Layer, bool[] Dead, double Saturated, double Spread, double GradientNorm, double DeltaNorm, double WeightNorm)
{
    public double DeadFraction => Dead.Length == 0 ? 0 : Dead.Count(dead => dead) / (double)Dead.Length;
}

/// <summary>A look into a network: one pass over some of the samples.</summary>
internal sealed class Probe
{
    private const int MostSamples = 500;

    public Probe(Network network, Dataset data, Loss loss)
    {
        int[] rows = [.. Enumerable.Range(0, Math.Min(data.Count, MostSamples))];
        var targets = data.Targets.SelectRows(rows);
        var forward = network.Forward(data.Inputs.SelectRows(rows));
        var backward = Backward(network, forward, loss, targets);
        Layers =
        [
            .. network.Layers.Select((layer, l) => new LayerProbe(
                layer, Dead(layer, forward.Layers[l].A), Saturated(layer, forward.Layers[l].A), Spread(forward.Layers[l].Z),
                backward is null
                    ? double.NaN
                    : Norm(backward.Layers[l].Gradient.Weights),
                    backward is null ? double.NaN : Norm(backward.Layers[l].Delta), Norm(layer.Weights))),
        ];
        Output = forward.Output;
        OutputSpread = Spread(forward.Output);
    }

    public IReadOnlyList<LayerProbe> Layers { get; }

    /// <summary>The hidden layers.</summary>
    public IEnumerable<LayerProbe> Hidden => Layers.Take(Layers.Count - 1);

    /// <summary>ŷ of the samples looked at.</summary>
    public Matrix Output { get; }

    public double OutputSpread { get; }

    /// <summary>The gradient norm of the first layer over that of the last.</summary>
    public double GradientRatio => Ratio(layer => layer.GradientNorm);

    /// <summary>The same of delta: what a signal loses on its way back, whatever the activations.</summary>
    public double DeltaRatio => Ratio(layer => layer.DeltaNorm);

    private double Ratio(Func<LayerProbe, double> norm) => norm(Layers[^1]) > 0 ? norm(Layers[0]) / norm(Layers[^1]) : double.NaN;

    public static double Norm(Matrix matrix)
    {
        double sum = 0;
        foreach (double value in matrix.Values)
            sum += value * value;
        return Math.Sqrt(sum);
    }

    /// <summary>The standard deviation of each column, averaged.</summary>
    public static double Spread(Matrix matrix)
    {
        double sum = 0;
        for (int k = 0; k < matrix.ColumnCount; k++)
        {
            double mean = 0, squares = 0;
            for (int i = 0; i < matrix.RowCount; i++)
                mean += matrix[i, k] / matrix.RowCount;
            for (int i = 0; i < matrix.RowCount; i++)
                squares += (matrix[i, k] - mean) * (matrix[i, k] - mean) / matrix.RowCount;
            sum += Math.Sqrt(squares);
        }

        return sum / matrix.ColumnCount;
    }

    private static BackwardPass? Backward(Network network, ForwardPass forward, Loss loss, Matrix targets)
    {
        try
        {
            return network.Backward(forward, loss.Evaluate(forward, targets));
        }
        catch (ArgumentException)
        {
            return null; // The loss cannot be computed from such outputs or targets, which is a finding of its own.
        }
    }

    private static bool[] Dead(Layer layer, Matrix a) => layer.Activation == Activation.ReLU
        ? [.. Enumerable.Range(0, a.ColumnCount).Select(k => Enumerable.Range(0, a.RowCount).All(i => a[i, k] <= 0))]
        : [];

    private static double Saturated(Layer layer, Matrix a)
    {
        bool isSigmoid = layer.Activation == Activation.Sigmoid;
        if (!isSigmoid && layer.Activation != Activation.Tanh) return double.NaN;
        int count = 0;
        foreach (double value in a.Values)
            count += (isSigmoid ? value is < 0.01 or > 0.99 : value is < -0.99 or > 0.99) ? 1 : 0;
        return (double)count / a.Values.Length;
    }
}
