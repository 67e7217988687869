namespace Backprop;

/// <content>What was wrong with it.</content>
public sealed partial class TrainingHistory
{
    /// <summary>Examines this training: what is wrong with it, where, which numbers show it, and what to change.</summary>
    /// <param name="options">How to examine; null for the defaults.</param>
    /// <exception cref="InvalidOperationException">The history was read from a file, which keeps neither the data nor the start
    /// weights.</exception>
    /// <example><code>network.Train(Dataset.Xor, options).Diagnose()</code></example>
    public TrainingCheckReport Diagnose(TrainingCheckOptions? options = null)
    {
        if (Origin is not var (start, data))
        {
            throw new InvalidOperationException(
                "This history was read from a file, which keeps neither the data nor the start weights; use TrainingCheck.Run.");
        }

        var end = start.Copy();
        State.Left.CopyTo(end.Parameters, 0);
        var setup = new TrainingSetup(start, data, Options with { Epochs = Math.Max(Epochs, Options.Epochs) });
        return new TrainingDiagnoser(options ?? new()).Examine(new TrainingRun(setup, end, this, null));
    }
}
