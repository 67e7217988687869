namespace Backprop;

/// <summary>Derivatives at 0 of a function of one step, t ↦ f(θ + t) − f(θ), by finite differences.</summary>
/// <param name="change">f(θ + t) − f(θ).</param>
/// <param name="noise">How far rounding may set a value of <paramref name="change"/> off.</param>
internal readonly struct DifferenceQuotient(Func<double, double> change, double noise)
{
    private const int MostHalvings = 24;

    /// <summary>(f(θ + h) − f(θ)) / h; the error h·f″/2 is estimated with f(θ − h).</summary>
    public DerivativeEstimate Forward(double h)
    {
        double after = change(h), before = change(-h);
        return new(after / h, (Math.Abs(after + before) / (2 * h)) + (noise / h), 2);
    }

    /// <summary>(f(θ + h) − f(θ − h)) / 2h; the error h²·f‴/6 is estimated with the step 2h.</summary>
    public DerivativeEstimate Central(double h)
    {
        double quotient = Symmetric(h), wider = Symmetric(2 * h);
        return new(quotient, (Math.Abs(wider - quotient) / 3) + (noise / h), 4);
    }

    /// <summary>
    /// Neville's tableau over central differences at h, h/2, h/4, …: column k removes the error term of order h²ᵏ.
    /// The estimate is the entry that differs least from its neighbours; going on stops when rounding makes it worse.
    /// </summary>
    /// <remarks>C. J. F. Ridders, Advances in Engineering Software 4 (1982), as in Numerical Recipes, section 5.7.</remarks>
    public DerivativeEstimate Extrapolate(double h) => Extrapolate(h, Symmetric, order: 2, evaluationsEach: 2);

    /// <summary>The one-sided derivative in the direction of the sign of h, by the same tableau with error terms of every order.</summary>
    public DerivativeEstimate OneSided(double h)
    {
        var f = change;
        return Extrapolate(h, step => f(step) / step, order: 1, evaluationsEach: 1);
    }

    private double Symmetric(double h) => (change(h) - change(-h)) / (2 * h);

    private DerivativeEstimate Extrapolate(double h, Func<double, double> quotient, int order, int evaluationsEach)
    {
        double ratio = Math.Pow(2, order);
        var (above, row) = (new double[MostHalvings], new double[MostHalvings]);
        above[0] = quotient(h);
        double best = above[0], error = double.PositiveInfinity;
        int evaluations = evaluationsEach;
        for (int i = 1; i < MostHalvings; i++)
        {
            h /= 2;
            row[0] = quotient(h);
            evaluations += evaluationsEach;
            double factor = ratio;
            for (int k = 1; k <= i; k++, factor *= ratio)
            {
                row[k] = ((factor * row[k - 1]) - above[k - 1]) / (factor - 1);
                double difference = Math.Max(Math.Abs(row[k] - row[k - 1]), Math.Abs(row[k] - above[k - 1])) + (noise / Math.Abs(h));
                if (difference <= error) (best, error) = (row[k], difference);
            }

            if (i > 3 && Math.Abs(row[i] - above[i - 1]) >= 2 * error) break;
            (above, row) = (row, above);
        }

        return new(best, error, evaluations);
    }
}
