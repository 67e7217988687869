using System.Numerics;
using Lanes = System.Numerics.Vector;

namespace Backprop;

/// <summary>
/// m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², and after t steps
/// θ ← θ − η·m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ).
/// </summary>
/// <remarks>D. Kingma and J. Ba, Adam: A Method for Stochastic Optimization, ICLR 2015.</remarks>
internal sealed class Adam : OptimizerRule
{
    private readonly double beta1;
    private readonly double beta2;
    private readonly double epsilon;

    public Adam(double beta1, double beta2, double epsilon)
    {
        ThrowIfNotFraction(beta1, nameof(beta1));
        ThrowIfNotFraction(beta2, nameof(beta2));
        Finite.ThrowIfNotPositive(epsilon);
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
    }

    public override IReadOnlyList<OptimizerSetting> Settings =>
    [
        new("β₁", beta1, 0.9, 0, 0.99),
        new("β₂", beta2, 0.999, 0.9, 0.99999),
        new("ε", epsilon, 1e-8, 1e-16, 1e-3),
    ];

    public override string PyTorch => FormattableString.Invariant(
        $"torch.optim.Adam(parameters, lr=LEARNING_RATES[0], betas=({beta1}, {beta2}), eps={epsilon})");

    public override void StepPart(
        Span<double> parameters, ReadOnlySpan<double> gradient, double learningRate, OptimizerState state, int start)
    {
        double stepSize = learningRate / (1 - Math.Pow(beta1, state.Steps));
        double correction = Math.Sqrt(1 - Math.Pow(beta2, state.Steps));
        VectorUpdate.Run(new Update(beta1, beta2, epsilon, stepSize, correction), parameters, gradient, state, start);
    }

    private readonly struct Update(double beta1, double beta2, double epsilon, double stepSize, double correction) : IVectorUpdate
    {
        static bool IVectorUpdate.KeepsFirst => true;

        static bool IVectorUpdate.KeepsSecond => true;

        void IVectorUpdate.Update(ref Vector<double> parameters, Vector<double> g, ref Vector<double> m, ref Vector<double> v)
        {
            m = (beta1 * m) + ((1 - beta1) * g);
            v = (beta2 * v) + ((1 - beta2) * g * g);
            parameters -= stepSize * m / ((Lanes.SquareRoot(v) / correction) + Lanes.Create(epsilon));
        }
    }
}

/// <content>Adam.</content>
public sealed partial class Optimizer
{
    /// <summary>Adam with bias correction; <c>torch.optim.Adam</c>.</summary>
    /// <param name="learningRate">η, above 0.</param>
    /// <param name="beta1">β₁, from 0 to below 1.</param>
    /// <param name="beta2">β₂, from 0 to below 1.</param>
    /// <param name="epsilon">ε, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static Optimizer Adam(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8) =>
        new("Adam", learningRate, new Adam(beta1, beta2, epsilon));
}
