namespace Backprop;

/// <summary>The check of the gradient of any function of a vector.</summary>
internal sealed class FunctionCheck
{
    /// <summary>An error below this part of the largest derivative makes a derivative 0 as far as anybody can know.</summary>
    private const double NothingBeside = 1e-9;

    /// <summary>A relative error of a function in single precision that is none.</summary>
    private const double OfSingle = 1e-5;

    private readonly double[] theta;
    private readonly double[] gradient;
    private readonly GradientCheckOptions options;
    private readonly ExactFunction? exact;
    private readonly DifferentiationMethod method;
    private readonly FunctionValues values;
    private double noise;
    private bool isSingle;
    private long exactCount;

    public FunctionCheck(
        Func<double[], double> function, double[] theta, double[] gradient, GradientCheckOptions options, ExactFunction? exact = null)
    {
        ArgumentNullException.ThrowIfNull(theta);
        ArgumentNullException.ThrowIfNull(gradient);
        if (theta.Length == 0) throw new ArgumentException("theta is empty; a gradient needs at least one parameter.", nameof(theta));
        if (gradient.Length != theta.Length)
        {
            throw new ArgumentException(
                $"gradient has {gradient.Length} entries but theta has {theta.Length}; there must be one derivative for each parameter.",
                nameof(gradient));
        }

        Finite.ThrowIfNot(theta, "theta", nameof(theta));
        options.ThrowIfInvalid();
        bool isExact = options.Method is DifferentiationMethod.DualNumbers or DifferentiationMethod.ComplexStep;
        if (exact is null && isExact)
        {
            throw new NotSupportedException(
                $"{options.Method} needs a function written for any number type: pass it as an IVectorFunction, or use Extrapolation.");
        }

        (this.theta, this.gradient, this.options, this.exact) = ((double[])theta.Clone(), gradient, options, exact);
        values = new(function, this.theta);
        method = options.Method != DifferentiationMethod.Automatic ? options.Method
            : exact is null ? DifferentiationMethod.Extrapolation : DifferentiationMethod.DualNumbers;
    }

    public GradientCheckReport Report()
    {
        string subject = $"gradient of a function of {theta.Length} parameter{(theta.Length == 1 ? "" : "s")}";
        double value = values.First(), again = values.At(theta);
        if (!double.IsFinite(value))
        {
            return Failed(
                subject, GradientVerdict.NotFinite,
                FormattableString.Invariant($"f(theta) is {value}: there is nothing to differentiate."));
        }

        if (value != again)
        {
            return Failed(
                subject, GradientVerdict.NotDeterministic,
                FormattableString.Invariant(
                    $"f(theta) was {value:R} at the first call and {again:R} at the second: fix the seed, or take the randomness out."));
        }

        noise = exact is null ? FunctionNoise.Of(values.At, theta, value) : FunctionNoise.Least(value);
        var entries = new GradientEntry[theta.Length];
        for (int i = 0; i < entries.Length; i++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            entries[i] = Judge(i, value);
            options.Progress?.Report((i + 1.0) / entries.Length);
        }

        double scale = entries.Max(entry => double.IsFinite(entry.Numeric) ? Math.Abs(entry.Numeric) : 0);
        for (int i = 0; i < entries.Length; i++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            entries[i] = Settled(i, Decided(i, value, entries[i], scale));
        }

        var diagnosis = GradientDiagnoser.OfFunction(entries);
        if (isSingle) diagnosis = diagnosis with { Evidence = $"{diagnosis.Evidence} f computes in single precision.".Trim() };
        if (diagnosis.Mistake == GradientMistake.NotFinite && values.Thrown is { } thrown) diagnosis = diagnosis with { Evidence = thrown };
        return new(subject, GradientDiagnoser.Verdict(entries), diagnosis, method, entries, values.Count + exactCount);
    }

    private GradientCheckReport Failed(string subject, GradientVerdict verdict, string text)
    {
        var mistake = verdict == GradientVerdict.NotFinite ? GradientMistake.NotFinite : GradientMistake.NotDeterministic;
        return new(subject, verdict, new(mistake, null, text, "", []), method, [], values.Count);
    }

    private GradientEntry Judge(int index, double value)
    {
        var estimate = Measure(index, new DifferenceQuotient(values.Change(index, value), noise));
        if (!double.IsFinite(gradient[index])) return Entry(index, estimate, EntryVerdict.NotFinite);
        return double.IsFinite(estimate.Value) && Agrees(index, estimate)
            ? Entry(index, estimate, EntryVerdict.Right)
            : Closer(index, value, estimate);
    }

