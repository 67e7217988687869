using System.Numerics.Tensors;

namespace Backprop;

/// <summary>θ ← θ − η·g.</summary>
internal sealed class GradientDescent(double learningRate) : Optimizer("gradient descent", learningRate)
{
    /// <summary>A few parameters are read one by one in the next forward pass, so they are written one by one: <see cref="SmallLayer"/>.</summary>
    private const int Few = 16;

    /// <inheritdoc/>
    public override Optimizer WithLearningRate(double learningRate) => new GradientDescent(learningRate);

    internal override void StepPart(Span<double> parameters, ReadOnlySpan<double> gradient, double learningRate, OptimizerState state, int start)
    {
        if (parameters.Length > Few)
        {
            TensorPrimitives.MultiplyAdd(gradient, -learningRate, parameters, parameters);
            return;
        }

        for (int i = 0; i < parameters.Length; i++)
            parameters[i] -= learningRate * gradient[i];
    }
}
