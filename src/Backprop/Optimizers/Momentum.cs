using System.Numerics;

namespace Backprop;

/// <summary>v ← μ·v + g; then θ ← θ − η·v, or with Nesterov's look-ahead θ ← θ − η·(g + μ·v).</summary>
/// <remarks>
/// B. Polyak, Some Methods of Speeding Up the Convergence of Iteration Methods (1964);
/// I. Sutskever et al., On the Importance of Initialization and Momentum in Deep Learning, ICML 2013. PyTorch's form: η multiplies v afterwards.
/// </remarks>
internal sealed class Momentum : Optimizer
{
    private readonly double momentum;
    private readonly bool nesterov;

    public Momentum(double learningRate, double momentum, bool nesterov)
        : base(nesterov ? "Nesterov" : "momentum", learningRate)
    {
        ThrowIfNotFraction(momentum, nameof(momentum));
        this.momentum = momentum;
        this.nesterov = nesterov;
    }

    /// <inheritdoc/>
    public override Optimizer WithLearningRate(double learningRate) => new Momentum(learningRate, momentum, nesterov);

    internal override IReadOnlyList<OptimizerSetting> Settings => [new("μ", momentum, 0.9, 0, 0.99)];

    internal override void StepPart(Span<double> parameters, ReadOnlySpan<double> gradient, double learningRate, OptimizerState state, int start) =>
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
