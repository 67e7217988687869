namespace Backprop;

/// <summary>A loss over an output layer: from z where the loss has a stable form with the layer's activation, else from ŷ.</summary>
internal sealed class OutputLoss(Loss loss, Activation activation, int width)
{
    private readonly FusedLoss? fused = loss.FusedWith(activation);

    /// <summary>The sum of all terms of all samples, which <see cref="Loss.Reduce"/> makes L.</summary>
    public double Sum(ReadOnlySpan<double> z, ReadOnlySpan<double> output, ReadOnlySpan<double> targets) =>
        fused?.Sum(z, targets, width) ?? loss.Sum(output, targets);

    /// <summary>delta of the output layer, ∂L/∂z, for some of the samples.</summary>
    /// <param name="z">Their pre-activations.</param>
    /// <param name="output">Their ŷ.</param>
    /// <param name="targets">Their y.</param>
    /// <param name="gradient">Working space for ∂L/∂ŷ where there is no stable form.</param>
    /// <param name="delta">Receives ∂L/∂z.</param>
    /// <param name="samples">The number of all samples of L.</param>
    public void Delta(
        ReadOnlySpan<double> z, ReadOnlySpan<double> output, ReadOnlySpan<double> targets, Span<double> gradient, Span<double> delta,
        int samples)
    {
        if (fused is null)
        {
            loss.Gradient(output, targets, gradient, width, samples);
            activation.Kernel.Backward(z, output, gradient, delta, width);
        }
        else
        {
            fused.Delta(z, output, targets, delta, width);
            loss.Rescale(delta, width, samples);
        }
    }
}