    /// <summary>
    /// The entry, undecided if its tolerance says nothing. A derivative that is smaller than its own error is 0 as far as anybody can know
    /// if that error is nothing beside the largest derivative; else extrapolation may tell more.
    /// </summary>
    private GradientEntry Decided(int index, double value, GradientEntry entry, double scale)
    {
        if (entry.Verdict != EntryVerdict.Right || Decides(NothingBeside / 1000)) return entry;
        bool isExact = method is DifferentiationMethod.DualNumbers or DifferentiationMethod.ComplexStep;
        if (entry is { Analytic: 0, Numeric: 0 } && isExact) return entry;
        if (entry is { Analytic: 0, Numeric: 0 } && values.StepWithoutChange(index, value) is > 0 and var far)
            entry = entry with { ErrorEstimate = Math.Min(entry.ErrorEstimate, FunctionNoise.Least(value) / far) };
        if (!isExact && options.Step is null && !Decides(NothingBeside))
            entry = Closer(index, value, new(entry.Numeric, entry.ErrorEstimate, 0));
        return entry.Verdict != EntryVerdict.Right || Decides(NothingBeside) ? entry : entry with { Verdict = EntryVerdict.Undecided };

        bool Decides(double part) => Math.Abs(entry.Numeric) > entry.ErrorEstimate
            ? EntryJudge.Decides(entry.ErrorEstimate, entry.Numeric)
            : entry.ErrorEstimate <= part * scale;
    }

    /// <summary>The entry, undecided where f beside θ has steps, jumps or noise: then there is no derivative to compare with.</summary>
    private GradientEntry Settled(int index, GradientEntry entry)
    {
        if (exact is not null || entry.Verdict is EntryVerdict.Undecided or EntryVerdict.NotFinite) return entry;
        var along = values.Along(index);
        double x = theta[index];
        var shape = new FunctionShape(along, x, noise, step => along((float)(x + step) - x))
            .Of(entry.Numeric, entry.ErrorEstimate, entry.Analytic);
        isSingle |= shape == Shape.SinglePrecision;
        // How far off the values are is known only roughly then; but no mistake is as small as this.
        if (shape == Shape.SinglePrecision && Difference.Relative(entry.Analytic, entry.Numeric) <= OfSingle)
            entry = entry with { Verdict = EntryVerdict.Right, ErrorEstimate = Math.Max(entry.ErrorEstimate, entry.AbsoluteError) };
        return shape == Shape.Irregular ? entry with { Verdict = EntryVerdict.Undecided, IsIrregular = true } : entry;
    }

    /// <summary>The entry by extrapolation from smaller steps, or by the derivatives on both sides of a kink.</summary>
    private GradientEntry Closer(int index, double value, DerivativeEstimate estimate)
    {
        var closer = new ExtrapolationToPoint(values, index, theta[index], value, noise, Math.Abs(gradient[index]));
        if (!double.IsFinite(estimate.Error)) estimate = new(double.NaN, double.PositiveInfinity, 0);
        estimate = closer.Symmetric(estimate, next => Agrees(index, next));
        if (!double.IsFinite(estimate.Value)) return Entry(index, estimate, EntryVerdict.NotFinite);
        if (Agrees(index, estimate)) return Entry(index, estimate, EntryVerdict.Right);
        double scale = 1e-3 * Math.Max(Math.Abs(estimate.Value), Math.Abs(gradient[index]));
        bool isKink = closer.OneSided(scale) is { } sides
            && EntryJudge.IsSubgradient(gradient[index], sides.Left, sides.Right, Rounding(index, estimate));
        return Entry(index, estimate, isKink ? EntryVerdict.Kink : EntryVerdict.Wrong);
    }

    /// <summary>What subtractions such as ŷ − y cost a right gradient is not known: some digits.</summary>
    private bool Agrees(int index, DerivativeEstimate estimate) => EntryJudge.Agree(
        gradient[index], estimate, Rounding(index, estimate), Math.Max(options.RelativeTolerance, NothingBeside));

    private double Rounding(int index, DerivativeEstimate estimate) =>
        64.0 / (1L << 53) * Math.Max(Math.Abs(gradient[index]), Math.Abs(estimate.Value));

    private DerivativeEstimate Measure(int index, DifferenceQuotient quotient)
    {
        double Step(double natural) => StepSize.For(theta[index], options.Step ?? natural);
        switch (method)
        {
            case DifferentiationMethod.DualNumbers:
                exactCount++;
                return new(exact!.Dual(theta, index), 0, 1);
            case DifferentiationMethod.ComplexStep:
                exactCount++;
                double h = options.Step ?? StepSize.Complex;
                return new(exact!.Complex(theta, index, h), h * h, 1);
            case DifferentiationMethod.ForwardDifference: return quotient.Forward(Step(StepSize.Forward));
            case DifferentiationMethod.CentralDifference: return quotient.Central(Step(StepSize.Central));
            default: return quotient.Extrapolate(Step(StepSize.Extrapolation));
        }
    }

    private GradientEntry Entry(int index, DerivativeEstimate estimate, EntryVerdict verdict) =>
        new($"theta[{index}]", 0, -1, index, theta[index], gradient[index], estimate.Value, estimate.Error + Rounding(index, estimate),
            Difference.Relative(gradient[index], estimate.Value), verdict);
}
