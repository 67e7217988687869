namespace Backprop;

/// <summary>How terms become one number.</summary>
public enum Reduction
{
    /// <summary>They are added.</summary>
    Sum,

    /// <summary>They are averaged.</summary>
    Mean,
}

/// <summary>
/// A loss that is a sum or mean of one term for each entry of the output: written once for every number type, its derivative by hand.
/// L = R over samples of (R over outputs of term(ŷ, y)), with R the mean or the sum.
/// </summary>
/// <typeparam name="TSelf">The loss's own type.</typeparam>
public interface ILossFunction<TSelf>
    where TSelf : ILossFunction<TSelf>
{
    /// <summary>The name by which <see cref="Loss.Named"/> knows it: <c>meanSquaredError</c>.</summary>
    static abstract string Name { get; }

    /// <summary>Other names that <see cref="Loss.Named"/> takes: <c>mse</c>.</summary>
    static virtual IReadOnlyList<string> OtherNames => [];

    /// <summary>What tables, figures and sentences call it: <c>mean squared error</c>.</summary>
    static virtual string Title => TSelf.Name;

    /// <summary>How the terms of one sample's outputs become the sample's term.</summary>
    static abstract Reduction OverOutputs { get; }

    /// <summary>How the samples' terms become L.</summary>
    static abstract Reduction OverSamples { get; }

    /// <summary>The values of ŷ − y at which the term has no derivative: 0 for the absolute error.</summary>
    static virtual IReadOnlyList<double> Kinks => [];

    /// <summary>
    /// The values of ŷ − y at which the term is put together from pieces: the kinks, and where only a higher derivative jumps.
    /// </summary>
    static virtual IReadOnlyList<double> Breakpoints => TSelf.Kinks;

    /// <summary>The term as equations show it, in ŷ and y: <c>(ŷ − y)²</c>; null shows the word <c>term</c>.</summary>
    static virtual string? Equation => null;

    /// <summary>∂term/∂ŷ as equations show it: <c>2·(ŷ − y)</c>; null shows the word <c>term′</c>.</summary>
    static virtual string? DerivativeEquation => null;

    /// <summary>
    /// The term as a JavaScript expression of <c>p</c> (which is ŷ) and <c>y</c>, for pages that compute without a kernel; null if there is
    /// none.
    /// </summary>
    static virtual string? JavaScript => null;

    /// <summary>∂term/∂ŷ as a JavaScript expression of <c>p</c> and <c>y</c>.</summary>
    static virtual string? JavaScriptDerivative => null;

    /// <summary>
    /// The terms in PyTorch, of the tensors <c>a</c> (which is ŷ) and <c>y</c>, for the export: <c>(a - y).square()</c>; null if there is
    /// none.
    /// </summary>
    static virtual string? PyTorch => null;

    /// <summary>Whether outputs and targets are probabilities, so that an output outside 0 to 1 is a mistake.</summary>
    static virtual bool IsOfProbabilities => false;

    /// <summary>What is wrong with the targets of one sample, as the end of a sentence; null if nothing is.</summary>
    static virtual string? TargetError(ReadOnlySpan<double> targets) => null;

    /// <summary>The term of one output ŷ with target y.</summary>
    static abstract T Term<T>(T prediction, double target)
        where T : struct, IScalar<T>;

    /// <summary>∂term/∂ŷ.</summary>
    static abstract double Derivative(double prediction, double target);
}
