namespace Backprop;

/// <summary>The rules by which a training ends before all epochs are done.</summary>
internal sealed class StoppingRule(TrainingOptions options)
{
    private double lowest = double.PositiveInfinity;
    private int epochsSinceLowest;

    /// <summary>The rule that holds after the last epoch of the history; null if none does.</summary>
    public (StopReason Reason, string Message)? Check(TrainingHistory history)
    {
        double loss = history.Losses[^1];
        if (options.StopWhenLossBelow is { } goal && loss < goal)
            return (StopReason.LossReached, FormattableString.Invariant($"Stopped after {history.Epochs} epochs: the loss {loss:G6} is below {goal}."));

        if (options.StopWhenGradientNormBelow is { } limit && GradientNorm(history) is var norm && norm < limit)
            return (StopReason.GradientVanished, FormattableString.Invariant($"Stopped after {history.Epochs} epochs: the gradient norm {norm:G6} is below {limit}."));

        if (options.Patience is { } patience && !HasProgress(options.Validation is null ? loss : history.ValidationLosses[^1]) && epochsSinceLowest >= patience)
            return (StopReason.NoProgress, FormattableString.Invariant($"Stopped after {history.Epochs} epochs: no loss below {lowest:G6} for {patience} epochs."));

        return null;
    }

    private bool HasProgress(double loss)
    {
        if (loss < lowest)
        {
            (lowest, epochsSinceLowest) = (loss, 0);
            return true;
        }

        epochsSinceLowest++;
        return false;
    }

    private static double GradientNorm(TrainingHistory history)
    {
        double squares = 0;
        foreach (var norms in history.GradientNorms)
            squares += norms[^1] * norms[^1];
        return Math.Sqrt(squares);
    }
}
