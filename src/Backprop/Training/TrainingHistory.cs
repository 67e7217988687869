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
    private readonly (string Name, EpochValues Values)[] lists;
    private readonly List<Snapshot> snapshots = [];
    private readonly Lazy<string> dataFingerprint;

    private TrainingHistory(
        TrainingOptions options,
        IReadOnlyList<int> sizes,
        IReadOnlyList<string> activations,
        Lazy<string> dataFingerprint,
        TrainingState state)
    {
        (Options, Sizes, Activations, State) = (options, sizes, activations, state);
        this.dataFingerprint = dataFingerprint;
        GradientNorm = [.. activations.Select(_ => new EpochValues())];
        lists =
        [
            ("loss", Loss), ("reportedLoss", ReportedLoss), ("accuracy", Accuracy), ("validationLoss", ValidationLoss),
            ("validationAccuracy", ValidationAccuracy), ("learningRate", LearningRate),
            .. GradientNorm.Select((norms, l) => ($"gradientNorm{l + 1}", norms)),
        ];
    }

    internal TrainingHistory(TrainingOptions options, Network network, Dataset data, TrainingState state)
        : this(options, network.Sizes, [.. network.Layers.Select(layer => layer.Activation.Name)], new(() => data.Fingerprint), state)
    {
    }

    /// <summary>How the network was trained. A loss that was left open is the one that was taken.</summary>
    public TrainingOptions Options { get; }

    /// <summary>The number of epochs done, those of a resumed training included.</summary>
    public int Epochs => Loss.Count;

    /// <summary>
    /// The objective: the loss, plus the weight decay's term if there is one; with dropout, of the network without the units dropped. For
    /// full batch,
    /// that before the epoch's update; for smaller batches, over the batches as they came, while the parameters changed.
    /// </summary>
    public EpochValues Loss { get; } = new();

    /// <summary>The loss that was only reported; empty if there was none.</summary>
    public EpochValues ReportedLoss { get; } = new();

    /// <summary>The fraction of samples classified correctly, as for <see cref="Loss"/>; empty if the targets are not classes.</summary>
    public EpochValues Accuracy { get; } = new();

    /// <summary>The loss of the validation data after the epoch; empty if there was none.</summary>
    public EpochValues ValidationLoss { get; } = new();

    /// <summary>The accuracy on the validation data after the epoch; empty if there was none, or no classes.</summary>
    public EpochValues ValidationAccuracy { get; } = new();

    /// <summary>
    /// The Euclidean norm of ∂L/∂W and ∂L/∂b of each layer, before any clipping: <c>GradientNorm[0]</c> is layer 1; over several batches
    /// the mean of
    /// their norms.
    /// </summary>
    public IReadOnlyList<EpochValues> GradientNorm { get; }

    /// <summary>The learning rate of each epoch.</summary>
    public EpochValues LearningRate { get; } = new();

    /// <summary>The parameters at the start of some epochs, as <see cref="TrainingOptions.SnapshotEvery"/> says.</summary>
    public IReadOnlyList<Snapshot> Snapshots => snapshots;

    /// <summary>
    /// The first epoch with the lowest loss, or the lowest validation loss where there is validation data; null if no epoch was done.
    /// <see cref="TrainingOptions.KeepBest"/> leaves the network with its parameters.
    /// </summary>
    public int? BestEpoch
    {
        get
        {
            int? best = null;
            for (int epoch = 0; epoch < Watched.Count; epoch++)
            {
                if (Watched[epoch] < (best is { } b ? Watched[b] : double.PositiveInfinity)) best = epoch;
            }

            return best;
        }
    }

    /// <summary>Why the training ended.</summary>
    public StopReason StopReason { get; internal set; }

    /// <summary>
    /// The same in a sentence, with the numbers, and which parameters the network has where that is not the last epoch's.
    /// </summary>
    public string StopMessage { get; internal set; } = "";

    /// <summary>The numbers of units of the network.</summary>
    internal IReadOnlyList<int> Sizes { get; }

    /// <summary>The names of its activations, layer by layer.</summary>
    internal IReadOnlyList<string> Activations { get; }

    /// <summary>What a resumed training goes on with.</summary>
    internal TrainingState State { get; }

    /// <summary>The loss that patience waits for.</summary>
    internal EpochValues Watched => Options.Validation is null ? Loss : ValidationLoss;

    /// <summary>The network as it was before the first epoch, and the data; null where the history was read from a file.</summary>
    internal (Network Network, Dataset Data)? Origin { get; set; }

    /// <summary>By which a resumed training knows the data again.</summary>
    internal string DataFingerprint => dataFingerprint.Value;

    /// <summary>Why this loss was taken, where it was left open and is not the usual one; else empty.</summary>
    internal string LossNote { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString()
    {
        string end = LossNote.Length == 0 ? StopMessage : $"{StopMessage} {LossNote}";
        return Epochs == 0
            ? $"0 epochs. {end}"
            : FormattableString.Invariant($"{Words.Count(Epochs, "epoch")}, {Options.ObjectiveTitle} {Loss[0]:G6} → {Loss[^1]:G6}. {end}");
    }

    /// <summary>Keeps a copy of the network, unless that epoch has one.</summary>
    internal void TakeSnapshot(int epoch, Network network)
    {
        if (snapshots.Count == 0 || snapshots[^1].Epoch != epoch) snapshots.Add(new Snapshot(epoch, network.Copy()));
    }

    /// <summary>Makes room for more epochs.</summary>
    internal void Reserve(int epochs)
    {
        foreach (var (_, values) in lists)
            values.Reserve(epochs);
    }

    /// <summary>A history to go on with: the same entries, with other options.</summary>
    internal TrainingHistory Continue(TrainingOptions options)
    {
        var next = new TrainingHistory(options, Sizes, Activations, dataFingerprint, State.Copy()) { LossNote = LossNote, Origin = Origin };
        for (int i = 0; i < lists.Length; i++)
            next.lists[i].Values.AddRange(lists[i].Values);
        next.snapshots.AddRange(snapshots);
        return next;
    }
}
