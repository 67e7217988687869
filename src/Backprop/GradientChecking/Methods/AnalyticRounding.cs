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
/// what that does. Where an output layer's delta is written as ŷ − y, ∂L/∂ŷ is no part of the gradient, and none of its rounding. The
/// passes are those of the formulas as they are written (<see cref="PlainBackward"/>): the library's own rounds less.
/// </remarks>
internal sealed class AnalyticRounding
{
    public const double Unit = 1.0 / (1L << 53);

    /// <summary>How many times the first-order error a bound is.</summary>
    public const double Safety = 64;

    /// <summary>How far something is moved to see what its rounding does.</summary>
    public const double Disturbance = 1.0 / (1 << 20);

    /// <summary>An output nearer than this to 0 or 1 meets the bounds of the binary cross-entropy.</summary>
    private const double Bound = 2e-12;

    /// <summary>Below this, numbers lose their last digits to underflow.</summary>
    private const double Tiny = 1e-290;

    private readonly double[] bounds;

    public AnalyticRounding(Network network, Dataset data, Loss loss, uint seed)
    {
        var forward = network.Forward(data.Inputs);
        var backward = new PlainBackward(network, forward, loss.Evaluate(forward, data.Targets));
        bounds = new double[network.ParameterCount];
        Array.Fill(bounds, Tiny);
        AddSums(backward, BoundError(network, data, loss, backward));
        new ForwardRounding(backward).AddTo(bounds, network, data, seed);
        LossNoise = Unit * 4 * (TermSizes(backward.Loss) + backward.Deltas.Zip(forward.Layers, SlopeTimesSize).Sum());
    }

    /// <summary>How far rounding may set the loss off: u·(|its terms| + Σ |∂L/∂z|·|z|).</summary>
    public double LossNoise { get; }

    /// <summary>The bound of one parameter's derivative; infinite or NaN where there is none.</summary>
    public double this[int parameter] => bounds[parameter];

    private void AddSums(PlainBackward backward, Matrix? boundError)
    {
        var forward = backward.Forward;
        int last = forward.Layers.Count - 1, end = bounds.Length;

        // For each layer the size of delta's terms, and the error that delta has collected, in units of u.
        var size = Absolute(backward.Deltas[last]);
        var error = size + OutputError(forward.Layers[last], backward);
        if (boundError is not null) error += boundError;
        for (int l = last; l >= 0; l--)
        {
            var inputs = Absolute(backward.Inputs(l)).Transpose();
            var total = size + error;
            var weights = inputs * total;
            int bias = end - total.ColumnCount, start = bias - weights.Values.Length;
            Add(weights.Values, bounds.AsSpan(start));
            Add(total.SumRows().Values, bounds.AsSpan(bias));
            end = start;
            if (l == 0) break;
            var back = Absolute(forward.Layers[l].Weights).Transpose();
            var (sizeBefore, errorBefore) = (size * back, error * back);
            var slope = Absolute(Slope(forward.Layers[l - 1]));
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
    private static Matrix OutputError(LayerForward forward, PlainBackward backward)
    {
        var loss = backward.Loss;
        var gradient = Absolute(loss.Gradient);
        int outputs = gradient.ColumnCount;

        // (ŷ·Σy − y)·scale: both terms are at most |delta| + |y|·scale.
        if (PlainBackward.IsDifference(loss.Function, forward.Activation))
            return loss.Function.Scale(gradient.RowCount, outputs) * Absolute(loss.Targets);
        if (forward.Activation.IsElementwise)
            return gradient.Hadamard(SlopeError(forward, Absolute(Slope(forward))));

        // Softmax: aⱼ·(gⱼ − Σₖ gₖ·aₖ).
        double[] sums = [.. Enumerable.Range(0, gradient.RowCount).Select(n => TensorPrimitives.Dot(gradient.Row(n), forward.A.Row(n)))];
        double[] error = new double[gradient.Values.Length];
        for (int i = 0; i < error.Length; i++)
            error[i] = forward.A.Values[i] * (gradient.Values[i] + sums[i / outputs]);
        return new Matrix(gradient.RowCount, outputs, error);
    }

    /// <summary>
    /// How far a cross-entropy's derivative, as it is written, is from that of the function, in units of u: 1 − ŷ has lost digits where ŷ
    /// is nearly 1. Infinite where the bounds of the logarithm and of the denominator, which PyTorch has at different places, make two
    /// functions of them: there nothing can be decided. Null where that plays no part.
    /// </summary>
    private static Matrix? BoundError(Network network, Dataset data, Loss loss, PlainBackward backward)
    {
        var output = backward.Forward.Layers[^1];
        if ((loss != Loss.BinaryCrossEntropy && loss != Loss.CrossEntropy) || PlainBackward.IsDifference(loss, output.Activation))
            return null;
        bool isExact = output.Activation.IsGeneric;
        if (!isExact && !output.A.Values.ContainsAnyExceptInRange(Bound, 1 - Bound)) return null;
        var measured = new MeasuredPass(new BasePass(network, data, loss)).OutputDelta;
        double least = loss.Scale(measured.RowCount, measured.ColumnCount) * Disturbance * Disturbance;
        return new Matrix(measured.RowCount, measured.ColumnCount,
            [.. backward.Deltas[^1].Values.ToArray().Zip(measured.Values.ToArray(), Error)]);

        double Error(double written, double slope)
        {
            double difference = Math.Abs(written - slope);
            if (difference > least && Difference.Relative(written, slope) > 1e-6) return double.PositiveInfinity;
            return isExact ? difference / Unit : 0;
        }
    }

    /// <summary>
    /// The error of φ′(z) as it is written, in units of u: what a rounded a does to a form in terms of a, such as 1 − a²; 1 where only z is
    /// in it and it changes with z, or where nothing is known of it; its own size for ReLU.
    /// </summary>
    private static Matrix SlopeError(LayerForward forward, Matrix slope)
    {
        var (activation, z, a) = (forward.Activation, forward.Z, forward.A);
        if (!activation.IsGeneric) return slope.Map(x => x + 1);
        var here = PlainBackward.Slope(activation, z, a);
        var byA = PlainBackward.Slope(activation, z, a.Map(x => x * (1 + Disturbance)));
        var byZ = PlainBackward.Slope(activation, z.Map(x => x * (1 + Disturbance)), a);
        double[] error = new double[slope.Values.Length];
        for (int i = 0; i < error.Length; i++)
        {
            double moved = Math.Abs(byA.Values[i] - here.Values[i]);
            error[i] = slope.Values[i] + (moved > 0 ? moved / Disturbance : byZ.Values[i] != here.Values[i] ? 1 : 0);
        }

        return new Matrix(slope.RowCount, slope.ColumnCount, error);
    }

    public static Matrix Slope(LayerForward layer) => PlainBackward.Slope(layer.Activation, layer.Z, layer.A);

    private static Matrix Absolute(Matrix matrix) => matrix.Map(Math.Abs);

    private static double TermSizes(LossValue loss) =>
        TensorPrimitives.SumOfMagnitudes(loss.SampleTerms.Values) / (
            loss.Function.OverSamples == Reduction.Mean ? loss.SampleTerms.Count : 1);

    private static double SlopeTimesSize(Matrix delta, LayerForward forward) =>
        TensorPrimitives.SumOfMagnitudes(delta.Hadamard(forward.Z).Values);
}
