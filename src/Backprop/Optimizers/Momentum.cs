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

    internal override void Step(Span<double> parameters, ReadOnlySpan<double> gradient, double learningRate, OptimizerState state)
    {
        var velocity = state.First.AsSpan(0, parameters.Length);
        for (int i = 0; i < parameters.Length; i++)
        {
            double v = velocity[i] = (momentum * velocity[i]) + gradient[i];
            parameters[i] -= learningRate * (nesterov ? gradient[i] + (momentum * v) : v);
        }
    }
}
