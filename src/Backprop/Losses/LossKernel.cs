namespace Backprop;

/// <summary>The terms of a loss and their derivatives, before the reductions.</summary>
internal abstract class LossKernel
{
    /// <summary>Whether outputs and targets are probabilities.</summary>
    public virtual bool IsOfProbabilities => false;

    /// <summary>What is wrong with the targets of one sample; null if nothing is.</summary>
    public virtual string? TargetError(ReadOnlySpan<double> targets) => null;

    /// <summary>The term of one output.</summary>
    /// <exception cref="NotSupportedException">The loss is known for double only.</exception>
    public abstract T Term<T>(T prediction, double target)
        where T : struct, IScalar<T>;

    /// <summary>The sum of all terms.</summary>
    public abstract double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets);

    /// <summary>∂term/∂ŷ for every entry.</summary>
    public abstract void Derivative(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, Span<double> derivative);
}

/// <summary>A loss that is known for every number type.</summary>
internal sealed class GenericLoss<TLoss> : LossKernel
    where TLoss : ILossFunction<TLoss>
{
    public override bool IsOfProbabilities => TLoss.IsOfProbabilities;

    public override string? TargetError(ReadOnlySpan<double> targets) => TLoss.TargetError(targets);

    public override T Term<T>(T prediction, double target) => TLoss.Term(prediction, target);

    public override double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets)
    {
        double sum = 0;
        for (int i = 0; i < predictions.Length; i++)
            sum += TLoss.Term<Real>(predictions[i], targets[i]);
        return sum;
    }

    public override void Derivative(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, Span<double> derivative)
    {
        for (int i = 0; i < predictions.Length; i++)
            derivative[i] = TLoss.Derivative(predictions[i], targets[i]);
    }
}

/// <summary>A student's own loss over double.</summary>
internal sealed class LambdaLoss(Func<double, double, double> term, Func<double, double, double> termDerivative) : LossKernel
{
    public override T Term<T>(T prediction, double target) => typeof(T) == typeof(Real)
        ? term(prediction.Value, target)
        : throw new NotSupportedException(
            "A loss given as a lambda over double cannot be evaluated with dual or complex numbers; use a finite difference or "
                + "extrapolation, or write it as an ILossFunction.");

    public override double Sum(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets)
    {
        double sum = 0;
        for (int i = 0; i < predictions.Length; i++)
            sum += term(predictions[i], targets[i]);
        return sum;
    }

    public override void Derivative(ReadOnlySpan<double> predictions, ReadOnlySpan<double> targets, Span<double> derivative)
    {
        for (int i = 0; i < predictions.Length; i++)
            derivative[i] = termDerivative(predictions[i], targets[i]);
    }
}
