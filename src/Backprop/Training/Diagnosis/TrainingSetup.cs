namespace Backprop;

/// <summary>All that decides how a training goes.</summary>
/// <param name="Network">The network with the parameters that the training starts from.</param>
/// <param name="Data">The samples.</param>
/// <param name="Options">Loss, optimizer, epochs, …</param>
public sealed record TrainingSetup(Network Network, Dataset Data, TrainingOptions Options)
{
    internal Activation Output => Network.Layers[^1].Activation;

    internal int BatchSize => Math.Min(Options.BatchSize ?? Data.Count, Data.Count);

    internal int StepsPerEpoch => (Data.Count + BatchSize - 1) / BatchSize;

    internal long Steps => (long)StepsPerEpoch * Options.Epochs;

    /// <summary>The multiplications and additions of an epoch, with what a step costs besides.</summary>
    internal double Work => (6.0 * Network.ParameterCount * Data.Count) + (StepsPerEpoch * (2000.0 + (30.0 * Network.ParameterCount)));
}

/// <summary>A training that was done: from where, to where, and its history.</summary>
/// <param name="Setup">What it started from.</param>
/// <param name="End">The network as the training left it.</param>
/// <param name="History">What happened; null where no training could start.</param>
/// <param name="Failure">Why none could start.</param>
internal sealed record TrainingRun(TrainingSetup Setup, Network End, TrainingHistory? History, string? Failure)
{
    public static TrainingRun Of(TrainingSetup setup)
    {
        var network = setup.Network.Copy();
        try
        {
            var history = network.Train(setup.Data, setup.Options with { Progress = null, SnapshotEvery = null });
            return new(setup, network, history, null);
        }
        catch (ArgumentException e)
        {
            return new(setup, network, null, e.Message);
        }
    }
}
