using System.Numerics.Tensors;

namespace Backprop;

/// <summary>
/// Recognises a gradient that was itself measured by difference quotients: the error it must then have is recomputed for every entry.
/// </summary>
internal sealed class QuotientSearch(
    BasePass pass, AnalyticRounding rounding, double[] given, double[] right, IReadOnlyList<NetworkParameter> parameters,
    double weightDecay)
{
    private const int Tried = 24;
    private const double Unit = 1.0 / (1L << 53);

    /// <summary>The steps that programs take.</summary>
    private static readonly double[] usual =
        [.. Enumerable.Range(1, 9).SelectMany(k => new[] { 1.0, 2, 5 }.Select(m => m * Math.Pow(10, -k))),
            .. Enumerable.Range(4, 28).Select(k => Math.ScaleB(1, -k)), 6.06e-6, 1.49e-8, 1.5e-8];

    private readonly PerturbedLoss<Real> loss = new(pass);

    /// <summary>½λΣW².</summary>
    private readonly double decay = weightDecay / 2 * pass.Network.Layers.Sum(layer => TensorPrimitives.SumOfSquares(layer.WeightSpan));
    private readonly double scale = right.Max(Math.Abs);
    private readonly double[] layerScale = LayerScales(pass.Network, right);

    private enum Formula
    {
        Central,
        Forward,
        Backward,

        /// <summary>(−f(2h) + 8f(h) − 8f(−h) + f(−2h)) / 12h.</summary>
        FivePoints,
    }

    /// <summary>The step, and the largest relative error it leaves; null if this is no difference quotient.</summary>
    public (double Step, double Error)? Run()
    {
        int[] off = [.. parameters.Where(parameter => !IsExact(parameter.Index)).Select(parameter => parameter.Index)];
        // So near that no mistake is as small.
        bool isNear = off.All(i => Math.Abs(given[i] - right[i]) <= 1e-9 * Math.Abs(right[i]));
        if (scale == 0 || off.Length == 0 || off.Any(i => Math.Abs(given[i] - right[i]) > 5e-2 * scale)) return null;
        if (!isNear && !IsNoFactor(off)) return null;
        int[] some = [.. off.Where((_, k) => k % ((off.Length + Tried - 1) / Tried) == 0)];
        var fits = new List<(Quotient Quotient, double Residual)>();
        var tried = from formula in Enum.GetValues<Formula>()
                    from isScaled in (bool[])[false, true]
                    from h in (double[])[.. usual, .. Fitted(formula, isScaled, some)]
                    where Noise(h) <= 1e-5 * scale
                    select new Quotient(formula, h, isScaled);
        foreach (var quotient in tried)
        {
            bool IsFine(int i) => Noise(quotient.Step) <= 1e-7 * layerScale[i];
            if (some.All(i => IsNear(i, quotient)) && off.All(i => IsFine(i) || IsDifference(i, quotient)))
                fits.Add((quotient, some.Sum(i => Rest(i, quotient))));
        }

        // A power of ten is what a program has, unless another step fits clearly better.
        if (fits.Count == 0) return null;
        var best = fits.MinBy(fit => fit.Residual * (fit.Quotient.IsPowerOfTen ? 1 : 3)).Quotient;
        // Where a quotient has no error that shows, the rest has to be what it gives too.
        bool isSome = off.Length * 2 < right.Count(r => r != 0);
        int[] all = isSome ? [.. parameters.Select(parameter => parameter.Index)] : off;
        return all.All(i => IsNear(i, best)) ? (best.Step, off.Max(i => Math.Abs(given[i] - right[i])) / scale) : null;
    }

    /// <summary>
    /// The step of a quotient that gives the whole gradient, be it as far from the right one as it may: that the gradient was measured with
    /// too large or too small a step for this network is then more likely than a mistake. Null if there is none.
    /// </summary>
    public double? Coarse()
    {
        int[] off = [.. parameters.Select(parameter => parameter.Index).Where(i => !IsExact(i))];
        // An entry of 0 is a multiple of anything: it shows nothing.
        if (off.Count(i => given[i] != 0) < 2) return null;
        int[] some = [.. off.Where((_, k) => k % ((off.Length + Tried - 1) / Tried) == 0)];
        var tried = from formula in Enum.GetValues<Formula>()
                    from isScaled in (bool[])[false, true]
                    from h in (double[])[.. usual, .. off.Length < 3 ? [] : Fitted(formula, isScaled, some)]
                    select new Quotient(formula, h, isScaled);
        double clear = off.Length < 3 ? 100 : 10;
        return tried
            .Where(quotient => some.All(i => Explains(quotient, i)) && parameters.All(parameter => Explains(quotient, parameter.Index)))
            .Select(quotient => (double?)quotient.Step).FirstOrDefault();

        // Its truncation, which is far above the rounding, or a difference of two losses as rounding leaves it; or no error that shows.
        bool Explains(Quotient quotient, int i)
        {
            double noise = 4 * Noise(StepOf(i, quotient));
            return Rest(i, quotient) <= noise + rounding[i] + (1e-9 * Math.Abs(given[i]))
                && (IsExact(i) || clear * noise <= Math.Abs(given[i] - right[i]) || IsDifference(i, quotient));
        }
    }

    /// <summary>
    /// Whether a quotient with this step knows an entry so well that a wrong one would show, or the entry is nothing beside the largest of
    /// its layer.
    /// </summary>
    public bool Decides(int i, double h) => Noise(h) <= Math.Max(Math.Abs(right[i]) / 200, 1e-6 * layerScale[i]);

    /// <summary>
    /// The step that the errors ask for, which are in proportion to a power of it, as it is and rounded to a few digits; none if they
    /// are none of this formula's.
    /// </summary>
    private IEnumerable<double> Fitted(Formula formula, bool isScaled, int[] some)
    {
        double order = formula switch { Formula.Central => 2, Formula.FivePoints => 4, _ => 1 };
        double h = formula == Formula.FivePoints ? 1e-2 : 1e-4;
        for (int iteration = 0; iteration < 5; iteration++)
        {
            var quotient = new Quotient(formula, h, isScaled);
            double products = 0, squares = 0;
            foreach (int i in some)
            {
                double error = Measured(i, quotient) - right[i];
                products += (given[i] - right[i]) * error;
                squares += error * error;
            }

            h *= Math.Pow(products / squares, 1 / order);
            if (!(h is > 1e-11 and < 0.5)) return [];
        }

        double unit = Math.Pow(10, Math.Floor(Math.Log10(h)));
        return [h, .. ((int[])[0, 1, 2]).Select(digits => unit * Math.Round(h / unit, digits))];
    }

    private static double[] LayerScales(Network network, double[] right)
    {
        double[] scales = new double[right.Length];
        int start = 0;
        foreach (var layer in network.Layers)
        {
            var entries = right.AsSpan(start, layer.ParameterCount);
            scales.AsSpan(start, layer.ParameterCount).Fill(Math.Abs(TensorPrimitives.MaxMagnitude<double>(entries)));
            start += layer.ParameterCount;
        }

        return scales;
    }

    /// <summary>What rounding of the objective does to a quotient.</summary>
    private double Noise(double h) => 16 * (rounding.LossNoise + (4 * Unit * decay)) / h;

    private bool IsExact(int i) => Math.Abs(given[i] - right[i]) <= rounding[i];

    /// <summary>Whether an entry is the quotient to rounding: that of the loss, and that of θ + h.</summary>
    private bool IsNear(int i, Quotient quotient)
    {
        double h = StepOf(i, quotient), step = 4 * Unit * Math.Abs(pass.Network.Parameters[i]) / h;
        return Rest(i, quotient) <= Noise(h) + rounding[i] + ((1e-9 + step) * Math.Abs(given[i]));
    }

    private double StepOf(int i, Quotient quotient) =>
        quotient.IsScaled ? quotient.Step * Math.Max(1, Math.Abs(pass.Network.Parameters[i])) : quotient.Step;

    /// <summary>
    /// Whether an entry times its step is a multiple of half a unit in the loss's last place, as the difference of two losses is. With a
    /// small step the rounding of the quotient is so coarse that a wrong derivative lies within it too, but hardly on that grid.
    /// </summary>
    private bool IsDifference(int i, Quotient quotient)
    {
        double objective = Math.Abs(pass.Value + decay), unit = (Math.BitIncrement(objective) - objective) / 2;
        double times = quotient.Formula switch { Formula.Central => 2, Formula.FivePoints => 12, _ => 1 };
        double units = given[i] * times * StepOf(i, quotient) / unit;
        return Math.Abs(units) < 1e13 && Math.Abs(units - Math.Round(units)) <= 1e-3 + (1e-15 * Math.Abs(units));
    }

    /// <summary>What a quotient leaves of an entry.</summary>
    private double Rest(int i, Quotient quotient) => Math.Abs(given[i] - Measured(i, quotient));

    private double Measured(int i, Quotient quotient)
    {
        double h = StepOf(i, quotient);
        double factor = parameters[i].Row < 0 ? 0 : weightDecay, weight = pass.Network.Parameters[i];
        double Change(double step) => loss.Change(parameters[i], step) + (factor * step * (weight + (step / 2)));
        return quotient.Formula switch
        {
            Formula.Forward => Change(h) / h,
            Formula.Backward => Change(-h) / -h,
            Formula.Central => (Change(h) - Change(-h)) / (2 * h),
            _ => ((8 * (Change(h) - Change(-h))) - (Change(2 * h) - Change(-2 * h))) / (12 * h),
        };
    }

    /// <summary>Errors that are one multiple of the right derivatives are no rounding of a quotient.</summary>
    private bool IsNoFactor(int[] off)
    {
        double products = off.Sum(i => (given[i] - right[i]) * right[i]);
        double errors = off.Sum(i => (given[i] - right[i]) * (given[i] - right[i])), squares = off.Sum(i => right[i] * right[i]);
        return off.Length >= 3 && products * products < 0.999 * errors * squares;
    }

    /// <param name="Formula">The formula.</param>
    /// <param name="Step">h.</param>
    /// <param name="IsScaled">Whether the step is h·max(1, |θ|).</param>
    private readonly record struct Quotient(Formula Formula, double Step, bool IsScaled)
    {
        public bool IsPowerOfTen => Math.Abs(Math.Log10(Step) - Math.Round(Math.Log10(Step))) < 1e-9;
    }
}
