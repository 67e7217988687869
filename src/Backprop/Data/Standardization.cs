using System.Runtime.CompilerServices;

namespace Backprop;

/// <summary>
/// Scales each input to mean 0 and standard deviation 1: x ← (x − mean) / deviation. It is fitted on the training data
/// only, then applied to training and test data alike: the test data must not leak into the training.
/// </summary>
/// <param name="Mean">The mean of each column, one entry per input.</param>
/// <param name="Deviation">
/// The standard deviation of each column over all N samples (<c>np.std</c>); 0 for a constant column, which is only centred.
/// </param>
/// <example>
/// <code>
/// var (training, test) = Dataset.Iris.Split(0.8, seed: 1);
/// var scaling = Standardization.Of(training);
/// (training, test) = (scaling.Apply(training), scaling.Apply(test));
/// </code>
/// </example>
public sealed record Standardization(Vector Mean, Vector Deviation)
{
    /// <summary>The mean of each column, one entry per input.</summary>
    public Vector Mean { get; } = Mean ?? throw new ArgumentNullException(nameof(Mean));

    /// <summary>
    /// The standard deviation of each column over all N samples (<c>np.std</c>); 0 for a constant column, which is only centred.
    /// </summary>
    /// <exception cref="ArgumentException">There is not one of 0 or above for each input.</exception>
    public Vector Deviation { get; } = Deviation?.Count == Mean.Count && Deviation.All(deviation => deviation >= 0)
        ? Deviation
        : throw new ArgumentException(
            $"Deviation has {Deviation?.Count ?? 0} entries but there must be one, 0 or above, for each of the {Mean.Count} means.",
            nameof(Deviation));

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
    public Matrix Apply(Matrix inputs) => Each(inputs, (x, mean, deviation) => (x - mean) / deviation);

    /// <summary>The scaled input of a single sample.</summary>
    /// <param name="input">x, one entry per input.</param>
    /// <exception cref="ArgumentException">It has another number of entries.</exception>
    public Vector Apply(Vector input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Vector.Create(Apply(Matrix.OneRow(input)).Values);
    }

    /// <summary>The inputs before they were scaled: x·deviation + mean.</summary>
    /// <param name="scaled">N × inputs.</param>
    /// <exception cref="ArgumentException">It has another number of columns.</exception>
    public Matrix Inverse(Matrix scaled) => Each(scaled, (x, mean, deviation) => (x * deviation) + mean);

    /// <summary>The input of a single sample before it was scaled.</summary>
    /// <param name="scaled">One entry per input.</param>
    /// <exception cref="ArgumentException">It has another number of entries.</exception>
    public Vector Inverse(Vector scaled)
    {
        ArgumentNullException.ThrowIfNull(scaled);
        return Vector.Create(Inverse(Matrix.OneRow(scaled)).Values);
    }

    /// <summary>A function of each entry and its column's mean and deviation, which is 1 for a constant column.</summary>
    private Matrix Each(
        Matrix inputs, Func<double, double, double, double> function, [CallerArgumentExpression(nameof(inputs))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(inputs, name);
        if (inputs.ColumnCount != Mean.Count)
        {
            throw new ArgumentException(
                $"{name} has {inputs.ColumnCount} columns but the standardization was fitted to {Mean.Count}.", name);
        }

        double[] results = new double[inputs.Values.Length];
        for (int i = 0; i < results.Length; i++)
        {
            int j = i % inputs.ColumnCount;
            results[i] = function(inputs.Values[i], Mean[j], Deviation[j] == 0 ? 1 : Deviation[j]);
        }

        return new Matrix(inputs.RowCount, inputs.ColumnCount, results);
    }
}
