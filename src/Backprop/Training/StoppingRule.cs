namespace Backprop;

/// <summary>The rules by which a training ends before all epochs are done.</summary>
internal static class StoppingRule
{
    /// <summary>The rule that holds after the last epoch of the history; null if none does.</summary>
    public static (StopReason Reason, string Message)? Check(TrainingHistory history)
    {
        var (options, state) = (history.Options, history.State);
        double loss = history.Losses[^1];
        if (options.StopWhenLossBelow is { } goal && loss < goal)
            return (StopReason.LossReached, FormattableString.Invariant($"Stopped after {Words.Count(history.Epochs, "epoch")}: the loss {loss:G6} is below {goal}."));

        if (options.StopWhenGradientNormBelow is { } limit && GradientNorm(history) is var norm && norm < limit)
            return (StopReason.GradientVanished, FormattableString.Invariant($"Stopped after {Words.Count(history.Epochs, "epoch")}: the gradient norm {norm:G6} is below {limit}."));

        if (options.Patience is { } patience && EpochsSinceLowest(history) >= patience)
        {
            state.EpochsSinceLowest = 0; // A resumed training is patient again.
            return (StopReason.NoProgress, FormattableString.Invariant($"Stopped after {Words.Count(history.Epochs, "epoch")}: no loss below {state.LowestLoss:G6} for {Words.Count(patience, "epoch")}."));
        }

        return null;
    }

    private static int EpochsSinceLowest(TrainingHistory history)
    {
        double loss = history.Options.Validation is null ? history.Losses[^1] : history.ValidationLosses[^1];
        var state = history.State;
        (state.LowestLoss, state.EpochsSinceLowest) = loss < state.LowestLoss ? (loss, 0) : (state.LowestLoss, state.EpochsSinceLowest + 1);
        return state.EpochsSinceLowest;
    }

    private static double GradientNorm(TrainingHistory history) => Math.Sqrt(history.GradientNorms.Sum(norms => norms[^1] * norms[^1]));
}
