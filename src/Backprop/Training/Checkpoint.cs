namespace Backprop;

/// <summary>Parameters and state at the start of an epoch, so that an epoch that diverges or is cancelled can be undone.</summary>
internal sealed class Checkpoint(Network network, TrainingState state)
{
    private readonly double[] parameters = new double[network.ParameterCount];
    private readonly TrainingState saved = state.Copy();

    /// <summary>The parameters at the start of the epoch.</summary>
    public ReadOnlySpan<double> Parameters => parameters;

    public void Take()
    {
        network.Parameters.CopyTo(parameters);
        saved.CopyFrom(state);
    }

    public void Restore()
    {
        parameters.CopyTo(network.Parameters);
        state.CopyFrom(saved);
    }
}
