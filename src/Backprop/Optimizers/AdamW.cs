using System.Numerics.Tensors;

namespace Backprop;

/// <summary>
/// θ ← (1 − η·λ)·θ, then a step of <see cref="Adam"/>: the decay of the weights is not divided by √v̂, as it is where λ·θ is
/// added to the gradient.
/// </summary>
/// <remarks>I. Loshchilov and F. Hutter, Decoupled Weight Decay Regularization, ICLR 2019.</remarks>
internal sealed class AdamW : OptimizerRule
{
    private readonly Adam adam;
    private readonly double weightDecay;

    public AdamW(double beta1, double beta2, double epsilon, double weightDecay)
    {
        adam = new Adam(beta1, beta2, epsilon);
        Finite.ThrowIfNegative(weightDecay);
        this.weightDecay = weightDecay;
    }

    public override IReadOnlyList<OptimizerSetting> Settings => [.. adam.Settings, new("λ", weightDecay, 0.01, 0, 0.5)];

    public override string PyTorch => adam.PyTorch.Replace("Adam(", "AdamW(", StringComparison.Ordinal)
        .Replace("eps=", FormattableString.Invariant($"weight_decay={weightDecay}, eps="), StringComparison.Ordinal);

    public override void StepPart(
        Span<double> parameters, ReadOnlySpan<double> gradient, double learningRate, OptimizerState state, int start)
    {
        TensorPrimitives.Multiply(parameters, 1 - (learningRate * weightDecay), parameters);
        adam.StepPart(parameters, gradient, learningRate, state, start);
    }
}

/// <content>AdamW.</content>
public sealed partial class Optimizer
{
    /// <summary>Adam with decoupled weight decay, of all parameters; <c>torch.optim.AdamW</c>.</summary>
    /// <param name="learningRate">η, above 0.</param>
    /// <param name="beta1">β₁, from 0 to below 1.</param>
    /// <param name="beta2">β₂, from 0 to below 1.</param>
    /// <param name="epsilon">ε, above 0.</param>
    /// <param name="weightDecay">λ, 0 or above.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting is out of its range.</exception>
    public static Optimizer AdamW(
        double learningRate = 0.001, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0.01) =>
        new("AdamW", learningRate, new AdamW(beta1, beta2, epsilon, weightDecay));
}
