namespace Backprop;

/// <summary>The exact derivatives of a function of a vector.</summary>
internal abstract class ExactFunction
{
    /// <summary>∂f/∂θᵢ by dual numbers.</summary>
    public abstract double Dual(double[] theta, int index);

    /// <summary>∂f/∂θᵢ by the complex step.</summary>
    public abstract double Complex(double[] theta, int index, double h);
}

/// <summary>The exact derivatives of a function written over any number type.</summary>
internal sealed class ExactFunction<TFunction> : ExactFunction
    where TFunction : IVectorFunction<TFunction>
{
    public override double Dual(double[] theta, int index)
    {
        var dual = Array.ConvertAll(theta, x => (Dual)x);
        dual[index] = Backprop.Dual.Variable(theta[index]);
        return TFunction.Evaluate<Dual>(dual).Derivative;
    }

    public override double Complex(double[] theta, int index, double h)
    {
        var complex = Array.ConvertAll(theta, x => (ComplexNumber)x);
        complex[index] = new(new(theta[index], h));
        return TFunction.Evaluate<ComplexNumber>(complex).Imaginary / h;
    }
}

/// <summary>The check of the gradient of any function of a vector.</summary>
internal sealed class FunctionCheck
{
    /// <summary>What rounding is assumed to do to a value of f: a few units in its last place.</summary>
    private const double Noise = 16.0 / (1L << 53);

    private readonly Func<double[], double> function;
    private readonly double[] theta;
    private readonly double[] gradient;
    private readonly GradientCheckOptions options;
    private readonly ExactFunction? exact;
    private readonly DifferentiationMethod method;
    private long evaluations;

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

        (this.function, this.theta, this.gradient, this.options, this.exact) =
            (function, (double[])theta.Clone(), gradient, options, exact);
        method = options.Method != DifferentiationMethod.Automatic ? options.Method
            : exact is null ? DifferentiationMethod.Extrapolation : DifferentiationMethod.DualNumbers;
    }

    public GradientCheckReport Report()
    {
        string subject = $"gradient of a function of {theta.Length} parameter{(theta.Length == 1 ? "" : "s")}";
        double value = Evaluate(theta), again = Evaluate(theta);
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
                FormattableString.Invariant($"f(theta) was {value:R} at the first call and {again:R} at the second: fix the seed, or take the randomness out."));
        }

        var entries = new GradientEntry[theta.Length];
        for (int i = 0; i < entries.Length; i++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            entries[i] = Judge(i, value);
            options.Progress?.Report((i + 1.0) / entries.Length);
        }

        double scale = entries.Max(entry => double.IsFinite(entry.Numeric) ? Math.Abs(entry.Numeric) : 0);
        for (int i = 0; i < entries.Length; i++)
            entries[i] = Decided(entries[i], scale);
        return new(subject, GradientDiagnoser.Verdict(entries), GradientDiagnoser.OfFunction(entries), method, entries, evaluations);
    }

    private GradientCheckReport Failed(string subject, GradientVerdict verdict, string text)
    {
        var mistake = verdict == GradientVerdict.NotFinite ? GradientMistake.NotFinite : GradientMistake.NotDeterministic;
        return new(subject, verdict, new(mistake, null, text, "", []), method, [], evaluations);
    }

    private GradientEntry Judge(int index, double value)
    {
        var quotient = new DifferenceQuotient(Change(index, value), Noise * Math.Abs(value));
        var estimate = Measure(index, quotient);
        double rounding = 64.0 / (1L << 53) * Math.Max(Math.Abs(gradient[index]), Math.Abs(estimate.Value));
        bool finite = double.IsFinite(gradient[index]) && double.IsFinite(estimate.Value);
        if (!finite) return Entry(index, estimate, rounding, EntryVerdict.NotFinite);
        if (EntryJudge.Agree(gradient[index], estimate, rounding, options.RelativeTolerance))
            return Entry(index, estimate, rounding, EntryVerdict.Right);

        var closer = quotient.Extrapolate(StepSize.For(theta[index], StepSize.Extrapolation / 64));
        if (EntryJudge.Agree(gradient[index], closer, rounding, options.RelativeTolerance))
            return Entry(index, closer, rounding, EntryVerdict.Right);

        // A function that computes in single precision rounds more than was assumed.
        var change = Change(index, value);
        double noise = 4 * FunctionNoise.Of(x => change(x - theta[index]), theta[index]);
        if (noise > 100 * Noise * Math.Abs(value))
        {
            closer = new DifferenceQuotient(change, noise).Extrapolate(StepSize.For(theta[index], StepSize.Extrapolation));
            if (EntryJudge.Agree(gradient[index], closer, rounding, options.RelativeTolerance))
                return Entry(index, closer, rounding, EntryVerdict.Right);
        }

        double h = StepSize.For(theta[index], 1.0 / (1 << 12));
        bool kink = EntryJudge.IsSubgradient(gradient[index], quotient.OneSided(-h), quotient.OneSided(h), rounding);
        return Entry(index, estimate, rounding, kink ? EntryVerdict.Kink : EntryVerdict.Wrong);
    }

    /// <summary>
    /// The entry, undecided if its tolerance says nothing; the derivative counts as 0 where it is smaller than its own error.
    /// </summary>
    private static GradientEntry Decided(GradientEntry entry, double scale)
    {
        if (entry.Verdict != EntryVerdict.Right || entry is { Analytic: 0, Numeric: 0 }) return entry;
        bool isZero = Math.Abs(entry.Numeric) <= entry.ErrorEstimate;
        return EntryJudge.Decides(entry.ErrorEstimate, isZero ? scale : entry.Numeric)
            ? entry : entry with { Verdict = EntryVerdict.Undecided };
    }

    private DerivativeEstimate Measure(int index, DifferenceQuotient quotient)
    {
        double Step(double natural) => StepSize.For(theta[index], options.Step ?? natural);
        switch (method)
        {
            case DifferentiationMethod.DualNumbers:
                evaluations++;
                return new(exact!.Dual(theta, index), 0, 1);
            case DifferentiationMethod.ComplexStep:
                evaluations++;
                double h = options.Step ?? StepSize.Complex;
                return new(exact!.Complex(theta, index, h), h * h, 1);
            case DifferentiationMethod.ForwardDifference: return quotient.Forward(Step(StepSize.Forward));
            case DifferentiationMethod.CentralDifference: return quotient.Central(Step(StepSize.Central));
            default: return quotient.Extrapolate(Step(StepSize.Extrapolation));
        }
    }

    private Func<double, double> Change(int index, double value) => step =>
    {
        double[] moved = (double[])theta.Clone();
        moved[index] += step;
        return Evaluate(moved) - value;
    };

    private double Evaluate(double[] at)
    {
        evaluations++;
        return function((double[])at.Clone());
    }

    private GradientEntry Entry(int index, DerivativeEstimate estimate, double rounding, EntryVerdict verdict) =>
        new($"theta[{index}]", 0, -1, index, theta[index], gradient[index], estimate.Value, estimate.Error + rounding,
            Difference.Relative(gradient[index], estimate.Value), verdict);
}
