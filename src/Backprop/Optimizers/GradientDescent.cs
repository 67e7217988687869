using System.Numerics.Tensors;

namespace Backprop;

/// <summary>θ ← θ − η·g.</summary>
internal sealed class GradientDescent(double learningRate) : Optimizer("gradient descent", learningRate)
{
    internal override void Step(Span<double> parameters, ReadOnlySpan<double> gradient, double learningRate, OptimizerState state) =>
        TensorPrimitives.MultiplyAdd(gradient, -learningRate, parameters, parameters);
}
