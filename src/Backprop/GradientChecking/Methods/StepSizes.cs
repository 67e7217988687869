namespace Backprop;

/// <summary>Runs every method over a range of steps.</summary>
internal static class StepSizes
{
    private const int Smallest = -60;

    /// <summary>Errors for h = 1, ½, ¼, … 2⁻⁶⁰.</summary>
    /// <param name="of">What is differentiated.</param>
    /// <param name="change">f(θ + h) − f(θ).</param>
    /// <param name="imaginary">Im f(θ + ih); null if f is known for double only.</param>
    /// <param name="dual">f′(θ) by dual numbers; null if f is known for double only.</param>
    public static StepSizeCurve Measure(string of, Func<double, double> change, Func<double, double>? imaginary, double? dual)
    {
        var quotient = new DifferenceQuotient(change, noise: 0);
        double exact = dual ?? quotient.Extrapolate(StepSize.Extrapolation).Value;
        var curves = new List<StepSizeCurve.MethodErrors>
        {
            Curve(DifferentiationMethod.ForwardDifference, h => change(h) / h),
            Curve(DifferentiationMethod.CentralDifference, h => (change(h) - change(-h)) / (2 * h)),
            Curve(DifferentiationMethod.Extrapolation, h => quotient.Extrapolate(h).Value),
        };
        if (imaginary is not null) curves.Add(Curve(DifferentiationMethod.ComplexStep, h => imaginary(h) / h));
        if (dual is { } value) curves.Add(Curve(DifferentiationMethod.DualNumbers, _ => value));
        return new(of, exact, curves);

        StepSizeCurve.MethodErrors Curve(DifferentiationMethod method, Func<double, double> derivative)
        {
            double[] steps = [.. Enumerable.Range(0, 1 - Smallest).Select(i => Math.ScaleB(1, -i))];
            double scale = exact == 0 ? 1 : Math.Abs(exact);
            return new(method, steps, [.. steps.Select(h => Math.Abs(derivative(h) - exact) / scale)]);
        }
    }
}
