using System.Numerics.Tensors;

namespace Backprop;

/// <summary>
/// How far rounding may set a gradient computed by backpropagation off, for every parameter: what a tolerance has to allow
/// even where the numeric derivative is exact.
/// </summary>
/// <remarks>
/// Two sources. The backward sums round in proportion to the sizes of their terms, and φ′ written as 1 − a² or a(1 − a) is off by
/// 2⁻⁵³ of the terms that are subtracted in it: a second backward pass over absolute values carries both to the parameters. The forward
/// pass rounds z and ŷ: its result is exact for slightly different parameters and data, so the gradient at slightly different ones shows
/// what that does. Where an output layer has the fused delta ŷ − y, ∂L/∂ŷ is no part of the gradient, and none of its rounding.
/// </remarks>
internal sealed class AnalyticRounding
{
    private const double Unit = 1.0 / (1L << 53);
    private const double Safety = 64;
    private const double Disturbance = 1.0 / (1 << 20);
    private const int Draws = 3;

    /// <summary>An output nearer than this to 0 or 1 meets the bounds of the binary cross-entropy.</summary>
    private const double Bound = 2e-12;

    /// <summary>Below this, numbers lose their last digits to underflow.</summary>
    private const double Tiny = 1e-290;

    private readonly double[] bounds;

    public AnalyticRounding(Network network, Dataset data, Loss loss, uint seed)
    {
        var forward = network.Forward(data.Inputs);
        var backward = network.Backward(forward, loss.Evaluate(forward, data.Targets));
        bounds = new double[network.ParameterCount];
        Array.Fill(bounds, Tiny);
        AddSums(forward, backward, BoundError(network, data, loss, backward));
        AddForwardError(network, data, loss, backward, seed);
        LossNoise = Unit * 4 * (TermSizes(backward.Loss) + backward.Layers.Zip(forward.Layers, SlopeTimesSize).Sum());
    }

    /// <summary>How far rounding may set the loss off: u·(|its terms| + Σ |∂L/∂z|·|z|).</summary>
    public double LossNoise { get; }

    /// <summary>The bound of one parameter's derivative; infinite or NaN where there is none.</summary>
    public double this[int parameter] => bounds[parameter];

    private void AddSums(ForwardPass forward, BackwardPass backward, Matrix? boundError)
    {
        int last = forward.Layers.Count - 1, end = bounds.Length;

        // For each layer the size of delta's terms, and the error that delta has collected, in units of u.
        var size = Absolute(backward.Layers[last].Delta);
        var error = size + OutputError(forward.Layers[last], backward);
        if (boundError is not null) error += boundError;
        for (int l = last; l >= 0; l--)
        {
            var inputs = Absolute(Inputs(backward, l)).Transpose();
            var total = size + error;
            var weights = inputs * total;
            int bias = end - total.ColumnCount, start = bias - weights.Values.Length;
            Add(weights.Values, bounds.AsSpan(start));
            Add(total.SumRows().Values, bounds.AsSpan(bias));
            end = start;
            if (l == 0) break;
            var back = Absolute(forward.Layers[l].Weights).Transpose();
            var (sizeBefore, errorBefore) = (size * back, error * back);
            var slope = Absolute(backward.Layers[l - 1].Derivative!);
            var slopeError = SlopeError(forward.Layers[l - 1], slope);
            error = errorBefore.Hadamard(slope + ((Unit * Safety) * slopeError)) + sizeBefore.Hadamard(slopeError);
            size = sizeBefore.Hadamard(slope);
        }

        static void Add(ReadOnlySpan<double> terms, Span<double> bounds)
        {
            for (int i = 0; i < terms.Length; i++)
                bounds[i] += Unit * Safety * terms[i];
        }
    }

    /// <summary>The error of the output layer's delta beyond its own size, in units of u.</summary>
    private static Matrix OutputError(LayerForward forward, BackwardPass backward)
    {
        var loss = backward.Loss;
        var gradient = Absolute(loss.Gradient);
        int outputs = gradient.ColumnCount;

        // (ŷ·Σy − y)·scale: both terms are at most |delta| + |y|·scale.
        if (loss.Function.FusedWith(forward.Activation) is not null)
            return loss.Function.Scale(gradient.RowCount, outputs) * Absolute(loss.Targets);
        if (forward.Activation.IsElementwise)
            return gradient.Hadamard(SlopeError(forward, Absolute(backward.Layers[^1].Derivative!)));

        // Softmax: aⱼ·(gⱼ − Σₖ gₖ·aₖ).
        double[] sums = [.. Enumerable.Range(0, gradient.RowCount).Select(n => TensorPrimitives.Dot(gradient.Row(n), forward.A.Row(n)))];
        double[] error = new double[gradient.Values.Length];
        for (int i = 0; i < error.Length; i++)
            error[i] = forward.A.Values[i] * (gradient.Values[i] + sums[i / outputs]);
        return new Matrix(gradient.RowCount, outputs, error);
    }

