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
    /// <exception cref="ArgumentException">The shapes differ, there is no sample, or the loss needs probabilities and an entry is
    /// none.</exception>
    public LossValue Evaluate(ForwardPass forward, Matrix targets)
    {
        ArgumentNullException.ThrowIfNull(forward);
        ThrowIfUnusable(forward.Output, targets);
        return EvaluateUnchecked(forward, targets);
    }

    /// <summary>
    /// The loss of a forward pass against a list of numbers: the target of a single sample, one entry per output; or for several samples an
    /// entry each,
    /// which is the target where there is a single output and else the class, counted from 0.
    /// </summary>
    /// <param name="forward">The forward pass whose output is compared.</param>
    /// <param name="targets">y of the sample, or a target or class for each sample.</param>
    /// <exception cref="ArgumentException">There are too few or too many entries, or one is not the class of an output.</exception>
    /// <example><code>Loss.CrossEntropy.Evaluate(network.Forward(x), [0, 2, 1])   // three samples, of the classes 0, 2 and
    /// 1</code></example>
    public LossValue Evaluate(ForwardPass forward, Vector targets)
    {
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(targets);
        var (samples, outputs) = (forward.Output.RowCount, forward.Output.ColumnCount);
        if (samples == 1 && (targets.Count != 1 || outputs == 1)) return Evaluate(forward, Matrix.OneRow(targets));
        if (targets.Count != samples)
        {
            throw new ArgumentException(
                $"targets has {targets.Count} entries but there are {samples} samples; give each its target or class.",
                nameof(targets));
        }

        return Evaluate(forward, outputs == 1 ? new Matrix(samples, 1, [.. targets]) : OneHot(targets, outputs));
    }

    /// <summary>The same with whole numbers, such as the <see cref="Dataset.Classes"/> of the samples.</summary>
    /// <param name="forward">The forward pass whose output is compared.</param>
    /// <param name="targets">y of the sample, or a target or class for each sample.</param>
    /// <exception cref="ArgumentException">There are too few or too many entries, or one is not the class of an output.</exception>
    public LossValue Evaluate(ForwardPass forward, IReadOnlyList<int> targets)
    {
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(targets);
        return Evaluate(forward, new Vector([.. targets]));
    }

    private static Matrix OneHot(Vector targets, int count)
    {
        for (int i = 0; i < targets.Count; i++)
        {
            double k = targets[i];
            if (k >= 0 && k < count && k == Math.Floor(k)) continue;
            string entry = FormattableString.Invariant($"targets[{i}] is {k}");
            throw new ArgumentException($"{entry}; with {count} outputs the class of a sample is from 0 to {count - 1}.", nameof(targets));
        }

        return Matrix.OneHot([.. targets.Select(k => (int)k)], count);
    }

    /// <summary>The loss also of targets just outside its domain, as an analysis of rounding errors needs.</summary>
    internal LossValue EvaluateUnchecked(ForwardPass forward, Matrix targets) =>
        Evaluate(forward.Output, targets, forward.Layers[^1].Activation, forward.Layers[^1].Z) with { Inputs = forward.Inputs };
}
