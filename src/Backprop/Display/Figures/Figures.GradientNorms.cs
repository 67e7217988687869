namespace Backprop;

/// <content>The size of each layer's gradient over the epochs.</content>
public static partial class Figures
{
    /// <summary>
    /// The Euclidean norm of each layer's gradient in each epoch, on a logarithmic axis: whether gradients vanish or explode.
    /// </summary>
    /// <param name="history">The training.</param>
    /// <exception cref="ArgumentException">No epoch was done.</exception>
    public static Figure GradientNorms(TrainingHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        ThrowIfNoEpoch(history, nameof(history));
        EpochSeries[] series = [.. history.GradientNorm.Select((norms, l) => new EpochSeries($"layer {Symbols.Invariant(l + 1)}", norms))];
        return OverEpochs("Gradient norm of each layer", "‖∂L/∂(W, b)‖", series, [history]).WithLogY();
    }
}
