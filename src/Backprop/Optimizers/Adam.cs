namespace Backprop;

/// <summary>
/// m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², and after t steps
/// θ ← θ − η·m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ).
/// </summary>
/// <remarks>D. Kingma and J. Ba, Adam: A Method for Stochastic Optimization, ICLR 2015.</remarks>
internal sealed class Adam : Optimizer
{
    private readonly double beta1;
    private readonly double beta2;
    private readonly double epsilon;

    public Adam(double learningRate, double beta1, double beta2, double epsilon)
        : base("Adam", learningRate)
    {
        ThrowIfNotFraction(beta1, nameof(beta1));
        ThrowIfNotFraction(beta2, nameof(beta2));
        ThrowIfNotPositive(epsilon, nameof(epsilon));
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
    }

    internal override void Step(Span<double> parameters, ReadOnlySpan<double> gradient, double learningRate, OptimizerState state)
    {
        state.Steps++;
        var (mean, squares) = (state.First, state.Second);
        double stepSize = learningRate / (1 - Math.Pow(beta1, state.Steps));
        double correction = Math.Sqrt(1 - Math.Pow(beta2, state.Steps));
        for (int i = 0; i < parameters.Length; i++)
        {
            double g = gradient[i];
            double m = mean[i] = (beta1 * mean[i]) + ((1 - beta1) * g);
            double v = squares[i] = (beta2 * squares[i]) + ((1 - beta2) * g * g);
            parameters[i] -= stepSize * m / ((Math.Sqrt(v) / correction) + epsilon);
        }
    }
}
