using System.Numerics.Tensors;

namespace Backprop;

/// <summary>θ ← θ − η·g.</summary>
internal sealed class GradientDescent : OptimizerRule
{
    /// <summary>
    /// A few parameters are read one by one in the next forward pass, so they are written one by one: <see cref="SmallLayer"/>.
    /// </summary>
    private const int Few = 16;

    public override string PyTorch => "torch.optim.SGD(parameters, lr=LEARNING_RATES[0])";

    public override void StepPart(
        Span<double> parameters, ReadOnlySpan<double> gradient, double learningRate, OptimizerState state, int start)
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

/// <content>Gradient descent.</content>
public sealed partial class Optimizer
{
    /// <summary>θ ← θ − η·g.</summary>
    /// <param name="learningRate">η, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static Optimizer GradientDescent(double learningRate = 0.1) => new("gradient descent", learningRate, new GradientDescent());
}
