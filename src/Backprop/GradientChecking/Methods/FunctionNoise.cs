using System.Numerics.Tensors;

namespace Backprop;

/// <summary>
/// How far rounding sets the values of a function off, whatever precision it computes in: from fourth differences at neighbouring points,
/// in which a smooth function leaves nothing.
/// </summary>
/// <remarks>J. Moré and S. Wild, Estimating Computational Noise, SIAM Journal on Scientific Computing 33 (2011).</remarks>
internal static class FunctionNoise
{
    private const int Points = 9;
    private const int Levels = 4;

    /// <summary>The noise of a function of a vector is measured with at most so many of its parameters.</summary>
    private const int Probed = 16;

    /// <summary>What single precision does to a value of 1.</summary>
    private const double SinglePrecision = 1.0 / (1 << 23);

    /// <summary>What rounding does to a value at least: a few units in its last place.</summary>
    public static double Least(double value) =>
        value == 0 ? 0 : Math.Max(16.0 / (1L << 53) * Math.Abs(value), 16 * double.Epsilon);

    /// <summary>
    /// How far rounding sets values of a function of a vector off. Measured a little beside theta, which may lie on a kink. A function that
    /// computes in single precision may not show it at theta, where it is saturated, so it is looked for nearer to 0.
    /// </summary>
    public static double Of(Func<double[], double> function, double[] theta, double value)
    {
        double[] nearer = [.. theta.Select(x => x * 0.113)];
        double size = Math.Max(Math.Abs(value), Math.Abs(function(nearer)));
        double measured = Largest(theta), elsewhere = Largest(nearer);
        bool isSingle = Math.Max(measured, elsewhere) > SinglePrecision / 128 * size;
        return Math.Max(Math.Max(Least(value), measured), isSingle ? Math.Max(elsewhere, SinglePrecision * Math.Abs(value)) : 0);

        double Largest(double[] at) =>
            Enumerable.Range(0, at.Length).Where(i => i % ((at.Length + Probed - 1) / Probed) == 0).Max(i => Along(at, i));

        double Along(double[] at, int i)
        {
            double beside = Math.Max(1, Math.Abs(at[i])) / 2700;
            double[] moved = (double[])at.Clone();
            return 4 * Of(
                x =>
                {
                    moved[i] = x + beside;
                    return function(moved);
                }, at[i]);
        }
    }

    /// <summary>
    /// The standard deviation of the values around x; 0 if they are not finite. Fourth differences that grow with the step as those of a
    /// smooth function do are no rounding: then the points are too far apart, and nearer ones are taken.
    /// </summary>
    public static double Of(Func<double, double> function, double x)
    {
        double step = Math.ScaleB(Math.Max(Math.Abs(x), 1.0 / 1024), -22), noise = 0;

        // All values equal: a saturated function in single precision has the next one only farther away. What a kink there leaves would
        // grow with the step.
        if (Deviation(function, x, step) == 0)
        {
            double near = Deviation(function, x, 16 * step), far = Deviation(function, x, 64 * step);
            if (near > 0 && far <= 3 * near && near <= 8 * SinglePrecision * Math.Abs(function(x))) return Math.Max(near, far);
        }

        for (int level = 0; level < Levels; level++, step /= 64)
        {
            double wider = Deviation(function, x, 4 * step);
            noise = Deviation(function, x, step);
            if (double.IsFinite(noise) && wider <= 16 * noise) return noise;
        }

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

    private static double Deviation(Func<double, double> function, double x, double step)
    {
        double[] values = [.. Enumerable.Range(0, Points).Select(k => function(x + ((k - (Points / 2)) * step)))];
        for (int order = 1; order <= 4; order++)
        {
            for (int k = 0; k < Points - order; k++)
                values[k] = values[k + 1] - values[k];
        }

        var differences = values.AsSpan(0, Points - 4);
        double largest = Math.Abs(TensorPrimitives.MaxMagnitude<double>(differences));
        if (largest == 0) return 0;
        TensorPrimitives.Divide(differences, largest, differences);
        return largest * Math.Sqrt(TensorPrimitives.SumOfSquares<double>(differences) / (Points - 4) / 70);
    }
}
