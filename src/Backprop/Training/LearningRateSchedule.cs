namespace Backprop;

/// <summary>How the learning rate changes over the epochs: η of epoch e is the optimizer's η times a factor.</summary>
public sealed class LearningRateSchedule
{
    private readonly Func<int, double> factor;

    private LearningRateSchedule(string name, Func<int, double> factor)
    {
        Name = name;
        this.factor = factor;
    }

    /// <summary>Always the optimizer's η.</summary>
    public static LearningRateSchedule Constant { get; } = new("constant", _ => 1);

    /// <summary>What tables call it.</summary>
    public string Name { get; }

    /// <summary>Times <paramref name="factor"/> after every <paramref name="every"/> epochs; <c>torch.optim.lr_scheduler.StepLR</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="every"/> is below 1, or the factor is not a finite number above 0.</exception>
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

    /// <summary>Half a cosine from 1 down to <paramref name="lowest"/> over the given epochs, then constant; <c>CosineAnnealingLR</c>.</summary>
    /// <param name="epochs">The length of the half wave, at least 1.</param>
    /// <param name="lowest">The last factor, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static LearningRateSchedule Cosine(int epochs, double lowest = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        if (!(lowest is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(lowest), lowest, FormattableString.Invariant($"lowest is {lowest} but must be from 0 to 1: it is a factor of the optimizer's learning rate."));
        return new("cosine", epoch => lowest + ((1 - lowest) * 0.5 * (1 + Math.Cos(Math.PI * Math.Min(epoch, epochs) / epochs))));
    }

    /// <summary>The factor of an epoch, from 0.</summary>
    public double FactorAt(int epoch) => factor(epoch);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
