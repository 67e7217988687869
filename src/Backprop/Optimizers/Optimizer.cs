using System.Reflection;

namespace Backprop;

/// <summary>
/// How parameters follow their gradient. The formulas and defaults are those of <c>torch.optim</c>.
/// An optimizer is a description without state, so it may be used for many trainings.
/// </summary>
/// <example><code>var sign = new Optimizer("sign descent", 0.01, (theta, g, rate) => theta - (rate * Math.Sign(g)));   // a student's
/// own</code></example>
public sealed partial class Optimizer
{
    private readonly OptimizerRule rule;

    /// <summary>An optimizer of one's own that needs no memory.</summary>
    /// <param name="name">What tables and figures call it.</param>
    /// <param name="learningRate">η, above 0.</param>
    /// <param name="step">The new θ of a parameter, from θ, its gradient g and η.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is not a finite number above 0.</exception>
    public Optimizer(string name, double learningRate, Func<double, double, double, double> step)
        : this(name, learningRate, new LambdaRule(step ?? throw new ArgumentNullException(nameof(step))))
    {
    }

    /// <summary>An optimizer of one's own that remembers up to two numbers of each parameter.</summary>
    /// <param name="name">What tables and figures call it.</param>
    /// <param name="learningRate">η, above 0.</param>
    /// <param name="step">The new θ of a parameter and what to remember of it.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is not a finite number above 0.</exception>
    /// <example>
    /// <code>
    /// var momentum = new Optimizer("my momentum", 0.1, (theta, g, rate, memory) =>
    /// {
    ///     double v = (0.9 * memory.First) + g;
    ///     return (theta - (rate * v), memory with { First = v });
    /// });
    /// </code>
    /// </example>
    public Optimizer(string name, double learningRate, OptimizerStep step)
        : this(name, learningRate, new LambdaRuleWithMemory(step ?? throw new ArgumentNullException(nameof(step))))
    {
    }

    private Optimizer(string name, double learningRate, OptimizerRule rule)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Finite.ThrowIfNotPositive(learningRate);
        Name = name;
        LearningRate = learningRate;
        this.rule = rule;
    }

    /// <summary>Every built-in optimizer with its default settings, in the order of their names.</summary>
    public static IReadOnlyList<Optimizer> All => field ??=
    [
        .. typeof(Optimizer).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => method.ReturnType == typeof(Optimizer))
            .OrderBy(method => method.Name, StringComparer.Ordinal)
            .Select(method => (Optimizer)method.Invoke(null, [.. method.GetParameters().Select(parameter => parameter.DefaultValue)])!),
    ];

    /// <summary>What tables and figures call it.</summary>
    public string Name { get; }

    /// <summary>η, before any schedule.</summary>
    public double LearningRate { get; }

    /// <summary>It as a call of <c>torch.optim</c>; null for one of one's own.</summary>
    internal string? PyTorch => rule.PyTorch;

    /// <summary>The same optimizer with another learning rate.</summary>
    /// <param name="learningRate">η, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is not a finite number above 0.</exception>
    public Optimizer WithLearningRate(double learningRate) => new(Name, learningRate, rule);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Name}, η = {LearningRate}");

    /// <summary>Its parameters besides η, with what is usual for them.</summary>
    internal IReadOnlyList<OptimizerSetting> Settings => rule.Settings;

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

    /// <inheritdoc cref="OptimizerRule.StepPart"/>
    internal void StepPart(Span<double> parameters, ReadOnlySpan<double> gradient, double learningRate, OptimizerState state, int start) =>
        rule.StepPart(parameters, gradient, learningRate, state, start);
}

/// <summary>A parameter of an optimizer.</summary>
/// <param name="Name">What its formula calls it.</param>
/// <param name="Value">Its value.</param>
/// <param name="Usual">Its default.</param>
/// <param name="Low">The lowest value in common use.</param>
/// <param name="High">The highest one.</param>
internal sealed record OptimizerSetting(string Name, double Value, double Usual, double Low, double High);
