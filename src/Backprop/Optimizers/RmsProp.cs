using System.Numerics;
using Lanes = System.Numerics.Vector;

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
        Finite.ThrowIfNotPositive(epsilon);
        this.decay = decay;
        this.epsilon = epsilon;
    }

    /// <inheritdoc/>
    public override Optimizer WithLearningRate(double learningRate) => new RmsProp(learningRate, decay, epsilon);

    internal override IReadOnlyList<OptimizerSetting> Settings => [new("α", decay, 0.99, 0.5, 0.9999), new("ε", epsilon, 1e-8, 1e-16, 1e-3)];

    internal override void StepPart(Span<double> parameters, ReadOnlySpan<double> gradient, double learningRate, OptimizerState state, int start) =>
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
