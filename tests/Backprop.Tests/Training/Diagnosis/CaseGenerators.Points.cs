namespace Backprop.Tests.Training.Diagnosis;

/// <content>Classes of points: where they lie says to which they belong.</content>
internal sealed partial class CaseGenerators
{
    private (double[][], double[][], bool) Moons(int n, double noise)
    {
        double[] t = Uniform(0, Math.PI, n);
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
        double[] t = Uniform(0, 2 * Math.PI, n);
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
                double t = (u[i] * turns * 2 * Math.PI) + (labels[i] * Math.PI);
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
        return Classes(Rows(n, i => Draw(features, j => (r.NextGaussian() * std) + Center(i, j))), labels);

        double Center(int i, int j) => j < informative ? ((2 * centers[labels[i]][j]) - 1) * separation : 0;
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

    private (double[][], double[][], bool) SineDirection(int n)
    {
        double[] s = Draw(n + 1, t => Math.Sin(t * Value("step")));
        return Classes(Rows(n, i => [s[i + 1], s[i]]), [.. Enumerable.Range(0, n).Select(i => s[i + 1] >= s[i] ? 1 : 0)]);
    }
}
