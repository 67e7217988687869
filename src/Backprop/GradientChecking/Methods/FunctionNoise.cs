namespace Backprop;

/// <summary>
/// How far rounding sets the values of a function off, whatever precision it computes in: from fourth differences at neighbouring points,
/// in which a smooth function leaves nothing.
/// </summary>
/// <remarks>J. Moré and S. Wild, Estimating Computational Noise, SIAM Journal on Scientific Computing 33 (2011).</remarks>
internal static class FunctionNoise
{
    private const int Points = 9;

    /// <summary>The standard deviation of the values around x; 0 if they are not finite.</summary>
    public static double Of(Func<double, double> function, double x)
    {
        double step = Math.ScaleB(Math.Max(Math.Abs(x), 1.0 / 1024), -22);
        double[] values = [.. Enumerable.Range(0, Points).Select(k => function(x + ((k - (Points / 2)) * step)))];
        for (int order = 1; order <= 4; order++)
        {
            for (int k = 0; k < Points - order; k++)
                values[k] = values[k + 1] - values[k];
        }

        double sum = 0;
        for (int k = 0; k < Points - 4; k++)
            sum += values[k] * values[k];
        double noise = Math.Sqrt(sum / (Points - 4) / 70);
        return double.IsFinite(noise) ? noise : 0;
    }

    /// <summary>The median over some points, relative to the values there: a point on a kink does not count.</summary>
    public static double Relative(Func<double, double> function, ReadOnlySpan<double> points)
    {
        var found = new List<double>();
        for (int i = 0; i < points.Length; i += Math.Max(1, points.Length / 15))
        {
            double size = Math.Abs(function(points[i]));
            if (size > 1e-300) found.Add(Of(function, points[i]) / size);
        }

        return found.Count == 0 ? 0 : found.Order().ElementAt(found.Count / 2);
    }
}
