namespace Backprop;

/// <summary>What a training carries from epoch to epoch besides the parameters.</summary>
internal sealed class TrainingState(OptimizerState optimizer, RandomState? shuffle, RandomState? dropout)
{
    public OptimizerState Optimizer { get; } = optimizer;

    /// <summary>The stream of the samples' order; null if they keep theirs.</summary>
    public RandomState? Shuffle { get; } = shuffle;

    /// <summary>The stream of the units dropped; null if none are.</summary>
    public RandomState? Dropout { get; } = dropout;

    /// <summary>The lowest loss of an epoch so far.</summary>
    public double LowestLoss { get; set; } = double.PositiveInfinity;

    /// <summary>How many epochs ago that was.</summary>
    public int EpochsSinceLowest { get; set; }

    /// <summary>The parameters that the lowest loss belongs to; null if they are not kept, or there is none.</summary>
    public double[]? Best { get; set; }

    /// <summary>The parameters after the last epoch, from which a resumed training goes on.</summary>
    public double[] Last { get; set; } = [];

    /// <summary>The parameters that the training left the network with.</summary>
    public double[] Left => Best ?? Last;

    /// <summary>Takes note of an epoch's loss; true if none was as low.</summary>
    public bool Observe(double loss)
    {
        if (!(loss < LowestLoss))
        {
            EpochsSinceLowest++;
            return false;
        }

        (LowestLoss, EpochsSinceLowest) = (loss, 0);
        return true;
    }

    /// <summary>Keeps the parameters of the lowest loss.</summary>
    public void KeepBest(ReadOnlySpan<double> parameters)
    {
        Best ??= new double[parameters.Length];
        parameters.CopyTo(Best);
    }

    public TrainingState Copy()
    {
        var copy = new TrainingState(new OptimizerState(Optimizer.ParameterCount), Shuffle?.Copy(), Dropout?.Copy())
        {
            Best = (double[]?)Best?.Clone(),
            Last = Last,
        };
        copy.CopyFrom(this);
        return copy;
    }

    /// <summary>Takes over what an epoch changes of another state, without allocating.</summary>
    public void CopyFrom(TrainingState other)
    {
        Optimizer.CopyFrom(other.Optimizer);
        Shuffle?.CopyFrom(other.Shuffle!);
        Dropout?.CopyFrom(other.Dropout!);
        (LowestLoss, EpochsSinceLowest) = (other.LowestLoss, other.EpochsSinceLowest);
    }
}
