using System.Numerics;

namespace Backprop;

/// <summary>v ← μ·v + g; then θ ← θ − η·v, or with Nesterov's look-ahead θ ← θ − η·(g + μ·v).</summary>
/// <remarks>
/// B. Polyak, Some Methods of Speeding Up the Convergence of Iteration Methods (1964);
/// I. Sutskever et al., On the Importance of Initialization and Momentum in Deep Learning, ICML 2013. PyTorch's form: η multiplies v
/// afterwards.
/// </remarks>
internal sealed class Momentum : OptimizerRule
{
    private readonly double momentum;
    private readonly bool nesterov;

    public Momentum(double momentum, bool nesterov)
    {
        ThrowIfNotFraction(momentum, nameof(momentum));
        this.momentum = momentum;
        this.nesterov = nesterov;
    }

    public override IReadOnlyList<OptimizerSetting> Settings => [new("μ", momentum, 0.9, 0, 0.99)];

    public override string PyTorch => FormattableString.Invariant(
        $"torch.optim.SGD(parameters, lr=LEARNING_RATES[0], momentum={momentum}, nesterov={nesterov})");

    public override void StepPart(
        Span<double> parameters, ReadOnlySpan<double> gradient, double learningRate, OptimizerState state, int start) =>
        VectorUpdate.Run(new Update(momentum, nesterov, learningRate), parameters, gradient, state, start);

    private readonly struct Update(double momentum, bool nesterov, double learningRate) : IVectorUpdate
    {
        static bool IVectorUpdate.KeepsFirst => true;

        static bool IVectorUpdate.KeepsSecond => false;

        void IVectorUpdate.Update(ref Vector<double> parameters, Vector<double> g, ref Vector<double> v, ref Vector<double> second)
        {
            v = (momentum * v) + g;
            parameters -= learningRate * (nesterov ? g + (momentum * v) : v);
        }
    }
}

/// <content>Momentum, with or without the look-ahead.</content>
public sealed partial class Optimizer
{
    /// <summary>v ← μ·v + g, θ ← θ − η·v; <c>torch.optim.SGD(momentum=μ)</c>.</summary>
    /// <param name="learningRate">η, above 0.</param>
    /// <param name="momentum">μ, from 0 to below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static Optimizer Momentum(double learningRate = 0.1, double momentum = 0.9) =>
        new("momentum", learningRate, new Momentum(momentum, nesterov: false));

    /// <summary>v ← μ·v + g, θ ← θ − η·(g + μ·v); <c>torch.optim.SGD(momentum=μ, nesterov=True)</c>.</summary>
    /// <param name="learningRate">η, above 0.</param>
    /// <param name="momentum">μ, from 0 to below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static Optimizer Nesterov(double learningRate = 0.1, double momentum = 0.9) =>
        new("Nesterov", learningRate, new Momentum(momentum, nesterov: true));
}
