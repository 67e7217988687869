namespace Backprop;

/// <content>The loss of an output.</content>
public sealed partial class Loss
{
    /// <summary>
    /// The loss of an output ŷ, its term for each sample, and ∂L/∂ŷ. Class indices become targets by <see cref="Matrix.OneHot"/>.
    /// </summary>
    /// <param name="output">ŷ, N × outputs.</param>
    /// <param name="targets">y, N × outputs.</param>
    /// <exception cref="ArgumentException">The shapes differ, there is no sample, or the loss needs probabilities and an entry is
    /// none.</exception>
    public LossValue Evaluate(Matrix output, Matrix targets)
    {
        ThrowIfUnusable(output, targets);
        return Evaluate(output, targets, Activation.Identity, output);
    }

    /// <summary>The loss of a single sample's output.</summary>
    /// <param name="output">ŷ, one entry per output.</param>
    /// <param name="target">y, one entry per output.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public LossValue Evaluate(Vector output, Vector target)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(target);
        return Evaluate(Matrix.OneRow(output), Matrix.OneRow(target));
    }

    /// <summary>The loss over an output layer with this activation and these pre-activations; the arguments are not checked.</summary>
    internal LossValue Evaluate(Matrix output, Matrix targets, Activation activation, Matrix z)
    {
        var fused = FusedWith(activation);
        var (terms, gradient) = (new double[output.RowCount], new double[output.Values.Length]);
        for (int i = 0; i < terms.Length; i++)
            terms[i] = SampleTerm(fused, Real.Of(z.Row(i)), Real.Of(output.Row(i)), targets.Row(i));
        Gradient(output.Values, targets.Values, gradient, output.ColumnCount, output.RowCount);
        double sum = new OutputLoss(this, activation, output.ColumnCount).Sum(z.Values, output.Values, targets.Values);
        double value = Reduce(sum, output.RowCount, output.ColumnCount);
        return new LossValue(this, value, new Vector(terms), output, targets, new Matrix(output.RowCount, output.ColumnCount, gradient));
    }

    internal void ThrowIfUnusable(Matrix output, Matrix targets)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(targets);
        if (output.RowCount == 0) throw new ArgumentException("output has no rows; a loss needs at least one sample.", nameof(output));
        if (targets.RowCount != output.RowCount)
        {
            throw new ArgumentException($"targets has {Words.Count(targets.RowCount, "row")} but output has {output.RowCount}; "
                + "there must be one target row for each sample.", nameof(targets));
        }

        if (targets.ColumnCount != output.ColumnCount)
        {
            string columns = Words.Count(targets.ColumnCount, "column"), outputs = Words.Count(output.ColumnCount, "output");
            throw new ArgumentException($"targets has {columns} but the network has {outputs}.", nameof(targets));
        }

        ThrowIfNotTargets(targets, nameof(targets));
        ThrowIfNotProbabilities(output, nameof(output));
    }
}
