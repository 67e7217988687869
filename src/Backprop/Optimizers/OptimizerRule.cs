namespace Backprop;

/// <summary>The formulas by which an optimizer updates parameters.</summary>
internal abstract class OptimizerRule
{
    /// <summary>Its parameters besides η, with what is usual for them.</summary>
    public virtual IReadOnlyList<OptimizerSetting> Settings => [];

    /// <summary>
    /// The rule as PyTorch spells it, for a list <c>parameters</c> and the rates of the epochs, <c>LEARNING_RATES</c>; null for one of
    /// one's own.
    /// </summary>
    public virtual string? PyTorch => null;

    /// <summary>One step of some of the parameters.</summary>
    /// <param name="parameters">θ, changed in place.</param>
    /// <param name="gradient">g.</param>
    /// <param name="learningRate">η of this step, after the schedule.</param>
    /// <param name="state">What is remembered of all parameters; <see cref="OptimizerState.Steps"/> counts this step.</param>
    /// <param name="start">The index of the first of these parameters among all.</param>
    public abstract void StepPart(
        Span<double> parameters, ReadOnlySpan<double> gradient, double learningRate, OptimizerState state, int start);

    /// <exception cref="ArgumentOutOfRangeException">The value is none from 0 to below 1.</exception>
    protected static void ThrowIfNotFraction(double value, string name)
    {
        if (!(value is >= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                name, value, FormattableString.Invariant($"{name} is {value} but must be from 0 to below 1."));
        }
    }
}

/// <summary>A rule of one's own without memory.</summary>
internal sealed class LambdaRule(Func<double, double, double, double> step) : OptimizerRule
{
    public override void StepPart(
        Span<double> parameters, ReadOnlySpan<double> gradient, double learningRate, OptimizerState state, int start)
    {
        for (int i = 0; i < parameters.Length; i++)
            parameters[i] = step(parameters[i], gradient[i], learningRate);
    }
}

/// <summary>A rule of one's own that remembers two numbers of each parameter.</summary>
internal sealed class LambdaRuleWithMemory(OptimizerStep step) : OptimizerRule
{
    public override void StepPart(
        Span<double> parameters, ReadOnlySpan<double> gradient, double learningRate, OptimizerState state, int start)
    {
        for (int i = 0; i < parameters.Length; i++)
        {
            var memory = new OptimizerMemory(state.Steps, state.First[start + i], state.Second[start + i]);
            (parameters[i], memory) = step(parameters[i], gradient[i], learningRate, memory);
            (state.First[start + i], state.Second[start + i]) = (memory.First, memory.Second);
        }
    }
}
