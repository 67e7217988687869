namespace Backprop.Benchmarks;

/// <summary>Several measurements of the same thing.</summary>
internal sealed class Series
{
    private readonly List<double> values = [];

    public bool IsEmpty => values.Count == 0;

    public double Min => values.Min();

    public double Max => values.Max();

    public double Median
    {
        get
        {
            double[] sorted = [.. values.Order()];
            return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    public void Add(double value) => values.Add(value);
}
