namespace Backprop;

/// <summary>What the targets of a data set are.</summary>
internal enum TargetKind
{
    /// <summary>Numbers to be predicted.</summary>
    Numbers,

    /// <summary>One of two classes in a single column: 0 and 1, or −1 and 1.</summary>
    TwoClasses,

    /// <summary>One of several classes, one-hot.</summary>
    Classes,

    /// <summary>Several columns of 0 and 1, independent of each other.</summary>
    Bits,
}

/// <summary>The targets of a data set: what they are, and how well outputs hit them.</summary>
internal sealed class Targets
{
    private readonly double middle;

    public Targets(Matrix values)
    {
        Values = values;
        var entries = values.Values;
        (Low, High) = (double.PositiveInfinity, double.NegativeInfinity);
        double sum = 0, squares = 0;
        bool onlyBits = true;
        foreach (double value in entries)
        {
            (Low, High) = (Math.Min(Low, value), Math.Max(High, value));
            sum += value;
            squares += value * value;
            onlyBits &= value is 0 or 1;
        }

        Mean = sum / entries.Length;
        RootMeanSquare = Math.Sqrt(squares / entries.Length);
        Deviation = Math.Sqrt(Math.Max(0, (squares / entries.Length) - (Mean * Mean)));
        bool twoValues = values.ColumnCount == 1 && High > Low && All(value => value == Low || value == High);
        Kind = values.ColumnCount > 1 && Classification.HasClasses(values) ? TargetKind.Classes
            : values.ColumnCount > 1 && onlyBits ? TargetKind.Bits
            : values.ColumnCount == 1 && (onlyBits || (twoValues && (Low, High) is (-1, 1) or (0, 1))) ? TargetKind.TwoClasses
            : TargetKind.Numbers;
        middle = Low < 0 ? 0 : 0.5;
    }

    public Matrix Values { get; }

    public TargetKind Kind { get; }

    public bool AreClasses => Kind is TargetKind.Classes or TargetKind.TwoClasses;

    public double Low { get; }

    public double High { get; }

    public double Mean { get; }

    public double RootMeanSquare { get; }

    public double Deviation { get; }

    /// <summary>What <see cref="Score"/> measures.</summary>
    public string Measure => Kind == TargetKind.Numbers ? "R²" : "accuracy";

    /// <summary>The class of a row; 0 where there are none.</summary>
    public int ClassOf(ReadOnlySpan<double> row) => Kind switch
    {
        TargetKind.Classes => Classification.ClassOf(row),
        TargetKind.TwoClasses => row[0] >= middle ? 1 : 0,
        _ => 0,
    };

    /// <summary>The class of each row.</summary>
    public int[] ClassesOf(Matrix rows) => [.. Enumerable.Range(0, rows.RowCount).Select(i => ClassOf(rows.Row(i)))];

    /// <summary>How well outputs hit these targets: the fraction of classes that are right, or R² = 1 − Σ(ŷ − y)² / Σ(y − ȳ)².</summary>
    public double Score(Matrix output)
    {
        if (AreClasses)
            return Enumerable.Range(0, output.RowCount).Average(i => ClassOf(output.Row(i)) == ClassOf(Values.Row(i)) ? 1.0 : 0);
        if (Kind == TargetKind.Bits)
        {
            int right = 0;
            for (int i = 0; i < output.Values.Length; i++)
                right += (output.Values[i] >= 0.5) == (Values.Values[i] >= 0.5) ? 1 : 0;
            return (double)right / output.Values.Length;
        }

        double error = 0, total = 0;
        for (int k = 0; k < Values.ColumnCount; k++)
        {
            double mean = Enumerable.Range(0, Values.RowCount).Average(i => Values[i, k]);
            for (int i = 0; i < Values.RowCount; i++)
            {
                error += (output[i, k] - Values[i, k]) * (output[i, k] - Values[i, k]);
                total += (Values[i, k] - mean) * (Values[i, k] - mean);
            }
        }

        return total > 0 ? 1 - (error / total) : 0;
    }

    /// <summary>The score of always giving the same answer.</summary>
    public double Trivial()
    {
        if (AreClasses) return ClassesOf(Values).CountBy(k => k).Max(group => group.Value) / (double)Values.RowCount;
        return Kind == TargetKind.Bits ? Math.Max(Mean, 1 - Mean) : 0;
    }

    private bool All(Func<double, bool> holds)
    {
        foreach (double value in Values.Values)
        {
            if (!holds(value)) return false;
        }

        return true;
    }
}
