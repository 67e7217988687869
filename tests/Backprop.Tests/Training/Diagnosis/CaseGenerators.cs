using System.Text.Json.Nodes;

namespace Backprop.Tests.Training.Diagnosis;

/// <summary>The data of the cases, drawn from NumPy's generator: inputs, and either classes or numbers.</summary>
internal sealed class CaseGenerators(JsonObject parameters, RandomState r)
{
    private const double Pi = Math.PI;

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

    private (double[][], double[][], bool) Digits(int n, double noise, double top, int classes)
    {
        int[] labels = Labels(n, classes);
        double[][] x = Rows(n, () => new double[64]);
        for (int i = 0; i < n; i++)
        {
            int down = r.NextInteger(0, 3), right = r.NextInteger(0, 3);
            double ink = r.NextUniform(0.6, 1.0);
            for (int row = 0; row < 6; row++)
            {
                for (int column = 0; column < 6; column++)
                    x[i][((row + down) * 8) + column + right] = Glyphs.All[labels[i]][(row * 6) + column] == '#' ? ink : 0;
            }
        }

        foreach (double[] row in x)
        {
            for (int j = 0; j < 64; j++)
                row[j] += noise * r.NextGaussian();
        }

        return Classes([.. x.Select(row => row.Select(value => Math.Clamp(value, 0, 1) * top).ToArray())], labels);
    }

    private (double[][], double[][], bool) Iris(int n)
    {
        double[][] mean = [[5.0, 3.4, 1.5, 0.25], [5.9, 2.8, 4.3, 1.3], [6.6, 3.0, 5.5, 2.0]];
        double[][] deviation = [[.35, .38, .17, .10], [.51, .31, .46, .20], [.63, .32, .55, .27]];
        int[] labels = Labels(n, 3);
        double[] common = Gaussian(n);
        return Classes(
            Rows(n, i =>
            Draw(4, j => mean[labels[i]][j]
            + (deviation[labels[i]][j] * ((Math.Sqrt(.6) * common[i]) + (Math.Sqrt(.4) * r.NextGaussian()))))), labels);
    }

    private (double[][], double[][], bool) Moons(int n, double noise)
    {
        double[] t = Uniform(0, Pi, n);
        int[] labels = [.. Enumerable.Range(0, n).Select(i => i < n / 2 ? 0 : 1)];
        double[][] x = Rows(n, i => labels[i] == 0
            ? [Math.Cos(t[i]) + (noise * r.NextGaussian()), Math.Sin(t[i]) + (noise * r.NextGaussian())]
            : [1 - Math.Cos(t[i]) + (noise * r.NextGaussian()), 0.5 - Math.Sin(t[i]) + (noise * r.NextGaussian())]);
        int[] order = r.Permutation(n);
        return Classes([.. order.Select(i => x[i])], [.. order.Select(i => labels[i])]);
    }

    private (double[][], double[][], bool) Circles(int n, double noise, double factor)
    {
        int[] labels = Labels(n, 2);
        double[] t = Uniform(0, 2 * Pi, n);
        return Classes(
            Rows(n, i =>
            {
                double radius = labels[i] == 0 ? 1 : factor;
                return [(radius * Math.Cos(t[i])) + (noise * r.NextGaussian()), (radius * Math.Sin(t[i])) + (noise * r.NextGaussian())];
            }),
            labels);
    }

    private (double[][], double[][], bool) Spirals(int n, double noise, double turns)
    {
        int[] labels = Labels(n, 2);
        double[] u = [.. Uniform(0.02, 1, n).Select(Math.Sqrt)];
        return Classes(
            Rows(n, i =>
            {
                double t = (u[i] * turns * 2 * Pi) + (labels[i] * Pi);
                return [(u[i] * Math.Cos(t)) + (noise * r.NextGaussian()), (u[i] * Math.Sin(t)) + (noise * r.NextGaussian())];
            }),
            labels);
    }

    private (double[][], double[][], bool) Blobs(int n)
    {
        double[][] centers = [.. parameters["centers"]!.AsArray()
            .Select(center => center!.AsArray().Select(value => value!.GetValue<double>()).ToArray())];
        double std = Value("std");
        int[] labels;
        if (parameters["weights"] is null)
        {
            labels = Labels(n, centers.Length);
        }
        else
        {
            double[] cumulative = Numbers("weights");
            for (int k = 1; k < cumulative.Length; k++)
                cumulative[k] += cumulative[k - 1];
            labels = [.. Draw(n, r.NextDouble).Select(u => Array.FindIndex(cumulative, edge => u < edge / cumulative[^1]))];
            r.Shuffle<int>(labels);
        }

        return Classes(Rows(n, i => Draw(centers[0].Length, j => centers[labels[i]][j] + (std * r.NextGaussian()))), labels);
    }

