namespace Backprop;

/// <summary>The error of each method against its step h, for one derivative.</summary>
/// <param name="Of">What was differentiated: <c>∂L/∂W1[x1,h2]</c>.</param>
/// <param name="Exact">The derivative by dual numbers, or by extrapolation if the function is a lambda.</param>
/// <param name="Methods">One curve a method.</param>
public sealed partial record StepSizeCurve(string Of, double Exact, IReadOnlyList<StepSizeCurve.MethodErrors> Methods)
{
    /// <summary>The errors of one method.</summary>
    /// <param name="Method">The method.</param>
    /// <param name="Steps">h, from large to small.</param>
    /// <param name="RelativeErrors">|derivative − exact| / |exact| (or the absolute error if the exact derivative is 0) for each h.</param>
    public sealed record MethodErrors(DifferentiationMethod Method, IReadOnlyList<double> Steps, IReadOnlyList<double> RelativeErrors)
    {
        /// <summary>The smallest error.</summary>
        public double Best => RelativeErrors.Min();

        /// <summary>The step with the smallest error.</summary>
        public double BestStep => Steps.Zip(RelativeErrors).MinBy(pair => pair.Second).First;
    }
}
