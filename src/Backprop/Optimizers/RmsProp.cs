namespace Backprop;

/// <summary>s ← α·s + (1 − α)·g², θ ← θ − η·g / (√s + ε).</summary>
/// <remarks>G. Hinton, Neural Networks for Machine Learning, lecture 6e (2012).</remarks>
internal sealed class RmsProp : Optimizer
{
    private readonly double decay;
    private readonly double epsilon;

    public RmsProp(double learningRate, double decay, double epsilon)
        : base("RMSProp", learningRate)
    {
        ThrowIfNotFraction(decay, nameof(decay));
        ThrowIfNotPositive(epsilon, nameof(epsilon));
        this.decay = decay;
        this.epsilon = epsilon;
    }

    internal override void Step(Span<double> parameters, ReadOnlySpan<double> gradient, double learningRate, OptimizerState state)
    {
        var squares = state.Second.AsSpan(0, parameters.Length);
        for (int i = 0; i < parameters.Length; i++)
        {
            double g = gradient[i];
            double s = squares[i] = (decay * squares[i]) + ((1 - decay) * g * g);
            parameters[i] -= learningRate * g / (Math.Sqrt(s) + epsilon);
        }
    }
}
