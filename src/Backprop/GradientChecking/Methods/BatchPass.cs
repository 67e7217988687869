namespace Backprop;

/// <summary>
/// The forward pass around which a <see cref="BatchPerturbation"/> moves, computed by the vectorised functions. Every sample is there twice,
/// for the two signs of a step; the columns that a parameter reads are stored once more, one after the other.
/// </summary>
internal sealed class BatchPass
{
    private readonly Loss loss;
    private readonly FusedLoss? fused;
    private readonly double[] targets;
    private readonly double[] inputColumns;
    private readonly double[][] zColumns;
    private readonly double[][] aColumns;
    private readonly double[] ones;

    public BatchPass(Network network, Dataset data, Loss loss)
    {
        (Network, this.loss, Rows) = (network, loss, 2 * data.Count);
        fused = loss.FusedWith(network.Layers[^1].Activation);
        double[] inputs = [.. data.Inputs.Values, .. data.Inputs.Values];
        targets = [.. data.Targets.Values, .. data.Targets.Values];
        Weights = [.. network.Layers.Select(layer => layer.WeightSpan.ToArray())];
        Z = [.. network.Layers.Select(layer => new double[Rows * layer.Outputs])];
        A = [.. network.Layers.Select(layer => new double[Rows * layer.Outputs])];
        foreach (var layer in network.Layers)
        {
            int l = layer.Number - 1;
            LayerKernel.Forward(layer, layer.WeightSpan, layer.BiasSpan, l == 0 ? inputs : A[l - 1], Z[l], A[l], Rows);
        }

        inputColumns = Transpose(inputs);
        zColumns = [.. Z.Select(Transpose)];
        aColumns = [.. A.Select(Transpose)];
        ones = new double[Rows];
        Array.Fill(ones, 1);
        Scale = loss.Scale(data.Count, network.Outputs);
    }

    public Network Network { get; }

    /// <summary>Twice the number of samples.</summary>
    public int Rows { get; }

    public double[][] Weights { get; }

    public double[][] Z { get; }

    public double[][] A { get; }

    /// <summary>The factor of the sum of all terms in L.</summary>
    public double Scale { get; }

    /// <summary>What a parameter is multiplied with in each sample: an activation of the layer before, or 1 for a bias.</summary>
    public ReadOnlySpan<double> InputColumn(NetworkParameter parameter) => (parameter.Row < 0 ? ones
        : Column(parameter.Layer == 0 ? inputColumns : aColumns[parameter.Layer - 1], parameter.Row))[..(Rows / 2)];

    /// <summary>z of one unit for all rows.</summary>
    public ReadOnlySpan<double> ZColumn(int layer, int unit) => Column(zColumns[layer], unit);

    /// <summary>a of one unit for all rows.</summary>
    public ReadOnlySpan<double> AColumn(int layer, int unit) => Column(aColumns[layer], unit);

    /// <summary>The term of each row for given pre-activations of the output layer; <paramref name="a"/> is working space.</summary>
    public void Terms(ReadOnlySpan<double> z, Span<double> a, Span<double> terms)
    {
        var activation = Network.Layers[^1].Activation;
        int width = Network.Outputs;
        z = z[..targets.Length];
        a = a[..targets.Length];
        if (fused is not null)
        {
            fused.Terms(z, targets, terms, a, width);
            return;
        }

        activation.Kernel.Apply(z, a, width);
        for (int n = 0; n < terms.Length; n++)
            terms[n] = loss.Sum(a.Slice(n * width, width), targets.AsSpan(n * width, width));
    }

    private ReadOnlySpan<double> Column(double[] columns, int unit) => columns.AsSpan(unit * Rows, Rows);

    private double[] Transpose(double[] matrix) => new Matrix(Rows, matrix.Length / Rows, matrix).Transpose().Values.ToArray();
}
