using System.Numerics;
using Lanes = System.Numerics.Vector;

namespace Backprop;

/// <summary>s ← α·s + (1 − α)·g², θ ← θ − η·g / (√s + ε).</summary>
/// <remarks>G. Hinton, Neural Networks for Machine Learning, lecture 6e (2012).</remarks>
internal sealed class RmsProp : OptimizerRule
{
    private readonly double decay;
    private readonly double epsilon;

    public RmsProp(double decay, double epsilon)
    {
        ThrowIfNotFraction(decay, nameof(decay));
        Finite.ThrowIfNotPositive(epsilon);
        this.decay = decay;
        this.epsilon = epsilon;
    }

    public override IReadOnlyList<OptimizerSetting> Settings => [new("α", decay, 0.99, 0.5, 0.9999), new("ε", epsilon, 1e-8, 1e-16, 1e-3)];

    public override string PyTorch => FormattableString.Invariant(
        $"torch.optim.RMSprop(parameters, lr=LEARNING_RATES[0], alpha={decay}, eps={epsilon})");

    public override void StepPart(
        Span<double> parameters, ReadOnlySpan<double> gradient, double learningRate, OptimizerState state, int start) =>
        VectorUpdate.Run(new Update(decay, epsilon, learningRate), parameters, gradient, state, start);

    private readonly struct Update(double decay, double epsilon, double learningRate) : IVectorUpdate
    {
        static bool IVectorUpdate.KeepsFirst => false;

        static bool IVectorUpdate.KeepsSecond => true;

        void IVectorUpdate.Update(ref Vector<double> parameters, Vector<double> g, ref Vector<double> first, ref Vector<double> s)
        {
            s = (decay * s) + ((1 - decay) * g * g);
            parameters -= learningRate * g / (Lanes.SquareRoot(s) + Lanes.Create(epsilon));
        }
    }
}

/// <content>RMSProp.</content>
public sealed partial class Optimizer
{
    /// <summary>s ← α·s + (1 − α)·g², θ ← θ − η·g / (√s + ε); <c>torch.optim.RMSprop</c>.</summary>
    /// <param name="learningRate">η, above 0.</param>
    /// <param name="decay">α, from 0 to below 1.</param>
    /// <param name="epsilon">ε, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static Optimizer RmsProp(double learningRate = 0.01, double decay = 0.99, double epsilon = 1e-8) =>
        new("RMSProp", learningRate, new RmsProp(decay, epsilon));
}
