namespace Backprop;

/// <summary>
/// Scales each input to mean 0 and standard deviation 1: x ← (x − mean) / deviation. It is fitted on the training data
/// only, then applied to training and test data alike: the test data must not leak into the training.
/// </summary>
/// <param name="Mean">The mean of each column, one entry per input.</param>
/// <param name="Deviation">The standard deviation of each column over all N samples (<c>np.std</c>); 0 for a constant column, which is only centred.</param>
/// <example>
/// <code>
/// var (training, test) = Dataset.Iris.Split(0.8, seed: 1);
/// var scaling = Standardization.Of(training);
/// (training, test) = (scaling.Apply(training), scaling.Apply(test));
/// </code>
/// </example>
public sealed record Standardization(Vector Mean, Vector Deviation)
{
    /// <summary>The mean and standard deviation of each input.</summary>
    /// <param name="training">The samples to fit.</param>
    public static Standardization Of(Dataset training)
    {
        ArgumentNullException.ThrowIfNull(training);
        var x = training.Inputs;
        var (mean, deviation) = (new double[x.ColumnCount], new double[x.ColumnCount]);
        for (int j = 0; j < x.ColumnCount; j++)
        {
            double[] column = [.. Enumerable.Range(0, x.RowCount).Select(i => x[i, j])];
            bool isConstant = column.All(value => value == column[0]);
            mean[j] = isConstant ? column[0] : column.Average();
            deviation[j] = isConstant ? 0 : Math.Sqrt(column.Average(value => (value - mean[j]) * (value - mean[j])));
        }

        return new Standardization(new Vector(mean), new Vector(deviation));
    }

    /// <summary>The data set with scaled inputs.</summary>
    /// <exception cref="ArgumentException">It has another number of inputs.</exception>
    public Dataset Apply(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return data.WithInputs(Apply(data.Inputs));
    }

    /// <summary>Scaled inputs.</summary>
    /// <param name="inputs">N × inputs.</param>
    /// <exception cref="ArgumentException">It has another number of columns.</exception>
    public Matrix Apply(Matrix inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.ColumnCount != Mean.Count)
            throw new ArgumentException($"inputs has {inputs.ColumnCount} columns but the standardization was fitted to {Mean.Count}.", nameof(inputs));
        double[] scaled = new double[inputs.Values.Length];
        for (int i = 0; i < scaled.Length; i++)
        {
            int j = i % inputs.ColumnCount;
            scaled[i] = (inputs.Values[i] - Mean[j]) / (Deviation[j] == 0 ? 1 : Deviation[j]);
        }

        return new Matrix(inputs.RowCount, inputs.ColumnCount, scaled);
    }
}
