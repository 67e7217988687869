namespace Backprop;

/// <summary>
/// The forward pass around which a <see cref="BatchPerturbation"/> moves, computed by the vectorised functions. Every sample is there
/// twice, for the two signs of a step. Matrices are stored unit by unit, the samples of a unit side by side: a parameter reads one unit's.
/// </summary>
internal sealed class BatchPass
{
    private readonly Loss loss;
    private readonly FusedLoss? fused;
    private readonly double[] targets;
    private readonly double[] targetsByUnit;
    private readonly double[] inputs;
    private readonly double[] ones;

    public BatchPass(Network network, Dataset data, Loss loss)
    {
        (Network, this.loss, Rows) = (network, loss, 2 * data.Count);
        fused = loss.FusedWith(network.Layers[^1].Activation);
        targets = [.. data.Targets.Values, .. data.Targets.Values];
        targetsByUnit = ByUnit(targets);
        Weights = [.. network.Layers.Select(layer => layer.WeightSpan.ToArray())];
        Z = new double[Weights.Length][];
        A = new double[Weights.Length][];
        double[] previous = [.. data.Inputs.Values, .. data.Inputs.Values];
        inputs = ByUnit(previous);
        foreach (var layer in network.Layers)
        {
            double[] z = new double[Rows * layer.Outputs], a = new double[z.Length];
            LayerKernel.Forward(layer, layer.WeightSpan, layer.BiasSpan, previous, z, a, Rows);
            (Z[layer.Number - 1], A[layer.Number - 1], previous) = (ByUnit(z), ByUnit(a), a);
        }

        ones = new double[Rows];
        Array.Fill(ones, 1);
        Scale = loss.Scale(data.Count, network.Outputs);
    }

    public Network Network { get; }

    /// <summary>Twice the number of samples.</summary>
    public int Rows { get; }

    public double[][] Weights { get; }

    /// <summary>z of each layer, outputs × rows.</summary>
    public double[][] Z { get; }

    /// <summary>a of each layer, outputs × rows.</summary>
    public double[][] A { get; }

    /// <summary>The factor of the sum of all terms in L.</summary>
    public double Scale { get; }

    /// <summary>What a parameter is multiplied with in each sample: an activation of the layer before, or 1 for a bias.</summary>
    public ReadOnlySpan<double> InputsOf(NetworkParameter parameter) => (parameter.Row < 0 ? ones
        : Unit(parameter.Layer == 0 ? inputs : A[parameter.Layer - 1], parameter.Row))[..(Rows / 2)];

    /// <summary>The entries of one unit for all rows.</summary>
    public Span<double> Unit(double[] matrix, int unit) => matrix.AsSpan(unit * Rows, Rows);

    /// <summary>The term of each row for given pre-activations of the output layer, outputs × rows.</summary>
    /// <param name="z">The pre-activations.</param>
    /// <param name="terms">Receives the terms.</param>
    /// <param name="space">Working space, twice as long as z.</param>
    public void Terms(ReadOnlySpan<double> z, Span<double> terms, Span<double> space)
    {
        int width = Network.Outputs;
        z = z[..targets.Length];
        if (fused is not null)
        {
            fused.Terms(z, targetsByUnit, terms, space[..z.Length], width);
            return;
        }

        Span<double> rows = space[..z.Length], a = space.Slice(z.Length, z.Length);
        Matrix.Transpose(z, rows, width, Rows);
        Network.Layers[^1].Activation.Kernel.Apply(rows, a, width);
        for (int n = 0; n < terms.Length; n++)
            terms[n] = loss.Sum(a.Slice(n * width, width), targets.AsSpan(n * width, width));
    }

    private double[] ByUnit(double[] matrix)
    {
        double[] transpose = new double[matrix.Length];
        Matrix.Transpose(matrix, transpose, Rows, matrix.Length / Rows);
        return transpose;
    }
}
