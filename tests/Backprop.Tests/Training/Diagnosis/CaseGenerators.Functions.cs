namespace Backprop.Tests.Training.Diagnosis;

/// <content>Targets that are a function of the inputs, or have nothing to do with them.</content>
internal sealed partial class CaseGenerators
{
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
        int features = Whole("features"), outputs = Whole("outputs", 1), informative = Whole("informative");
        double[][] x = Rows(n, () => Gaussian(features));
        double[][] w = Rows(
            features, i => i < informative ? [.. Uniform(0, 1, outputs).Select(u => Value("scale", 100) * u)] : new double[outputs]);
        return (x, Rows(n, i => Draw(outputs, k => Product(i, k) + (Value("noise", 0) * r.NextGaussian()))), false);

        double Product(int i, int k) => Enumerable.Range(0, features).Sum(j => x[i][j] * w[j][k]);
    }

    private (double[][], double[][], bool) FirstOfUniform(int n)
    {
        double[][] x = Uniform(-1, 1, n, Whole("features"));
        return (x, Rows(n, i => [x[i][Whole("index")]]), false);
    }

    private (double[][], double[][], bool) Noise(int n)
    {
        double[][] x = Uniform(Value("xlow"), Value("xhigh"), n, Whole("features"));
        double[][] y = Uniform(Value("ylow"), Value("yhigh"), n, Whole("outputs", 1));
        return Flag("integer") ? (Floor(x), Floor(y), false) : (x, y, false);
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
}
