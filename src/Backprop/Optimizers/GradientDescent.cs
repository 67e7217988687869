namespace Backprop;

/// <summary>θ ← θ − η·g.</summary>
internal sealed class GradientDescent(double learningRate) : Optimizer("gradient descent", learningRate)
{
    internal override void Step(Span<double> parameters, ReadOnlySpan<double> gradient, double learningRate, OptimizerState state)
    {
        for (int i = 0; i < parameters.Length; i++)
            parameters[i] += -learningRate * gradient[i];
    }
}