    private (double[][], double[][], bool) Clusters(int n)
    {
        int features = Whole("features"), informative = Whole("informative"), classes = Whole("classes");
        double separation = Value("sep"), std = Value("std", 1);
        List<int[]> centers = [];
        var seen = new HashSet<string>();
        while (centers.Count < classes)
        {
            int[] corner = Integers(0, 2, informative);
            if (seen.Add(string.Concat(corner)) || seen.Count >= Math.Pow(2, informative)) centers.Add(corner);
        }

        int[] labels = Labels(n, classes);
        return Classes(
            Rows(n, i =>
            Draw(features, j => (r.NextGaussian() * std) + (j < informative ? ((2 * centers[labels[i]][j]) - 1) * separation : 0))),
            labels);
    }

    private (double[][], double[][], bool) Function(int n)
    {
        double low = Value("low"), high = Value("high"), noise = Value("noise", 0), step = (high - low) / (n - 1);
        double[] x = Flag("grid") ? Draw(n, i => i == n - 1 ? high : (i * step) + low) : Uniform(low, high, n);
        double[] z = Gaussian(n);
        var f = Functions[parameters["f"]!.GetValue<string>()];
        return (Rows(n, i => [x[i]]), Rows(n, i => [f(x[i]) + (noise * (Flag("cubic_noise") ? z[i] * z[i] * z[i] : z[i]))]), false);
    }

    private (double[][], double[][], bool) Linear(int n)
    {
        int features = Whole("features"), outputs = Whole("outputs", 1);
        double[][] x = Rows(n, () => Gaussian(features));
        double[][] w =
            Rows(features, i => i < Whole("informative") ? [.. Uniform(0, 1, outputs).Select(u => Value("scale", 100) * u)]
            : new double[outputs]);
        return (x,
            Rows(n, i =>
            Draw(outputs, k => Enumerable.Range(0, features).Sum(j => x[i][j] * w[j][k]) + (Value("noise", 0) * r.NextGaussian()))), false);
    }

    private (double[][], double[][], bool) FirstOfUniform(int n)
    {
        double[][] x = Uniform(-1, 1, n, Whole("features"));
        return (x, Rows(n, i => [x[i][Whole("index")]]), false);
    }

    private (double[][], double[][], bool) Noise(int n)
    {
        double[][] x = Uniform(Value("xlow"), Value("xhigh"), n, Whole("features")), y =
            Uniform(Value("ylow"), Value("yhigh"), n, Whole("outputs", 1));
        return Flag("integer") ? (Floor(x), Floor(y), false) : (x, y, false);
    }

    private (double[][], double[][], bool) Threshold(int n)
    {
        double[] x = Uniform(Value("low"), Value("high"), n);
        return Classes(Rows(n, i => [x[i]]), [.. x.Select(value => value < Value("at") ? 1 : 0)]);
    }

    private (double[][], double[][], bool) TwoBoxes(int n)
    {
        double[][][] boxes = [.. new[] { "box0", "box1" }.Select(box => Uniform(Numbers(box)[0], Numbers(box)[1], n / 2, 2))];
        return Classes(Rows(n / 2 * 2, i => boxes[i % 2][i / 2]), [.. Enumerable.Range(0, n / 2 * 2).Select(i => i % 2)]);
    }

    private (double[][], double[][], bool) BitShuffle(int bits)
    {
        double[][] x = Rows(1 << bits, i => Draw(bits, k => (i >> (bits - 1 - k)) & 1));
        return (x, [.. r.Permutation(x.Length).Select(i => x[i])], false);
    }

    private (double[][], double[][], bool) Modulo(int n)
    {
        int bits = Whole("bits");
        double[][] x = Rows(n, () => [.. Integers(0, 2, bits).Select(bit => (double)bit)]);
        return (x, Rows(n, i =>
        {
            int value = Enumerable.Range(0, bits).Sum(k => (int)x[i][k] << k) % Whole("m");
            return Draw(bits, k => (value >> k) & 1);
        }), false);
    }

    private static (double[][], double[][], bool) Parity(int bits)
    {
        double[][] x = Rows(1 << bits, i => Draw(bits, k => (i >> k) & 1));
        return Classes(x, [.. x.Select(row => (int)row.Sum() % 2)]);
    }

