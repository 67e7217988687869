namespace Backprop;

/// <summary>erf(x) = 2/√π·∫₀ˣ e^(−t²) dt and erfc(x) = 1 − erf(x), to about the last digit also where erfc is tiny.</summary>
/// <remarks>W. J. Cody, Rational Chebyshev Approximations for the Error Function, Mathematics of Computation 23 (1969).</remarks>
internal static class ErrorFunction
{
    /// <summary>2/√π: erf′(x) = 2/√π·e^(−x²).</summary>
    public const double Slope = 1.1283791670955126;

    private const double InverseRootPi = Slope / 2;

    internal static readonly double[] SmallNumerator =
        [1.85777706184603153e-1, 3.16112374387056560, 1.13864154151050156e2, 3.77485237685302021e2, 3.20937758913846947e3];

    internal static readonly double[] SmallDenominator =
        [1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3, 2.84423683343917062e3];

    internal static readonly double[] MiddleNumerator =
    [
        2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594, 6.61191906371416295e1, 2.98635138197400131e2,
        8.81952221241769090e2, 1.71204761263407058e3, 2.05107837782607147e3, 1.23033935479799725e3,
    ];

    internal static readonly double[] MiddleDenominator =
    [
        1, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2, 1.62138957456669019e3,
        3.29079923573345963e3, 4.36261909014324716e3, 3.43936767414372164e3, 1.23033935480374942e3,
    ];

    internal static readonly double[] LargeNumerator =
    [
        1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1, 1.60837851487422766e-2,
        6.58749161529837803e-4,
    ];

    internal static readonly double[] LargeDenominator =
    [
        1, 2.56852019228982242, 1.87295284992346725, 5.27905102951428412e-1, 6.05183413124413191e-2, 2.33520497626869185e-3,
    ];

    /// <summary>The same <c>erfc</c> as a function in JavaScript, for the expressions of activations; JavaScript has none.</summary>
    public static string JavaScript { get; } = $$"""
        function erfc(x) {
          const polynomial = (coefficients, x) => coefficients.reduce((sum, next) => sum * x + next, 0);
          const quotient = (above, below, x) => polynomial(above, x) / polynomial(below, x);
          const size = Math.abs(x), square = x * x, near = Math.trunc(size * 16) / 16;
          if (size <= 0.46875) return 1 - x * quotient({{List(SmallNumerator)}}, {{List(SmallDenominator)}}, square);
          const exp = Math.exp(-near * near) * Math.exp(-(size - near) * (size + near));
          const positive = size > 30 ? 0
            : size <= 4 ? exp * quotient({{List(MiddleNumerator)}}, {{List(MiddleDenominator)}}, size)
            : exp * (0.5641895835477563 - quotient({{List(LargeNumerator)}}, {{List(LargeDenominator)}}, 1 / square) / square) / size;
          return x > 0 ? positive : 2 - positive;
        }
        """;

    /// <summary>erf(x).</summary>
    public static double Erf(double x)
    {
        double size = Math.Abs(x);
        if (size <= 0.46875) return x * Quotient(SmallNumerator, SmallDenominator, x * x);
        return x < 0 ? ErfcOfPositive(size) - 1 : 1 - ErfcOfPositive(size);
    }

    /// <summary>erfc(x), which for a large x is near 0 and keeps all its digits.</summary>
    public static double Erfc(double x) =>
        Math.Abs(x) <= 0.46875 ? 1 - Erf(x) : x > 0 ? ErfcOfPositive(x) : 2 - ErfcOfPositive(-x);

    private static double ErfcOfPositive(double x)
    {
        if (double.IsNaN(x) || x > 30) return double.IsNaN(x) ? x : 0;
        if (x <= 4) return ExpOfMinusSquare(x) * Quotient(MiddleNumerator, MiddleDenominator, x);
        double y = 1 / (x * x);
        return ExpOfMinusSquare(x) * (InverseRootPi - (y * Quotient(LargeNumerator, LargeDenominator, y))) / x;
    }

    /// <summary>e^(−x²), with x² split so that its rounding error does not count.</summary>
    private static double ExpOfMinusSquare(double x)
    {
        double near = Math.Truncate(x * 16) / 16;
        return Math.Exp(-near * near) * Math.Exp(-(x - near) * (x + near));
    }

    private static string List(double[] numbers) => $"[{string.Join(", ", numbers.Select(NumberFormat.Exact))}]";

    /// <summary>The quotient of two polynomials, the highest power first.</summary>
    private static double Quotient(double[] numerator, double[] denominator, double x)
    {
        double above = 0, below = 0;
        for (int i = 0; i < numerator.Length; i++)
        {
            above = (above * x) + numerator[i];
            below = (below * x) + denominator[i];
        }

        return above / below;
    }
}
