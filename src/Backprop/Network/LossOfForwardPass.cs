namespace Backprop;

/// <content>The loss of a forward pass.</content>
public sealed partial class Loss
{
    /// <summary>
    /// The loss of a forward pass. Sigmoid with binary cross-entropy and softmax with cross-entropy are computed from z,
    /// which stays exact where ŷ has rounded to 0 or 1.
    /// </summary>
    /// <param name="forward">The forward pass whose output is compared.</param>
    /// <param name="targets">y, N × outputs.</param>
    /// <exception cref="ArgumentException">The shapes differ, there is no sample, or the loss needs probabilities and an entry is none.</exception>
    public LossValue Evaluate(ForwardPass forward, Matrix targets)
    {
        ArgumentNullException.ThrowIfNull(forward);
        ThrowIfUnusable(forward.Output, targets);
        return EvaluateUnchecked(forward, targets);
    }

    /// <summary>The loss of a single sample's forward pass.</summary>
    /// <param name="forward">The forward pass of one sample.</param>
    /// <param name="target">y, one entry per output.</param>
    /// <exception cref="ArgumentException">The lengths differ, or the forward pass has several samples.</exception>
    public LossValue Evaluate(ForwardPass forward, Vector target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Evaluate(forward, Matrix.OneRow(target));
    }

    /// <summary>The loss also of targets just outside its domain, as an analysis of rounding errors needs.</summary>
    internal LossValue EvaluateUnchecked(ForwardPass forward, Matrix targets) =>
        Evaluate(forward.Output, targets, forward.Layers[^1].Activation, forward.Layers[^1].Z) with { Inputs = forward.Inputs };
}
