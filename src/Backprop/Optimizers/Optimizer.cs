namespace Backprop;

/// <summary>
/// How parameters follow their gradient. The formulas and defaults are those of <c>torch.optim</c>.
/// An optimizer is a description without state, so it may be used for many trainings.
/// </summary>
public abstract class Optimizer
{
    private protected Optimizer(string name, double learningRate)
    {
        Finite.ThrowIfNotPositive(learningRate);
        Name = name;
        LearningRate = learningRate;
    }

    /// <summary>What tables and figures call it.</summary>
    public string Name { get; }

    /// <summary>η, before any schedule.</summary>
    public double LearningRate { get; }

    /// <summary>θ ← θ − η·g.</summary>
    /// <param name="learningRate">η, above 0.</param>
    public static Optimizer GradientDescent(double learningRate) => new GradientDescent(learningRate);

    /// <summary>v ← μ·v + g, θ ← θ − η·v; <c>torch.optim.SGD(momentum=μ)</c>.</summary>
    /// <param name="learningRate">η, above 0.</param>
    /// <param name="momentum">μ, from 0 to below 1.</param>
    public static Optimizer Momentum(double learningRate, double momentum = 0.9) => new Momentum(learningRate, momentum, nesterov: false);

    /// <summary>v ← μ·v + g, θ ← θ − η·(g + μ·v); <c>torch.optim.SGD(momentum=μ, nesterov=True)</c>.</summary>
    /// <param name="learningRate">η, above 0.</param>
    /// <param name="momentum">μ, from 0 to below 1.</param>
    public static Optimizer Nesterov(double learningRate, double momentum = 0.9) => new Momentum(learningRate, momentum, nesterov: true);

    /// <summary>s ← α·s + (1 − α)·g², θ ← θ − η·g / (√s + ε); <c>torch.optim.RMSprop</c>.</summary>
    /// <param name="learningRate">η, above 0.</param>
    /// <param name="decay">α, from 0 to below 1.</param>
    /// <param name="epsilon">ε, above 0.</param>
    public static Optimizer RmsProp(double learningRate = 0.01, double decay = 0.99, double epsilon = 1e-8) => new RmsProp(learningRate, decay, epsilon);

    /// <summary>Adam with bias correction; <c>torch.optim.Adam</c>.</summary>
    /// <param name="learningRate">η, above 0.</param>
    /// <param name="beta1">β₁, from 0 to below 1.</param>
    /// <param name="beta2">β₂, from 0 to below 1.</param>
    /// <param name="epsilon">ε, above 0.</param>
    public static Optimizer Adam(double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8) => new Adam(learningRate, beta1, beta2, epsilon);

    /// <summary>The same optimizer with another learning rate.</summary>
    /// <param name="learningRate">η, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is not a finite number above 0.</exception>
    public abstract Optimizer WithLearningRate(double learningRate);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Name}, η = {LearningRate}");

    /// <summary>Its parameters besides η, with what is usual for them.</summary>
    internal virtual IReadOnlyList<OptimizerSetting> Settings => [];

    /// <summary>One step.</summary>
    /// <param name="parameters">θ, changed in place.</param>
    /// <param name="gradient">g.</param>
    /// <param name="learningRate">η of this step, after the schedule.</param>
    /// <param name="state">What the optimizer remembers from step to step.</param>
    internal void Step(Span<double> parameters, ReadOnlySpan<double> gradient, double learningRate, OptimizerState state)
    {
        state.Steps++;
        StepPart(parameters, gradient, learningRate, state, 0);
    }

    /// <summary>One step of some of the parameters.</summary>
    /// <param name="parameters">θ, changed in place.</param>
    /// <param name="gradient">g.</param>
    /// <param name="learningRate">η of this step, after the schedule.</param>
    /// <param name="state">What is remembered of all parameters; <see cref="OptimizerState.Steps"/> counts this step.</param>
    /// <param name="start">The index of the first of these parameters among all.</param>
    internal abstract void StepPart(Span<double> parameters, ReadOnlySpan<double> gradient, double learningRate, OptimizerState state, int start);

    private protected static void ThrowIfNotFraction(double value, string name)
    {
        if (!(value is >= 0 and < 1))
            throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} is {value} but must be from 0 to below 1."));
    }
}

/// <summary>A parameter of an optimizer.</summary>
/// <param name="Name">What its formula calls it.</param>
/// <param name="Value">Its value.</param>
/// <param name="Usual">Its default.</param>
/// <param name="Low">The lowest value in common use.</param>
/// <param name="High">The highest one.</param>
internal sealed record OptimizerSetting(string Name, double Value, double Usual, double Low, double High);
