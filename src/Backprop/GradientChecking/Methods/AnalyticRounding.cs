using System.Numerics.Tensors;

namespace Backprop;

/// <summary>
/// How far rounding may set a gradient computed by backpropagation off, for every parameter: what a tolerance has to allow
/// even where the numeric derivative is exact.
/// </summary>
/// <remarks>
/// Two sources. The backward sums round in proportion to the sizes of their terms, and φ′ written as 1 − a² or a(1 − a) is off by
/// 2⁻⁵³ however small it is: a second backward pass over absolute values carries both to the parameters. The forward pass rounds z and ŷ:
/// its result is exact for slightly different parameters and data, so the gradient at slightly different ones shows what that does.
/// </remarks>
internal sealed class AnalyticRounding
{
    private const double Unit = 1.0 / (1L << 53);
    private const double Safety = 64;
    private const double Disturbance = 1.0 / (1 << 20);

    private readonly double[] bounds;

    public AnalyticRounding(Network network, Dataset data, Loss loss, uint seed)
    {
        var forward = network.Forward(data.Inputs);
        var backward = network.Backward(forward, loss.Evaluate(forward, data.Targets));
        bounds = FromSums(forward, backward);
        AddForwardError(network, data, loss, backward.Gradients.Flatten(), seed);
        LossNoise = Unit * 4 * (TermSizes(backward.Loss) + backward.Layers.Zip(forward.Layers, SlopeTimesSize).Sum());
    }

    /// <summary>How far rounding may set the loss off: u·(|its terms| + Σ |∂L/∂z|·|z|).</summary>
    public double LossNoise { get; }

    /// <summary>The bound of one parameter's derivative.</summary>
    public double this[int parameter] => bounds[parameter];

    private static double[] FromSums(ForwardPass forward, BackwardPass backward)
    {
        int last = forward.Layers.Count - 1, samples = forward.Inputs.RowCount;
        var flat = new List<double[]>();

        // For each layer the size of delta's terms, and the error that delta has collected, in units of u.
        var size = Absolute(backward.Layers[last].Delta);
        var error = size + Absolute(backward.Loss.Gradient);
        for (int l = last; l >= 0; l--)
        {
            var inputs = Absolute(l == 0 ? forward.Inputs : forward.Layers[l - 1].A).Transpose();
            flat.Add([.. (inputs * (size + error)).Values, .. (size + error).SumRows().Values]);
            if (l == 0) break;
            var weights = Absolute(forward.Layers[l].Weights).Transpose();
            var (sizeBefore, errorBefore) = (size * weights, error * weights);
            var slope = Absolute(backward.Layers[l - 1].Derivative!);
            error = errorBefore.Hadamard(slope) + sizeBefore.Hadamard(slope.Map(x => x + 1));
            size = sizeBefore.Hadamard(slope);
        }

        flat.Reverse();
        return [.. flat.SelectMany(layer => layer).Select(bound => Unit * Safety * bound)];
    }

    private void AddForwardError(Network network, Dataset data, Loss loss, double[] gradient, uint seed)
    {
        var random = new RandomState(seed);
        double Disturb(double x) => x * (1 + (random.NextDouble() < 0.5 ? Disturbance : -Disturbance));
        for (int draw = 0; draw < 2; draw++)
        {
            var nearby = network.Copy();
            foreach (ref double parameter in nearby.Parameters.AsSpan())
                parameter = Disturb(parameter);
            var forward = nearby.Forward(data.Inputs.Map(Disturb));
            double[] moved = nearby.Backward(forward, loss.EvaluateUnchecked(forward, data.Targets.Map(Disturb))).Gradients.Flatten();
            TensorPrimitives.Subtract<double>(moved, gradient, moved);
            TensorPrimitives.Abs<double>(moved, moved);
            int start = 0;
            foreach (var layer in network.Layers)
            {
                // An entry may by chance not move in one draw, so a part of its layer's largest move is added.
                double largest = TensorPrimitives.Max<double>(moved.AsSpan(start, layer.ParameterCount));
                for (int i = start; i < start + layer.ParameterCount; i++)
                    bounds[i] += Unit * Safety / Disturbance * (moved[i] + (largest / 16));
                start += layer.ParameterCount;
            }
        }
    }

    private static Matrix Absolute(Matrix matrix) => matrix.Map(Math.Abs);

    private static double TermSizes(LossValue loss) =>
        TensorPrimitives.SumOfMagnitudes(loss.SampleTerms.Values) / (loss.Function.OverSamples == Reduction.Mean ? loss.SampleTerms.Count : 1);

    private static double SlopeTimesSize(LayerBackward backward, LayerForward forward) =>
        TensorPrimitives.SumOfMagnitudes(backward.Delta.Hadamard(forward.Z).Values);
}
