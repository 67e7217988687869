namespace Backprop;

/// <summary>
/// What the data allow, measured without a network: the better of the nearest neighbours (each sample answered by the others) and of a
/// linear fit.
/// </summary>
/// <remarks>
/// T. Cover and P. Hart, Nearest Neighbor Pattern Classification, IEEE Trans. Inf. Theory 13 (1967): with many samples the error of the
/// nearest neighbour is at most twice the lowest possible one.
/// </remarks>
internal sealed class Reference
{
    private const int MostSamples = 600;
    private const int FewSamples = 30;
    private static readonly int[] neighbours = [1, 5, 15];

    private readonly Matrix inputs;
    private readonly Targets targets;

    public Reference(Dataset data, Targets targets, Dataset? validation)
    {
        var scaling = Standardization.Of(data);
        int step = (data.Count + MostSamples - 1) / MostSamples;
        int[] rows = [.. Enumerable.Range(0, data.Count / step).Select(i => i * step)];
        inputs = scaling.Apply(data.Inputs.SelectRows(rows));
        this.targets = targets.Values.RowCount == rows.Length ? targets : new Targets(targets.Values.SelectRows(rows));
        Trivial = targets.Trivial();
        (Contradictions, Repetitions) = Repeated(data, targets);
        Linear = LinearFit.Score(inputs, this.targets);
        Neighbours = data.Count < FewSamples ? double.NaN : Nearest(inputs, this.targets.Values, leaveOneOut: true);
        if (validation is not null && !double.IsNaN(Neighbours))
        {
            int[] some = [.. Enumerable.Range(0, Math.Min(validation.Count, MostSamples))];
            OnValidation =
                Nearest(scaling.Apply(validation.Inputs.SelectRows(some)), validation.Targets.SelectRows(some), leaveOneOut: false);
        }

        // So few samples can be learned by heart unless they contradict each other.
        Attainable = data.Count < FewSamples ? 1 - ((double)Contradictions / data.Count) : Math.Max(Neighbours, Linear);
        if (Attainable < Trivial + 0.1 * (1 - Trivial)) Attainable = double.NaN;
    }

    /// <summary>The score of always giving the same answer.</summary>
    public double Trivial { get; }

    /// <summary>The score of the best linear fit.</summary>
    public double Linear { get; }

    /// <summary>The score of the nearest neighbours, each sample left out of its own answer; NaN for few samples.</summary>
    public double Neighbours { get; }

    /// <summary>The score of the nearest training samples on the validation data; NaN if there are none.</summary>
    public double OnValidation { get; } = double.NaN;

    /// <summary>What a training should reach; NaN if inputs and targets seem unrelated.</summary>
    public double Attainable { get; }

    /// <summary>The samples whose inputs are those of another sample with another target.</summary>
    public int Contradictions { get; }

    /// <summary>How often the same inputs come up, on average: 1 where each sample has its own.</summary>
    public double Repetitions { get; }

    private double Nearest(Matrix queries, Matrix answers, bool leaveOneOut)
    {
        var truth = new Targets(answers);
        double[][] outputs = [.. neighbours.Select(_ => new double[answers.Values.Length])];
        var (distances, order) = (new double[inputs.RowCount], new int[inputs.RowCount]);
        int width = answers.ColumnCount, most = Math.Min(neighbours[^1], inputs.RowCount - 1);
        double[] sum = new double[width];
        for (int q = 0; q < queries.RowCount; q++)
        {
            for (int i = 0; i < distances.Length; i++)
                (distances[i], order[i]) = (Distance(queries.Row(q), inputs.Row(i)), i);
            for (int i = 0; leaveOneOut && i < distances.Length; i++)
            {
                if (distances[i] == 0) distances[i] = double.PositiveInfinity; // the sample itself and its copies
            }

            Array.Sort(distances, order);
            Array.Clear(sum);
            for (int i = 0, next = 0; i < most; i++)
            {
                for (int k = 0; k < width; k++)
                    sum[k] += targets.Values[order[i], k];
                if (i + 1 != Math.Min(neighbours[next], most)) continue;
                for (int k = 0; k < width; k++)
                    outputs[next][(q * width) + k] = sum[k] / (i + 1);
                next++;
            }
        }

        return outputs.Max(output => truth.Score(new Matrix(answers.RowCount, width, output)));
    }

    private static double Distance(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += (x[i] - y[i]) * (x[i] - y[i]);
        return sum;
    }

    private static (int Contradictions, double Repetitions) Repeated(Dataset data, Targets targets)
    {
        var first = new Dictionary<string, string>();
        int count = 0, rows = Math.Min(data.Count, 5000);
        for (int i = 0; i < rows; i++)
        {
            string x = Key(data.Inputs.Row(i)), y = Key(targets.Values.Row(i));
            if (!first.TryAdd(x, y) && first[x] != y) count++;
        }

        return (count, (double)rows / first.Count);
    }

    private static string Key(ReadOnlySpan<double> row) =>
        Convert.ToBase64String(System.Runtime.InteropServices.MemoryMarshal.AsBytes(row));
}
