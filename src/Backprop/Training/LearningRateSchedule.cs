namespace Backprop;

/// <summary>How the learning rate changes over the epochs: η of epoch e is the optimizer's η times a factor.</summary>
/// <example>
/// One's own:
/// <code>var warmUp = new LearningRateSchedule("warm-up", epoch => Math.Min(1, (epoch + 1) / 10.0));</code>
/// </example>
public sealed class LearningRateSchedule
{
    private readonly Func<int, double> factor;

    /// <summary>A schedule of one's own; PyTorch's <c>LambdaLR</c>.</summary>
    /// <param name="name">What tables call it.</param>
    /// <param name="factor">The factor of η in an epoch, from 0: a finite number, 0 or above.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public LearningRateSchedule(string name, Func<int, double> factor)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(factor);
        Name = name;
        this.factor = factor;
    }

    /// <summary>Always the optimizer's η.</summary>
    public static LearningRateSchedule Constant { get; } = new("constant", _ => 1);

    /// <summary>What tables call it.</summary>
    public string Name { get; }

    /// <summary>
    /// Times <paramref name="factor"/> after every <paramref name="every"/> epochs; <c>torch.optim.lr_scheduler.StepLR</c>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="every"/> is below 1, or the factor is not a finite number above 0.
    /// </exception>
    public static LearningRateSchedule Step(int every, double factor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        Finite.ThrowIfNotPositive(factor);
        return new("step", epoch => Math.Pow(factor, epoch / every));
    }

    /// <summary>Times <paramref name="factor"/> after every epoch; <c>ExponentialLR</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not a finite number above 0.</exception>
    public static LearningRateSchedule Exponential(double factor)
    {
        Finite.ThrowIfNotPositive(factor);
        return new("exponential", epoch => Math.Pow(factor, epoch));
    }

    /// <summary>
    /// Half a cosine from 1 down to <paramref name="lowest"/> over the given epochs, then constant; <c>CosineAnnealingLR</c>.
    /// </summary>
    /// <param name="epochs">The length of the half wave, at least 1.</param>
    /// <param name="lowest">The last factor, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static LearningRateSchedule Cosine(int epochs, double lowest = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        if (!(lowest is >= 0 and <= 1))
        {
            string message = FormattableString.Invariant(
                $"lowest is {lowest} but must be from 0 to 1: it is a factor of the optimizer's learning rate.");
            throw new ArgumentOutOfRangeException(nameof(lowest), lowest, message);
        }

        return new("cosine", epoch => lowest + ((1 - lowest) * 0.5 * (1 + Math.Cos(Math.PI * Math.Min(epoch, epochs) / epochs))));
    }

    /// <summary>The factor of an epoch, from 0.</summary>
    /// <exception cref="InvalidOperationException">A schedule of one's own gives a number that is not finite, or below 0.</exception>
    public double FactorAt(int epoch)
    {
        double value = factor(epoch);
        if (value >= 0 && double.IsFinite(value)) return value;
        string what = FormattableString.Invariant($"The schedule '{Name}' gives {value} for epoch {epoch}");
        throw new InvalidOperationException($"{what}; a factor of the learning rate is a finite number, 0 or above.");
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
