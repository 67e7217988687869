namespace Backprop;

/// <content>Adding, scaling and clipping gradients, entry by entry.</content>
public sealed partial class Gradients
{
    /// <summary>The sum of two gradients of the same network, as over the batches of an accumulated gradient.</summary>
    /// <exception cref="ArgumentException">They are of networks of other shapes.</exception>
    public static Gradients operator +(Gradients left, Gradients right)
    {
        ThrowIfOtherShape(left, right);
        return new([.. left.layers.Zip(right.layers, (l, r) => new LayerGradient(l.Weights + r.Weights, l.Bias + r.Bias))]);
    }

    /// <summary>The difference of two gradients of the same network.</summary>
    /// <exception cref="ArgumentException">They are of networks of other shapes.</exception>
    public static Gradients operator -(Gradients left, Gradients right)
    {
        ThrowIfOtherShape(left, right);
        return new([.. left.layers.Zip(right.layers, (l, r) => new LayerGradient(l.Weights - r.Weights, l.Bias - r.Bias))]);
    }

    /// <summary>Every entry times a number.</summary>
    public static Gradients operator *(double factor, Gradients gradients) => Each(gradients, w => factor * w, b => factor * b);

    /// <summary>Every entry times a number.</summary>
    public static Gradients operator *(Gradients gradients, double factor) => factor * gradients;

    /// <summary>Every entry divided by a number, as by the number of batches that were added up.</summary>
    public static Gradients operator /(Gradients gradients, double divisor) => Each(gradients, w => w / divisor, b => b / divisor);

    /// <summary>Every entry with the other sign.</summary>
    public static Gradients operator -(Gradients gradients) => Each(gradients, w => -w, b => -b);

    /// <summary>The function applied to every entry of every layer.</summary>
    public Gradients Map(Func<double, double> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Each(this, w => w.Map(function), b => b.Map(function));
    }

    /// <summary>
    /// The same direction, no longer than a limit: every entry times min(1, limit / (norm + 10⁻⁶)); PyTorch's <c>clip_grad_norm_</c>.
    /// </summary>
    /// <param name="limit">The largest Euclidean norm of all entries, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not a finite number above 0.</exception>
    public Gradients ClipNorm(double limit)
    {
        Finite.ThrowIfNotPositive(limit);
        double factor = GradientClipping.Factor(Norm(), limit);
        return factor < 1 ? factor * this : this;
    }

    /// <summary>Every entry brought into [−limit, limit], which may turn the direction; PyTorch's <c>clip_grad_value_</c>.</summary>
    /// <param name="limit">The largest size of an entry, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not a finite number above 0.</exception>
    public Gradients ClipValue(double limit)
    {
        Finite.ThrowIfNotPositive(limit);
        return Map(g => Math.Clamp(g, -limit, limit));
    }

    private static Gradients Each(Gradients gradients, Func<Matrix, Matrix> weights, Func<Vector, Vector> bias)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        return new([.. gradients.layers.Select(layer => new LayerGradient(weights(layer.Weights), bias(layer.Bias)))]);
    }

    private static void ThrowIfOtherShape(Gradients left, Gradients right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Count != right.Count)
        {
            throw new ArgumentException(
                $"left has {Words.Count(left.Count, "layer")} but right has {right.Count}; both must be of the same network.",
                nameof(right));
        }

        for (int l = 0; l < left.Count; l++)
        {
            var (one, other) = (left[l], right[l]);
            if (one.Weights.Shape == other.Weights.Shape && one.Bias.Count == other.Bias.Count) continue;
            throw new ArgumentException(
                $"Layer {l + 1} of left has {one.Weights.Shape} weights and {one.Bias.Count} biases "
                + $"but that of right {other.Weights.Shape} and {other.Bias.Count}; both must be of the same network.",
                nameof(right));
        }
    }
}
