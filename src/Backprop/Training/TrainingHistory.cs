namespace Backprop;

/// <summary>Why a training ended.</summary>
public enum StopReason
{
    /// <summary>All epochs were done.</summary>
    EpochsDone,

    /// <summary>The loss fell below <see cref="TrainingOptions.StopWhenLossBelow"/>.</summary>
    LossReached,

    /// <summary>The gradient norm fell below <see cref="TrainingOptions.StopWhenGradientNormBelow"/>.</summary>
    GradientVanished,

    /// <summary>There was no new lowest loss for <see cref="TrainingOptions.Patience"/> epochs.</summary>
    NoProgress,

    /// <summary>A loss, gradient or parameter became NaN or infinite. The epoch in which that happened is undone.</summary>
    Diverged,

    /// <summary>The caller cancelled. The epoch that was not finished is undone.</summary>
    Cancelled,
}

/// <summary>The parameters of a network at the start of an epoch.</summary>
/// <param name="Epoch">The epoch, from 0.</param>
/// <param name="Network">A copy of the network.</param>
public sealed record Snapshot(int Epoch, Network Network);

/// <summary>What happened in each epoch of a training. Entry e of each list is epoch e, from 0.</summary>
public sealed partial class TrainingHistory
{
    internal TrainingHistory(TrainingOptions options, Network network, TrainingState state)
    {
        Options = options;
        State = state;
        GradientNorms = [.. network.Layers.Select(_ => new List<double>())];
    }

    /// <summary>How the network was trained.</summary>
    public TrainingOptions Options { get; }

    /// <summary>The number of epochs done, those of a resumed training included.</summary>
    public int Epochs => Losses.Count;

    /// <summary>The objective: the loss, plus the weight decay's term if there is one. For full batch, that before the epoch's update; for smaller batches, over the batches as they came, while the parameters changed.</summary>
    public IReadOnlyList<double> Loss => Losses;

    /// <summary>The loss that was only reported; empty if there was none.</summary>
    public IReadOnlyList<double> ReportedLoss => ReportedLosses;

    /// <summary>The fraction of samples classified correctly, as for <see cref="Loss"/>; empty if the targets are not classes.</summary>
    public IReadOnlyList<double> Accuracy => Accuracies;

    /// <summary>The loss of the validation data after the epoch; empty if there was none.</summary>
    public IReadOnlyList<double> ValidationLoss => ValidationLosses;

    /// <summary>The accuracy on the validation data after the epoch; empty if there was none, or no classes.</summary>
    public IReadOnlyList<double> ValidationAccuracy => ValidationAccuracies;

    /// <summary>The Euclidean norm of ∂L/∂W and ∂L/∂b of each layer: <c>GradientNorm[0]</c> is layer 1; over several batches the mean of their norms.</summary>
    public IReadOnlyList<IReadOnlyList<double>> GradientNorm => GradientNorms;

    /// <summary>The learning rate of each epoch.</summary>
    public IReadOnlyList<double> LearningRate => LearningRates;

    /// <summary>The parameters at the start of some epochs, as <see cref="TrainingOptions.SnapshotEvery"/> says.</summary>
    public IReadOnlyList<Snapshot> Snapshots => SnapshotList;

    /// <summary>Why the training ended.</summary>
    public StopReason StopReason { get; internal set; }

    /// <summary>The same in a sentence, with the numbers.</summary>
    public string StopMessage { get; internal set; } = "";

    internal List<double> Losses { get; } = [];

    internal List<double> ReportedLosses { get; } = [];

    internal List<double> Accuracies { get; } = [];

    internal List<double> ValidationLosses { get; } = [];

    internal List<double> ValidationAccuracies { get; } = [];

    internal List<double>[] GradientNorms { get; }

    internal List<double> LearningRates { get; } = [];

    internal List<Snapshot> SnapshotList { get; } = [];

    /// <summary>What a resumed training goes on with.</summary>
    internal TrainingState State { get; }

    /// <summary>What the training started from, and the network as it left it: for <see cref="Diagnose"/>.</summary>
    internal TrainingSetup? Origin { get; set; }

    internal Network? Trained { get; set; }

    /// <summary>Examines this training: what is wrong with it, where, which numbers show it, and what to change.</summary>
    /// <param name="options">How to examine; null for the defaults.</param>
    /// <example><code>network.Train(Dataset.Xor, options).Diagnose()</code></example>
    public TrainingCheckReport Diagnose(TrainingCheckOptions? options = null) =>
        new TrainingDiagnoser(options ?? new()).Examine(new TrainingRun(Origin! with { Options = Options with { Epochs = Epochs } }, Trained!, this, null));

    /// <inheritdoc/>
    public override string ToString() => Epochs == 0
        ? $"0 epochs. {StopMessage}"
        : FormattableString.Invariant($"{Words.Count(Epochs, "epoch")}, {Options.ObjectiveTitle} {Losses[0]:G6} → {Losses[^1]:G6}. {StopMessage}");

    /// <summary>Makes room for more epochs, so that the lists need not grow while the training runs.</summary>
    internal void Reserve(int epochs, bool withAccuracy)
    {
        int capacity = Epochs + Math.Min(epochs, 1_000_000);
        Losses.EnsureCapacity(capacity);
        LearningRates.EnsureCapacity(capacity);
        if (Options.ReportedLoss is not null) ReportedLosses.EnsureCapacity(capacity);
        if (withAccuracy) Accuracies.EnsureCapacity(capacity);
        if (Options.Validation is not null) ValidationLosses.EnsureCapacity(capacity);
        if (Options.Validation is not null && withAccuracy) ValidationAccuracies.EnsureCapacity(capacity);
        foreach (var norms in GradientNorms)
            norms.EnsureCapacity(capacity);
    }

    /// <summary>A history to go on with: the same entries, and room for more epochs.</summary>
    internal TrainingHistory Continue(TrainingOptions options, Network network)
    {
        var next = new TrainingHistory(options, network, State.Copy());
        next.Origin = Origin;
        next.Losses.AddRange(Losses);
        next.ReportedLosses.AddRange(ReportedLosses);
        next.Accuracies.AddRange(Accuracies);
        next.ValidationLosses.AddRange(ValidationLosses);
        next.ValidationAccuracies.AddRange(ValidationAccuracies);
        next.LearningRates.AddRange(LearningRates);
        next.SnapshotList.AddRange(SnapshotList);
        for (int l = 0; l < GradientNorms.Length; l++)
            next.GradientNorms[l].AddRange(GradientNorms[l]);
        return next;
    }
}
