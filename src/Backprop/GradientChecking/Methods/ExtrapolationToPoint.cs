namespace Backprop;

/// <summary>
/// The derivative of a function of a vector with respect to one parameter, by extrapolation from smaller and smaller steps until two in a
/// row agree: a singularity or a fast oscillation may lie within the larger ones.
/// </summary>
/// <param name="values">The function.</param>
/// <param name="index">Of the parameter.</param>
/// <param name="x">The parameter.</param>
/// <param name="value">The function's value.</param>
/// <param name="noise">How far rounding sets its values off.</param>
/// <param name="size">Of the derivative that is expected.</param>
internal sealed class ExtrapolationToPoint(FunctionValues values, int index, double x, double value, double noise, double size)
{
    private const double NothingBeside = 1e-9;

    /// <summary>The first of two estimates in a row that agree; the given one if there are none, or another that knows more.</summary>
    /// <param name="estimate">What is known so far.</param>
    /// <param name="agrees">Whether an estimate agrees with what is expected.</param>
    public DerivativeEstimate Symmetric(DerivativeEstimate estimate, Func<DerivativeEstimate, bool> agrees)
    {
        var seen = new List<DerivativeEstimate>();
        if (FirstOfTwo(Estimates(), NothingBeside * size) is { } found) return found;
        foreach (var next in seen.Where(next => double.IsFinite(next.Error)))
        {
            bool isKnown = next.Error <= Math.Max(Math.Abs(next.Value), size);
            if (double.IsFinite(estimate.Value) ? agrees(next) && next.Error < estimate.Error : isKnown) estimate = next;
        }

        if (double.IsFinite(estimate.Value) || seen.Count == 0) return estimate;
        // There may be values on both sides all the same, of which none tells anything.
        var change = values.Change(index, value);
        double least = Steps().Last().H;
        return double.IsFinite(change(least)) && double.IsFinite(change(-least))
            ? seen[^1] with { Error = double.PositiveInfinity }
            : estimate;

        IEnumerable<DerivativeEstimate> Estimates()
        {
            foreach (var (h, by) in Steps())
            {
                var next = by.Extrapolate(h);
                if (!double.IsFinite(next.Value)) continue;
                seen.Add(next);
                yield return next;
            }
        }
    }

    /// <summary>The derivatives to the left and to the right; null if one does not settle, as beside the edge of a domain.</summary>
    /// <param name="scale">What is no error beside this is none.</param>
    public (DerivativeEstimate Left, DerivativeEstimate Right)? OneSided(double scale) =>
        FirstOfTwo(Steps().Skip(1).Select(step => step.By.OneSided(-step.H)), scale) is { } left
        && FirstOfTwo(Steps().Skip(1).Select(step => step.By.OneSided(step.H)), scale) is { } right
            ? (left, right)
            : null;

    private static DerivativeEstimate? FirstOfTwo(IEnumerable<DerivativeEstimate> estimates, double scale)
    {
        DerivativeEstimate? last = null;
        foreach (var next in estimates)
        {
            if (!double.IsFinite(next.Value) || !double.IsFinite(next.Error)) continue;
            if (last is { } before)
            {
                double apart = Math.Abs(before.Value - next.Value), error = Math.Max(before.Error, next.Error);
                var better = before.Error < next.Error ? before : next;
                if (apart <= before.Error + next.Error && error <= Math.Max(1e-3 * Math.Abs(next.Value), scale))
                    return better with { Error = better.Error + apart };
            }

            last = next;
        }

        return null;
    }

    /// <summary>
    /// And parts of x itself where it is smaller than all the others: ln x has no value on the other side of 0, and values of √x farther
    /// away round by more than it has there.
    /// </summary>
    private IEnumerable<(double H, DifferenceQuotient By)> Steps()
    {
        var change = values.Change(index, value);
        for (int halvings = 5; halvings <= 41; halvings += 6)
            yield return (StepSize.For(x, Math.ScaleB(1, -halvings)), new DifferenceQuotient(change, noise));
        if (x == 0 || Math.Abs(x) >= Math.ScaleB(1, -41)) yield break;
        double nearer = 4 * FunctionNoise.Of(part => value + change((part - 1) * x), 1);
        for (int halvings = 2; halvings <= 14; halvings += 6)
            yield return (Math.ScaleB(x, -halvings), new DifferenceQuotient(change, Math.Max(FunctionNoise.Least(value), nearer)));
    }
}
