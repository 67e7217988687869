namespace Backprop;

/// <summary>
/// Recognises a gradient that was itself measured by difference quotients: the error it must then have is recomputed for every entry.
/// </summary>
internal sealed class QuotientSearch(
    BasePass pass, AnalyticRounding rounding, double[] given, double[] right, IReadOnlyList<NetworkParameter> parameters)
{
    private const int Tried = 24;

    private readonly PerturbedLoss<Real> loss = new(pass);
    private readonly double scale = right.Max(Math.Abs);

    private enum Quotient
    {
        Central,
        Forward,
        Backward,
    }

    /// <summary>The step, and the largest relative error it leaves; null if this is no difference quotient.</summary>
    public (double Step, double Error)? Run()
    {
        int[] off = [.. parameters.Where(parameter => !IsExact(parameter.Index)).Select(parameter => parameter.Index)];
        if (scale == 0 || off.Length * 2 < right.Count(r => r != 0) || off.Any(i => Math.Abs(given[i] - right[i]) > 1e-2 * scale))
            return null;
        int[] some = [.. off.Where((_, k) => k % ((off.Length + Tried - 1) / Tried) == 0)];
        double[] steps = [.. Enumerable.Range(1, 9).SelectMany(k => new[] { 1.0, 2, 5 }.Select(m => m * Math.Pow(10, -k))),
            .. Enumerable.Range(4, 28).Select(k => Math.ScaleB(1, -k)), 6.06e-6, 1.49e-8];
        var fits = new List<(double Step, Quotient Quotient, double Residual)>();
        foreach (double h in steps.Where(h => 16 * rounding.LossNoise / h <= 1e-5 * scale))
        {
            foreach (var quotient in Enum.GetValues<Quotient>())
            {
                bool isFine = 16 * rounding.LossNoise / h <= 1e-7 * scale;
                if (some.All(i => IsNear(i, Rest(i, quotient, h), h)) && (isFine || off.All(i => IsDifference(i, quotient, h))))
                    fits.Add((h, quotient, some.Sum(i => Rest(i, quotient, h))));
            }
        }

        // A power of ten is what a program has, unless another step fits clearly better.
        if (fits.Count == 0 || !IsNoFactor(off)) return null;
        var best = fits.MinBy(fit => fit.Residual * (Math.Abs(Math.Log10(fit.Step) - Math.Round(Math.Log10(fit.Step))) < 1e-9 ? 1 : 3));
        return off.All(i => IsNear(i, Rest(i, best.Quotient, best.Step), best.Step))
            ? (best.Step, off.Max(i => Math.Abs(given[i] - right[i])) / scale) : null;
    }

    private bool IsExact(int i) => Math.Abs(given[i] - right[i]) <= rounding[i];

    private bool IsNear(int i, double rest, double h) => rest <= (16 * rounding.LossNoise / h) + rounding[i] + (1e-9 * Math.Abs(given[i]));

    /// <summary>
    /// Whether an entry times its step is a multiple of half a unit in the loss's last place, as the difference of two losses is. With a
    /// small step the rounding of the quotient is so coarse that a wrong derivative lies within it too, but hardly on that grid.
    /// </summary>
    private bool IsDifference(int i, Quotient quotient, double h)
    {
        double unit = (Math.BitIncrement(Math.Abs(pass.Value)) - Math.Abs(pass.Value)) / 2;
        double units = given[i] * (quotient == Quotient.Central ? 2 * h : h) / unit;
        return Math.Abs(units) < 1e13 && Math.Abs(units - Math.Round(units)) <= 1e-3 + (1e-15 * Math.Abs(units));
    }

    /// <summary>What a quotient leaves of an entry.</summary>
    private double Rest(int i, Quotient quotient, double h)
    {
        double after = quotient == Quotient.Backward
            ? 0 : loss.Change(parameters[i], h), before = quotient == Quotient.Forward ? 0 : loss.Change(parameters[i], -h);
        return Math.Abs(given[i] - ((after - before) / (quotient == Quotient.Central ? 2 * h : h)));
    }

    /// <summary>Errors that are one multiple of the right derivatives are no rounding of a quotient.</summary>
    private bool IsNoFactor(int[] off)
    {
        double products = off.Sum(i => (given[i] - right[i]) * right[i]), errors =
            off.Sum(i => (given[i] - right[i]) * (given[i] - right[i])), squares = off.Sum(i => right[i] * right[i]);
        return off.Length >= 4 && products * products < 0.999 * errors * squares;
    }
}
