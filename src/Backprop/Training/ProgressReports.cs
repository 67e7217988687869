using System.Diagnostics;

namespace Backprop;

/// <summary>Calls the progress callback of a training no more often than was asked for.</summary>
/// <param name="history">The training.</param>
/// <param name="first">The first epoch of this part of it.</param>
internal sealed class ProgressReports(TrainingHistory history, int first)
{
    private readonly Action<EpochProgress>? tell = history.Options.Progress;
    private readonly long interval = (long)(history.Options.ProgressInterval.TotalSeconds * Stopwatch.Frequency);
    private readonly long begun = Stopwatch.GetTimestamp();
    private long last;
    private int told = -1;

    /// <summary>An epoch is done.</summary>
    public void AfterEpoch(int epoch)
    {
        if (tell is null) return;
        long now = Stopwatch.GetTimestamp();
        if (epoch == first || now - last >= interval) Tell(epoch, now);
    }

    /// <summary>The training has ended: its last epoch is told if it was not.</summary>
    public void AtEnd()
    {
        int epoch = history.Epochs - 1;
        if (tell is not null && epoch >= first && told != epoch) Tell(epoch, Stopwatch.GetTimestamp());
    }

    private void Tell(int epoch, long now)
    {
        (last, told) = (now, epoch);
        int epochs = first + history.Options.Epochs, done = epoch + 1 - first;
        var elapsed = Stopwatch.GetElapsedTime(begun, now);
        tell!(new EpochProgress(epoch, history.Loss[epoch])
        {
            Epochs = epochs,
            Elapsed = elapsed,
            Remaining = elapsed * ((double)(epochs - epoch - 1) / done),
            Losses = history.Loss,
        });
    }
}