    /// <summary>
    /// Where ŷ is nearly 0 or 1, the binary cross-entropy bounds its logarithm and the denominator of its derivative, at different places,
    /// as PyTorch does: there the derivative as it is written and the one of the function differ, and nothing can be decided. Null where
    /// that plays no part.
    /// </summary>
    private static Matrix? BoundError(Network network, Dataset data, Loss loss, BackwardPass backward)
    {
        var output = backward.Forward.Layers[^1];
        if (loss != Loss.BinaryCrossEntropy || loss.FusedWith(output.Activation) is not null) return null;
        if (!output.A.Values.ContainsAnyExceptInRange(Bound, 1 - Bound)) return null;
        var measured = new MeasuredPass(new BasePass(network, data, loss)).OutputDelta;
        return new Matrix(measured.RowCount, measured.ColumnCount, [.. backward.Layers[^1].Delta.Values.ToArray()
            .Zip(measured.Values.ToArray(), (written, slope) => Difference.Relative(written, slope) > 1e-6 ? double.PositiveInfinity : 0)]);
    }

    /// <summary>
    /// The error of φ′(z) as it is written, in units of u: what a rounded a does to a form in terms of a, such as 1 − a²; 1 where only z is
    /// in it and it changes with z, or where nothing is known of it; its own size for ReLU.
    /// </summary>
    private static Matrix SlopeError(LayerForward forward, Matrix slope)
    {
        var kernel = forward.Activation.Kernel;
        if (!forward.Activation.IsGeneric) return slope.Map(x => x + 1);
        var (z, a, width) = (forward.Z, forward.A, forward.Z.ColumnCount);
        double[] ones = new double[slope.Values.Length], error = new double[ones.Length], moved = new double[ones.Length];
        Array.Fill(ones, 1);
        kernel.Backward(z.Values, a.Map(x => x * (1 + Disturbance)).Values, ones, error, width);
        kernel.Backward(z.Map(x => x * (1 + Disturbance)).Values, a.Values, ones, moved, width);
        for (int i = 0; i < error.Length; i++)
        {
            double size = slope.Values[i], byA = Math.Abs(Math.Abs(error[i]) - size), byZ = Math.Abs(Math.Abs(moved[i]) - size);
            error[i] = size + (byA > 0 ? byA / Disturbance : byZ > 0 ? 1 : 0);
        }

        return new Matrix(slope.RowCount, width, error);
    }

    private void AddForwardError(Network network, Dataset data, Loss loss, BackwardPass backward, uint seed)
    {
        var random = new RandomState(seed);
        double Disturb(double x) =>
            Math.Clamp(x * (1 + (random.NextDouble() < 0.5 ? Disturbance : -Disturbance)), double.MinValue, double.MaxValue);
        for (int draw = 0; draw < Draws; draw++)
        {
            var nearby = network.Copy();
            foreach (ref double parameter in nearby.Parameters.AsSpan())
                parameter = Disturb(parameter);
            var forward = nearby.Forward(data.Inputs.Map(Disturb));
            var moved = nearby.Backward(forward, loss.EvaluateUnchecked(forward, data.Targets.Map(Disturb)));
            int start = 0;
            for (int l = 0; l < network.Layers.Count; l++)
            {
                AddMoves(Inputs(backward, l), Inputs(moved, l), backward.Layers[l].Delta, moved.Layers[l].Delta, bounds.AsSpan(start));
                start += network.Layers[l].ParameterCount;
            }
        }
    }

    /// <summary>|a|ᵀ·|move of delta| + |move of a|ᵀ·|delta|: what the moves could do if none of them cancelled another.</summary>
    private static void AddMoves(Matrix a, Matrix movedA, Matrix delta, Matrix movedDelta, Span<double> bounds)
    {
        var (inputs, size) = (Absolute(a).Transpose(), Absolute(delta));
        var inputMove = Absolute(movedA - a).Transpose();
        double[] moves = Absolute(movedDelta - delta).Values.ToArray();

        // A delta may by chance not move, so a part of what its sample's do on average is added.
        int width = delta.ColumnCount;
        for (int n = 0; n < delta.RowCount; n++)
        {
            var row = moves.AsSpan(n * width, width);
            var sizes = size.Row(n);
            double total = TensorPrimitives.Sum(sizes), average = total > 0 ? TensorPrimitives.Sum<double>(row) / total / 4 : 0;
            for (int j = 0; j < width; j++)
                row[j] += average * sizes[j];
        }

        var move = new Matrix(delta.RowCount, width, moves);
        var weights = (inputs * move) + (inputMove * size);
        var bias = move.SumRows();
        for (int i = 0; i < weights.Values.Length; i++)
            bounds[i] += Unit * Safety / Disturbance * weights.Values[i];
        for (int j = 0; j < width; j++)
            bounds[weights.Values.Length + j] += Unit * Safety / Disturbance * bias[j];
    }

    private static Matrix Inputs(BackwardPass backward, int l) => l == 0 ? backward.Forward.Inputs : backward.Forward.Layers[l - 1].A;

    private static Matrix Absolute(Matrix matrix) => matrix.Map(Math.Abs);

    private static double TermSizes(LossValue loss) =>
        TensorPrimitives.SumOfMagnitudes(loss.SampleTerms.Values) / (
            loss.Function.OverSamples == Reduction.Mean ? loss.SampleTerms.Count : 1);

    private static double SlopeTimesSize(LayerBackward backward, LayerForward forward) =>
        TensorPrimitives.SumOfMagnitudes(backward.Delta.Hadamard(forward.Z).Values);
}
