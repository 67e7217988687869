namespace Backprop.Tests.Training.Diagnosis;

/// <content>Tables and pictures like those that are trained on in practice.</content>
internal sealed partial class CaseGenerators
{
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
        return Classes(Rows(n, i => Draw(4, j => mean[labels[i]][j] + (deviation[labels[i]][j] * Correlated(common[i])))), labels);
    }

    /// <summary>A normal number that has a correlation of 0.6 with the others made of the same one.</summary>
    private double Correlated(double common) => (Math.Sqrt(.6) * common) + (Math.Sqrt(.4) * r.NextGaussian());

    private (double[][], double[][], bool) Packets(int n)
    {
        int[] labels = Labels(n, 2), source = Integers(0, 2, n), ports = Integers(0, 3, n), other = Integers(0, 3, n);
        int[] port = Integers(0, 2, n), full = Integers(0, 2, n), payload = Integers(0, 4, n);
        double[] usual = [524544, 524032, 524288], strange = [8192, 525568, 525558], values = [0, 1, 61, 65280];
        return Classes(Rows(n, i => Packet(i, labels[i] == 0)), labels);

        double[] Packet(int i, bool isUsual) =>
        [
            isUsual ? 3232235773 + (5 * source[i]) : 3232235781,
            3232235779,
            6,
            128,
            isUsual ? usual[ports[i]] : strange[other[i]],
            port[i] == 0 ? 502 : isUsual ? 56783 : 55924,
            12 * full[i],
            full[i] * values[payload[i]],
            full[i] * (isUsual ? 6 : 5),
            0,
            full[i] * (isUsual ? 206 : 101),
        ];
    }

    private (double[][], double[][], bool) Census(int n)
    {
        double[] age = Uniform(17, 80, n), weight = Draw(n, () => Math.Exp(12 + (.5 * r.NextGaussian())));
        int[] education = Integers(1, 17, n);
        double[] hours = Draw(n, () => Math.Clamp(40 + (12 * r.NextGaussian()), 5, 90)), chance = Draw(n, r.NextDouble);
        double[] logNormal = Draw(n, () => Math.Exp(8.5 + r.NextGaussian())), gain = Draw(n, i => chance[i] < .08 ? logNormal[i] : 0);
        double[][] codes = Rows(n, () => [.. Integers(0, 9, 9).Select(code => (double)code)]);
        double[] logistic = Draw(n, NextLogistic);
        return Classes(
            Rows(n, i => [age[i], weight[i], education[i], gain[i], hours[i], .. codes[i]]),
            [.. Enumerable.Range(0, n).Select(i => Score(i) > 0 ? 1 : 0)]);

        double Score(int i) =>
            (.05 * (age[i] - 40)) - (.0012 * (age[i] - 48) * (age[i] - 48)) + (.33 * (education[i] - 10)) + (.04 * (hours[i] - 40))
            + (.0006 * gain[i]) + (.35 * (codes[i][0] > 6 ? 1 : 0)) - 1.1 + (.6 * logistic[i]);
    }

    private (double[][], double[][], bool) Prices(int n)
    {
        int features = Whole("features");
        double[][] x = Uniform(0, 1, n, features);
        return (x, Rows(n, i => [Value("base") + (Value("spread") * Worth(x[i]))]), false);

        double Worth(double[] home) =>
            Enumerable.Range(0, features).Sum(j => home[j] * (1 - (.8 * j / (features - 1)))) + (.3 * Math.Sin(4 * home[0]));
    }

    private double NextLogistic()
    {
        double u;
        do u = r.NextDouble();
        while (u == 0);
        return Math.Log(u / (1 - u));
    }
}