    private (double[][], double[][], bool) SineDirection(int n)
    {
        double[] s = Draw(n + 1, t => Math.Sin(t * Value("step")));
        return Classes(Rows(n, i => [s[i + 1], s[i]]), [.. Enumerable.Range(0, n).Select(i => s[i + 1] >= s[i] ? 1 : 0)]);
    }

    private (double[][], double[][], bool) Packets(int n)
    {
        int[] labels = Labels(n, 2), source = Integers(0, 2, n), ports = Integers(0, 3, n), other = Integers(0, 3, n), port =
            Integers(0, 2, n), full = Integers(0, 2, n), payload = Integers(0, 4, n);
        double[] usual = [524544, 524032, 524288], strange = [8192, 525568, 525558], values = [0, 1, 61, 65280];
        return Classes(
            Rows(n, i =>
            [
                labels[i] == 0
                    ? 3232235773 + (5 * source[i]) : 3232235781, 3232235779, 6, 128, labels[i] == 0 ? usual[ports[i]] : strange[other[i]],
                port[i] == 0
                    ? 502 : labels[i] == 0
                    ? 56783 : 55924, 12 * full[i], full[i] * values[payload[i]], full[i] * (labels[i] == 0 ? 6 : 5), 0,
                    full[i] * (labels[i] == 0 ? 206 : 101),
            ]),
            labels);
    }

    private (double[][], double[][], bool) Census(int n)
    {
        double[] age = Uniform(17, 80, n), weight = Draw(n, () => Math.Exp(12 + (.5 * r.NextGaussian())));
        int[] education = Integers(1, 17, n);
        double[] hours = Draw(n, () => Math.Clamp(40 + (12 * r.NextGaussian()), 5, 90)), chance = Draw(n, r.NextDouble), logNormal =
            Draw(n, () => Math.Exp(8.5 + r.NextGaussian()));
        double[] gain = Draw(n, i => chance[i] < .08 ? logNormal[i] : 0);
        double[][] codes = Rows(n, () => [.. Integers(0, 9, 9).Select(code => (double)code)]);
        double[] logistic = Draw(n, NextLogistic);
        return Classes(
            Rows(n, i => [age[i], weight[i], education[i], gain[i], hours[i], .. codes[i]]),
            [
                .. Enumerable.Range(0, n)
                    .Select(i => (.05 * (age[i] - 40)) - (.0012 * (age[i] - 48) * (age[i] - 48)) + (.33 * (education[i] - 10))
                    + (.04 * (hours[i] - 40))
                    + (.0006 * gain[i]) + (.35 * (codes[i][0] > 6 ? 1 : 0)) - 1.1 + (.6 * logistic[i]) > 0 ? 1 : 0),
            ]);
    }

    private (double[][], double[][], bool) Prices(int n)
    {
        int features = Whole("features");
        double[][] x = Uniform(0, 1, n, features);
        return (x,
            Rows(n, i =>
            [Value("base")
            + (Value("spread") * (Enumerable.Range(0, features).Sum(j => x[i][j] * (1 - (.8 * j / (features - 1))))
            + (.3 * Math.Sin(4 * x[i][0]))))]), false);
    }

    private double NextLogistic()
    {
        double u;
        do u = r.NextDouble();
        while (u == 0);
        return Math.Log(u / (1 - u));
    }

    private static readonly Dictionary<string, Func<double, double>> Functions = new()
    {
        ["x^2+3"] = x => (x * x) + 3,
        ["5x^2"] = x => 5 * x * x,
        ["x^4"] = x => x * x * x * x,
        ["x^4+x^3-x"] = x => (x * x * x * x) + (x * x * x) - x,
        ["5x"] = x => 5 * x,
        ["sin"] = Math.Sin,
        ["sin(3x)"] = x => Math.Sin(3 * x),
        ["0.5x"] = x => 0.5 * x,
        ["x^2"] = x => x * x,
        ["abs"] = Math.Abs,
        ["2x-1"] = x => (2 * x) - 1,
        ["quintic"] = x =>
            0.05 * ((15.72807 * x) - (7.273893 * x * x) + (1.4912 * Math.Pow(x, 3)) - (0.1384615 * Math.Pow(x, 4))
            + (0.00474359 * Math.Pow(x, 5))),
        ["sin(x)*x/4"] = x => Math.Sin(x) * x / 4,
    };

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
