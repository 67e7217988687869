namespace Backprop;

/// <summary>Why a training ended.</summary>
/// <param name="Reason">The rule that held, or what went wrong.</param>
/// <param name="Message">The same in a sentence.</param>
internal readonly record struct TrainingEnd(StopReason Reason, string Message);

/// <summary>The rules by which a training ends before all epochs are done.</summary>
internal static class StoppingRule
{
    /// <summary>The rule that holds after the last epoch of the history; null if none does.</summary>
    public static TrainingEnd? Check(TrainingHistory history)
    {
        var options = history.Options;
        double loss = history.Loss[^1];
        if (loss < options.StopWhenLossBelow)
            return After(history, StopReason.LossReached, $"the loss {loss:G6} is below {options.StopWhenLossBelow}.");
        if (options.StopWhenGradientNormBelow is { } limit && GradientNorm(history) < limit)
            return After(history, StopReason.GradientVanished, $"the gradient norm {GradientNorm(history):G6} is below {limit}.");
        if (history.State.EpochsSinceLowest >= options.Patience)
        {
            string epochs = Words.Count(options.Patience.Value, "epoch");
            return After(history, StopReason.NoProgress, $"no loss below {history.State.LowestLoss:G6} for {epochs}.");
        }

        return null;
    }

    private static TrainingEnd After(TrainingHistory history, StopReason reason, FormattableString why) =>
        new(reason, $"Stopped after {Words.Count(history.Epochs, "epoch")}: {FormattableString.Invariant(why)}");

    private static double GradientNorm(TrainingHistory history)
    {
        double sum = 0;
        for (int l = 0; l < history.GradientNorm.Count; l++)
        {
            double norm = history.GradientNorm[l][^1];
            sum += norm * norm;
        }

        return Math.Sqrt(sum);
    }
}
