namespace Backprop;

/// <summary>How often samples of each class were taken for which class, with the measures that follow from it.</summary>
public sealed partial class ConfusionMatrix
{
    private readonly int[,] counts;

    private ConfusionMatrix(IReadOnlyList<string> classNames, int[,] counts)
    {
        ClassNames = classNames;
        this.counts = counts;
    }

    /// <summary>The names of the classes.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The number of samples.</summary>
    public int Total => counts.Cast<int>().Sum();

    /// <summary>The fraction of samples whose class was recognized.</summary>
    public double Accuracy => (double)Enumerable.Range(0, ClassNames.Count).Sum(k => counts[k, k]) / Total;

    /// <summary>How many samples of class <paramref name="actual"/> were taken for class <paramref name="predicted"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public int this[int actual, int predicted]
    {
        get
        {
            ThrowIfNotAClass(actual, nameof(actual), nameof(actual), ClassNames);
            ThrowIfNotAClass(predicted, nameof(predicted), nameof(predicted), ClassNames);
            return counts[actual, predicted];
        }
    }

    /// <summary>Tests a network: the predicted class is the largest output, or with a single output whether it is at least ½.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">Samples with classes as targets.</param>
    /// <exception cref="ArgumentException">The targets are not classes, or the data do not fit the network.</exception>
    public static ConfusionMatrix Of(Network network, Dataset data)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        data.ThrowIfWithoutClasses(nameof(data));
        network.ThrowIfNotFor(data, nameof(data));
        return Of(data.Classes, network.Classify(data.Inputs), data.ClassNames);
    }

    /// <summary>Counts pairs of classes.</summary>
    /// <param name="actual">The class of each sample, from 0.</param>
    /// <param name="predicted">The class it was taken for.</param>
    /// <param name="classNames">A name for each class.</param>
    /// <exception cref="ArgumentException">The lists differ in length or are empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class has no name.</exception>
    public static ConfusionMatrix Of(IReadOnlyList<int> actual, IReadOnlyList<int> predicted, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(actual);
        ArgumentNullException.ThrowIfNull(predicted);
        ArgumentNullException.ThrowIfNull(classNames);
        if (actual.Count == 0)
            throw new ArgumentException("actual is empty; a confusion matrix needs at least one sample.", nameof(actual));
        if (actual.Count != predicted.Count)
        {
            throw new ArgumentException(
                $"predicted has {predicted.Count} entries but actual has {actual.Count}; there must be one for each sample.",
                nameof(predicted));
        }

        int[,] counts = new int[classNames.Count, classNames.Count];
        for (int i = 0; i < actual.Count; i++)
        {
            ThrowIfNotAClass(actual[i], $"actual[{i}]", nameof(actual), classNames);
            ThrowIfNotAClass(predicted[i], $"predicted[{i}]", nameof(predicted), classNames);
            counts[actual[i], predicted[i]]++;
        }

        return new ConfusionMatrix([.. classNames], counts);
    }

    /// <summary>Of the samples taken for this class, the fraction that is of this class; NaN if there are none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double Precision(int k) => Fraction(k, Enumerable.Range(0, ClassNames.Count).Select(actual => (actual, k)));

    /// <summary>Of the samples of this class, the fraction that was recognized; NaN if there are none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double Recall(int k) => Fraction(k, Enumerable.Range(0, ClassNames.Count).Select(predicted => (k, predicted)));

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"{Total} samples, {ClassNames.Count} classes, accuracy {Accuracy:P1}");

    private double Fraction(int k, IEnumerable<(int Actual, int Predicted)> cells)
    {
        ThrowIfNotAClass(k, nameof(k), nameof(k), ClassNames);
        return (double)counts[k, k] / cells.Sum(cell => counts[cell.Actual, cell.Predicted]);
    }

    private static void ThrowIfNotAClass(int k, string what, string parameterName, IReadOnlyList<string> classNames)
    {
        if ((uint)k >= (uint)classNames.Count)
        {
            throw new ArgumentOutOfRangeException(
                parameterName, k, $"{what} is {k}; with {classNames.Count} classes it must be from 0 to {classNames.Count - 1}.");
        }
    }
}
