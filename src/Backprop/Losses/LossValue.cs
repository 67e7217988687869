namespace Backprop;

/// <summary>What a loss gives for one output: the value, each sample's term, and the gradient that backpropagation starts from.</summary>
/// <param name="Function">The loss function.</param>
/// <param name="Value">L.</param>
/// <param name="SampleTerms">N terms; L is their mean or their sum, as <see cref="Loss.OverSamples"/> says.</param>
/// <param name="Output">ŷ, N × outputs.</param>
/// <param name="Targets">y, N × outputs.</param>
/// <param name="Gradient">∂L/∂ŷ, N × outputs.</param>
public sealed partial record LossValue(Loss Function, double Value, Vector SampleTerms, Matrix Output, Matrix Targets, Matrix Gradient)
{
    /// <summary>X, after which the samples are named; null if only the output was given.</summary>
    internal Matrix? Inputs { get; init; }
}
