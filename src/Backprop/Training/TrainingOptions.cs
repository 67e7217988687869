namespace Backprop;

/// <summary>How a network is trained.</summary>
public sealed record TrainingOptions
{
    /// <summary>
    /// The loss that is descended; null, if left open, for cross-entropy where the output layer has softmax and the mean squared error
    /// elsewhere.
    /// </summary>
    public Loss? Loss { get; init; }

    /// <summary>
    /// A loss that is only reported, as the lab sheet prints the mean squared error while it descends half the sum; null for none.
    /// </summary>
    public Loss? ReportedLoss { get; init; }

    /// <summary>How parameters follow the gradient.</summary>
    public Optimizer Optimizer { get; init; } = Optimizer.GradientDescent(0.1);

    /// <summary>How often each sample is used.</summary>
    public int Epochs { get; init; } = 1000;

    /// <summary>
    /// The samples of one update: null for all (full batch), 1 for an update after each sample (the lab sheet's pseudo-code).
    /// </summary>
    public int? BatchSize { get; init; }

    /// <summary>The seed by which the samples are put in a new random order each epoch; null keeps their order.</summary>
    public uint? ShuffleSeed { get; init; }

    /// <summary>How the learning rate changes over the epochs.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Constant;

    /// <summary>λ: adds ½·λ·ΣW² over all weights (not biases) to the objective, so λ·W to the gradient.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Dropout in the hidden layers: <c>0.5</c> for all, <c>[0.2, 0.5]</c> for a rate each; null for none.</summary>
    public Dropout? Dropout { get; init; }

    /// <summary>The seed by which units are drawn that dropout drops.</summary>
    public uint DropoutSeed { get; init; }

    /// <summary>
    /// Shortens the gradient of a step (with the term of the weight decay) to this Euclidean norm where it is longer, as
    /// <see cref="Gradients.ClipNorm"/>;
    /// null for never.
    /// </summary>
    public double? ClipNorm { get; init; }

    /// <summary>Brings each entry of a step's gradient into ± this, as <see cref="Gradients.ClipValue"/>; null for never.</summary>
    public double? ClipValue { get; init; }

    /// <summary>Samples that are only evaluated, after each epoch; null for none.</summary>
    public Dataset? Validation { get; init; }

    /// <summary>Stops when an epoch's loss is below this; null for never.</summary>
    public double? StopWhenLossBelow { get; init; }

    /// <summary>Stops when an epoch's gradient norm is below this; null for never.</summary>
    public double? StopWhenGradientNormBelow { get; init; }

    /// <summary>
    /// Early stopping: stops after so many epochs without a new lowest loss (validation loss where there is validation data); null for
    /// never. The
    /// network then has the parameters of the last epoch, unless <see cref="KeepBest"/> is set.
    /// </summary>
    public int? Patience { get; init; }

    /// <summary>
    /// Whether the network is left with the parameters of <see cref="TrainingHistory.BestEpoch"/>, the epoch with the lowest loss
    /// (validation loss where
    /// there is validation data), however the training ends.
    /// </summary>
    public bool KeepBest { get; init; }

    /// <summary>Keeps a copy of the parameters every so many epochs, at the start of the epoch; null for none.</summary>
    public int? SnapshotEvery { get; init; }

    /// <summary>
    /// Called after the first and the last epoch, and between them at most so often as <see cref="ProgressInterval"/> says:
    /// <c>Progress = p => shown.Update(p)</c> with <c>var shown = display("training …")</c> before it shows a bar that is updated in place.
    /// </summary>
    public Action<EpochProgress>? Progress { get; init; }

    /// <summary>
    /// The least time between two calls of <see cref="Progress"/>, a tenth of a second if left out; <see cref="TimeSpan.Zero"/> calls it
    /// after each epoch.
    /// </summary>
    public TimeSpan ProgressInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Stops at the next batch when cancelled; the epoch that is not finished is undone, all before it are kept.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>What <see cref="TrainingHistory.Loss"/> is called.</summary>
    internal string ObjectiveTitle => WeightDecay > 0 ? $"{Loss?.Title} + weight decay" : $"{Loss?.Title}";
}
