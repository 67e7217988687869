namespace Backprop;

/// <summary>What the values of a function next to a point look like.</summary>
internal enum Shape
{
    /// <summary>They go with the measured derivative, as near to the point as double precision shows it.</summary>
    Smooth,

    /// <summary>They do so down to the rounding of single precision.</summary>
    SinglePrecision,

    /// <summary>
    /// They do not: the function has steps, jumps or noise there, and what was measured over larger steps is no derivative.
    /// </summary>
    Irregular,
}

/// <summary>
/// Whether a function of one step, t ↦ f(θ + t), really has the derivative that was measured: extrapolation sees only a few steps, all
/// powers of two, and is blind to stairs finer than those, to jumps at the point and to what repeats with them.
/// </summary>
/// <param name="at">f(θ + t).</param>
/// <param name="theta">θ.</param>
/// <param name="noise">How far values are off beside θ, in whatever precision (<see cref="FunctionNoise"/>).</param>
/// <param name="atSingle">f at θ + t rounded to single precision.</param>
/// <param name="isBeside">Whether θ is itself a place beside the one that is asked for, so that no farther one is tried.</param>
internal sealed class FunctionShape(
    Func<double, double> at, double theta, double noise, Func<double, double> atSingle, bool isBeside = false)
{
    private const double Unit = 1.0 / (1L << 53);

    /// <summary>A quotient whose step is so many times its noise is right to 1 part in 32.</summary>
    private const double Steps = 32;

    /// <summary>How far a quotient near the point may be from the derivative.</summary>
    private const double Part = 0.15;

    /// <summary>Noise of more units in the last place than this is no rounding of double precision.</summary>
    private const double MostUnits = 1 << 12;

    /// <summary>Noise beyond this part of the value is more than single precision makes.</summary>
    private const double MostOfSingle = 1.0 / (1 << 20);

    /// <summary>What single precision makes at least.</summary>
    private const double OfSingle = 1.0 / (1 << 22);

    private const int Probed = 128;

    /// <summary>No powers of two, nor of ten: steps that repeat with either show.</summary>
    private static readonly double[] parts = [1, 3.7321, 12.618];

    private readonly double value = at(0);

    /// <summary>The shape beside θ.</summary>
    /// <param name="derivative">The derivative as it was measured.</param>
    /// <param name="error">Its error.</param>
    /// <param name="expected">The derivative that is checked.</param>
    /// <param name="scale">What derivatives elsewhere are like: what is small beside it does not matter.</param>
    public Shape Of(double derivative, double error, double expected, double scale = 0)
    {
        double slope = Math.Max(Math.Abs(derivative) > error ? Math.Abs(derivative) : 0, scale / 16);
        double steepest = Math.Abs(expected) > error ? Math.Max(slope, Math.Abs(expected)) : slope;
        if (steepest == 0) return Jumps(Math.Max(noise, 16 * Unit * Math.Abs(value))) ? Shape.Irregular : Shape.Smooth;
        if (IsExpectedNearby(steepest, derivative, expected)) return Shape.Irregular;
        var shape = AtScale(steepest, derivative, error);
        return shape == Shape.Irregular || slope == 0 || steepest <= 2 * slope ? shape : AtScale(slope, derivative, error);
    }

    /// <summary>
    /// Whether the expected derivative, but not the measured one, is that over the smallest steps there are: f oscillates faster than the
    /// steps that were taken.
    /// </summary>
    private bool IsExpectedNearby(double steepest, double derivative, double expected)
    {
        if (Math.Abs(expected - derivative) <= steepest / 2) return false;
        double h = Math.Max(Math.BitIncrement(Math.Abs(theta)) - Math.Abs(theta), Steps * 16 * Unit * Math.Abs(value) / steepest);
        return Math.Abs(Quotient(h) - expected) <= Part * steepest && Math.Abs(Quotient(-h) - expected) <= Part * steepest;
    }

    /// <summary>The shape over the smallest steps over which f changes by more than it rounds if it is so steep.</summary>
    private Shape AtScale(double slope, double derivative, double error)
    {
        if (IsSmooth(slope, derivative, error)) return Shape.Smooth;
        double coarse = Steps * Math.Max(noise, OfSingle * Math.Max(Math.Abs(value), slope * Math.Abs(theta))) / slope;
        bool isCoarse = coarse > Math.Max(1, Math.Abs(theta)) / 512;
        bool isSingle = noise <= MostOfSingle * Size(slope) && (isCoarse || Goes(coarse, derivative, (Part * slope) + error))
            && (IsSingle(Math.Min(slope, Math.Abs(derivative))) ?? Beside() != Shape.Irregular);
        return !isSingle ? Shape.Irregular : ShowsArgument() ? Shape.SinglePrecision : Shape.Smooth;

        // Where f changes by less than it rounds, nobody can tell what precision its argument has.
        bool ShowsArgument() => slope * Unit32(theta) > 16 * Unit * Math.Abs(value);
    }

    /// <summary>What f and its change over a step of θ are like.</summary>
    private double Size(double slope) => Math.Max(Math.Abs(value), slope * Math.Max(1, Math.Abs(theta)));

    /// <summary>Whether f goes with its derivative over steps that double precision just shows.</summary>
    private bool IsSmooth(double slope, double derivative, double error)
    {
        double least = Math.Max(16 * Unit * Math.Abs(value), 64 * double.Epsilon), tolerance = (Part * slope) + error;
        double[] tried = [Math.Max(least, 64 * Unit * slope * Math.Max(1, Math.Abs(theta))),
            Math.Max(least, 64 * Unit * slope * Math.Abs(theta)), noise];
        double[] steps = [.. tried.Where(n => n <= MostUnits * Unit * Size(slope)).Select(n => Steps * n / slope)];
        return steps.Any(h => Goes(h, derivative, tolerance))
            || (steps.Any(h => Curves(h, derivative, tolerance)) && Beside() == Shape.Smooth);
    }

    /// <summary>The quotients of each side agree with one another, and the derivative is theirs or lies between them.</summary>
    private bool Goes(double h, double derivative, double tolerance)
    {
        double[] right = [.. parts.Select(part => Quotient(part * h))], left = [.. parts.Select(part => Quotient(-part * h))];
        return right.Max() - right.Min() <= tolerance && left.Max() - left.Min() <= tolerance
            && derivative >= Math.Min(right[0], left[0]) - tolerance && derivative <= Math.Max(right[0], left[0]) + tolerance;
    }

    /// <summary>
    /// The same beside an extremum, where steps that show the slope show the curvature, too: without its part, which grows with the step,
    /// all quotients are the derivative.
    /// </summary>
    private bool Curves(double h, double derivative, double tolerance)
    {
        double last = parts[^1] * h, curvature = (Quotient(last) - Quotient(-last)) / (2 * last);
        return parts.SelectMany(part => (double[])[part * h, -part * h])
            .All(step => Math.Abs(Quotient(step) - (curvature * step) - derivative) <= tolerance);
    }

    /// <summary>
    /// The better shape of two places a little farther off, where f may be steeper: stairs finer than the steps here show there.
    /// </summary>
    private Shape Beside()
    {
        if (isBeside) return Shape.Smooth;
        double distance = Math.Max(1, Math.Abs(theta)) / 64;
        return new[] { Farther(distance), Farther(-distance) }.Min();

        Shape Farther(double by)
        {
            var slope = MeasuredPass.Estimate(x => at(x - theta), theta + by);
            return slope.Value == 0 || !double.IsFinite(slope.Value) ? Shape.Irregular
                : new FunctionShape(step => at(by + step), theta + by, noise, step => atSingle(by + step), isBeside: true)
                    .AtScale(Math.Abs(slope.Value), slope.Value, slope.Error);
        }
    }

    /// <summary>The quotient of a step as it really is beside θ.</summary>
    private double Quotient(double h)
    {
        double step = theta + h - theta;
        return (at(step) - value) / step;
    }

    private bool Jumps(double least)
    {
        double h = Math.ScaleB(Math.Max(1, Math.Abs(theta)), -24);
        return new[] { h, -h }.Any(step => Change(step / 16) > Math.Max(1e3 * least, Change(step) / 2));

        double Change(double step) => Math.Abs(at(step) - value);
    }

    /// <summary>
    /// Whether the argument or the result is a number of single precision, and has as many different values as such numbers have: with
    /// stairs as wide as many of them it has fewer. Null where f changes too little to have any.
    /// </summary>
    private bool? IsSingle(double slope)
    {
        double range = Math.Max(1.0 / 1024, Math.Abs(theta)) / 8;
        double[] steps = [.. Enumerable.Range(1, Probed).Select(k => range * (Math.IEEERemainder(k * 0.6180339887, 1) + 0.01))];
        bool isResult = steps.All(step => (double)(float)at(step) == at(step));
        if (!isResult && !steps.All(step => atSingle(step) == at(step))) return false;
        double expected = steps.Sum(step => Math.Min(1, slope * Unit32(theta + step) / Least(at(step))));
        int changes = steps.Count(step => atSingle(step) != atSingle(MathF.BitIncrement((float)(theta + step)) - theta));
        return expected < 8 ? null : changes > expected / 3;

        // By how much values differ that are not the same.
        double Least(double result) => isResult ? Unit32(result) : Math.Max(16 * Unit * Math.Abs(result), double.Epsilon);
    }

    private static double Unit32(double x) => MathF.BitIncrement((float)Math.Abs(x)) - (float)Math.Abs(x);
}
