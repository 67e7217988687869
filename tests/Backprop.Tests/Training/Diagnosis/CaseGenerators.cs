using System.Text.Json.Nodes;

namespace Backprop.Tests.Training.Diagnosis;

/// <summary>The data of the cases, drawn from NumPy's generator: inputs, and either classes or numbers.</summary>
internal sealed partial class CaseGenerators(JsonObject parameters, RandomState r)
{
    public (double[][] X, double[][] Y, bool AreClasses) Generate(string generator)
    {
        int n = Whole("n", 0);
        return generator switch
        {
            "digits" => Digits(n, Value("noise", 0.15), Value("top", 1), Whole("classes", 10)),
            "iris_like" => Iris(n),
            "moons" => Moons(n, Value("noise")),
            "circles" => Circles(n, Value("noise"), Value("factor")),
            "spirals" => Spirals(n, Value("noise"), Value("turns")),
            "blobs" => Blobs(n),
            "clusters" => Clusters(n),
            "function" => Function(n),
            "linear" => Linear(n),
            "first_of_uniform" => FirstOfUniform(n),
            "noise" => Noise(n),
            "threshold" => Threshold(n),
            "two_boxes" => TwoBoxes(n),
            "bit_shuffle" => BitShuffle(Whole("bits")),
            "mod" => Modulo(n),
            "parity" => Parity(Whole("bits")),
            "sine_direction" => SineDirection(n),
            "packets" => Packets(n),
            "census" => Census(n),
            "prices" => Prices(n),
            _ => throw new NotSupportedException(generator),
        };
    }

    private double Value(string name) => parameters[name]!.GetValue<double>();

    private double Value(string name, double usual) => parameters[name]?.GetValue<double>() ?? usual;

    private int Whole(string name) => (int)Value(name);

    private int Whole(string name, int usual) => (int)Value(name, usual);

    private bool Flag(string name) => parameters[name]?.GetValue<bool>() ?? false;

    private double[] Numbers(string name) => [.. parameters[name]!.AsArray().Select(value => value!.GetValue<double>())];

    private double[] Uniform(double low, double high, int n) => Draw(n, () => r.NextUniform(low, high));

    private double[][] Uniform(double low, double high, int n, int columns) => Rows(n, () => Uniform(low, high, columns));

    private double[] Gaussian(int n) => Draw(n, r.NextGaussian);

    private int[] Integers(int low, int high, int n)
    {
        int[] numbers = new int[n];
        for (int i = 0; i < n; i++)
            numbers[i] = r.NextInteger(low, high);
        return numbers;
    }

    private int[] Labels(int n, int classes)
    {
        int[] labels = [.. Enumerable.Range(0, n).Select(i => i % classes)];
        r.Shuffle<int>(labels);
        return labels;
    }

    private static (double[][], double[][], bool) Classes(double[][] x, int[] labels) =>
        (x, [.. labels.Select(label => new double[] { label })], true);

    private static double[][] Floor(double[][] rows) => [.. rows.Select(row => row.Select(Math.Floor).ToArray())];

    private static double[] Draw(int n, Func<double> next) => Draw(n, _ => next());

    private static double[] Draw(int n, Func<int, double> next)
    {
        double[] numbers = new double[n];
        for (int i = 0; i < n; i++)
            numbers[i] = next(i);
        return numbers;
    }

    private static double[][] Rows(int n, Func<double[]> next) => Rows(n, _ => next());

    private static double[][] Rows(int n, Func<int, double[]> next)
    {
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++)
            rows[i] = next(i);
        return rows;
    }
}
