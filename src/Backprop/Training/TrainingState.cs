namespace Backprop;

/// <summary>What a training carries from epoch to epoch besides the parameters.</summary>
internal sealed class TrainingState(OptimizerState optimizer, RandomState? shuffle)
{
    public OptimizerState Optimizer { get; } = optimizer;

    public RandomState? Shuffle { get; } = shuffle;

    /// <summary>The lowest loss of an epoch so far, for <see cref="TrainingOptions.Patience"/>.</summary>
    public double LowestLoss { get; set; } = double.PositiveInfinity;

    /// <summary>How many epochs ago that was.</summary>
    public int EpochsSinceLowest { get; set; }

    public TrainingState Copy()
    {
        var copy = new TrainingState(new OptimizerState(Optimizer.ParameterCount), Shuffle?.Copy());
        copy.CopyFrom(this);
        return copy;
    }

    /// <summary>Takes over the state of another, without allocating.</summary>
    public void CopyFrom(TrainingState other)
    {
        Optimizer.CopyFrom(other.Optimizer);
        Shuffle?.CopyFrom(other.Shuffle!);
        (LowestLoss, EpochsSinceLowest) = (other.LowestLoss, other.EpochsSinceLowest);
    }
}
