namespace Backprop;

/// <summary>The parameters that a training leaves as they are.</summary>
internal sealed class FrozenParameters(Network network)
{
    private readonly (int Start, int Length)[] ranges =
    [
        .. network.Layers.Where(layer => layer.WeightsFrozen).Select(layer => (layer.Start, layer.Inputs * layer.Outputs)),
        .. network.Layers.Where(layer => layer.BiasFrozen).Select(layer => (layer.Start + (layer.Inputs * layer.Outputs), layer.Outputs)),
    ];

    /// <summary>Takes their entries out of the gradient, so that norms and clipping are those of the rest.</summary>
    public void ClearGradient(Span<double> gradient)
    {
        foreach (var (start, length) in ranges)
            gradient.Slice(start, length).Clear();
    }

    /// <summary>Puts back their values: an optimizer can move a parameter without a gradient, as the decay of AdamW does.</summary>
    public void Restore(Span<double> parameters, ReadOnlySpan<double> before)
    {
        foreach (var (start, length) in ranges)
            before.Slice(start, length).CopyTo(parameters.Slice(start, length));
    }
}
