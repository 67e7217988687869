namespace Backprop;

/// <summary>The step h of a difference quotient.</summary>
internal static class StepSize
{
    /// <summary>Where truncation h·f″/2 and rounding 2⁻⁵²/h meet for functions of size 1: h = 2⁻²⁶.</summary>
    public const double Forward = 1.0 / (1 << 26);

    /// <summary>Where truncation h²·f‴/6 and rounding 2⁻⁵²/h meet: h = 2⁻¹⁷.</summary>
    public const double Central = 1.0 / (1 << 17);

    /// <summary>Where extrapolation begins; it goes down from here by halves.</summary>
    public const double Extrapolation = 1.0 / (1 << 5);

    /// <summary>So small that h² is lost beside 1: the complex step has no other error.</summary>
    public const double Complex = 1.0 / (1L << 60) / (1 << 7);

    /// <summary>The step scaled with |θ| above 1, rounded to a power of two: θ + h − θ is h exactly.</summary>
    public static double For(double parameter, double step) =>
        Math.ScaleB(1, (int)Math.Round(Math.Log2(step * Math.Max(1, Math.Abs(parameter)))));
}
