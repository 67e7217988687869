using System.Globalization;
using System.Text.RegularExpressions;

namespace Backprop;

/// <content>Leaky ReLU and ELU with a coefficient of one's choice.</content>
public sealed partial class Activation
{
    /// <summary>φ(z) = z for z &gt; 0, else slope·z; PyTorch's <c>nn.LeakyReLU(negative_slope)</c>.</summary>
    /// <param name="negativeSlope">The slope for z ≤ 0, a finite number, 0 or above; 0.01 is <see cref="LeakyReLU"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The slope is not a finite number, 0 or above.</exception>
    /// <example>
    /// <code>Network.Create([2, 8, 1], Activation.LeakyReLUWith(0.2), Activation.Sigmoid, Initializer.HeNormal(seed: 1))</code>
    /// </example>
    public static Activation LeakyReLUWith(double negativeSlope)
    {
        if (!(negativeSlope >= 0) || double.IsInfinity(negativeSlope))
        {
            string message = FormattableString.Invariant($"negativeSlope is {negativeSlope} but must be a finite number, 0 or above.");
            throw new ArgumentOutOfRangeException(nameof(negativeSlope), negativeSlope, message);
        }

        if (negativeSlope == Backprop.LeakyReLU.Slope) return LeakyReLU;
        string slope = NumberFormat.Exact(negativeSlope);
        return new($"leakyRelu({slope})", $"leaky ReLU ({slope})", [0], isElementwise: true, new LeakyReLUWithSlope(negativeSlope))
        {
            Coefficient = negativeSlope,
            Equation = $"z if z > 0, else {slope}·z",
            DerivativeEquation = $"1 if z > 0, else {slope}",
            JavaScript = new($"z > 0 ? z : {slope} * z", $"z > 0 ? 1 : {slope}"),
            PyTorch = $"nn.LeakyReLU({slope})",
        };
    }

    /// <summary>φ(z) = z for z &gt; 0, else α·(eᶻ − 1); PyTorch's <c>nn.ELU(alpha)</c>.</summary>
    /// <param name="alpha">α, a finite number above 0; 1 is <see cref="ELU"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">α is not a finite number above 0.</exception>
    public static Activation ELUWith(double alpha)
    {
        Finite.ThrowIfNotPositive(alpha);
        if (alpha == 1) return ELU;
        string number = NumberFormat.Exact(alpha);
        return new($"elu({number})", $"ELU ({number})", [0], isElementwise: true, new ELUWithAlpha(alpha))
        {
            Coefficient = alpha,
            Equation = $"z if z > 0, else {number}·(e^z − 1)",
            DerivativeEquation = $"1 if z > 0, else a + {number}",
            JavaScript = new($"z > 0 ? z : {number} * Math.expm1(z)", $"z > 0 ? 1 : a + {number}"),
            PyTorch = $"nn.ELU({number})",
        };
    }

    /// <summary>The activation that a file calls <c>leakyRelu(0.2)</c> or <c>elu(0.5)</c>; null for any other name.</summary>
    internal static Activation? WithCoefficient(string? name)
    {
        var match = Regex.Match(name ?? "", @"^(leakyRelu|elu)\(([0-9.eE+-]+)\)$", RegexOptions.IgnoreCase);
        bool isNumber = double.TryParse(match.Groups[2].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number);
        if (!isNumber || !double.IsFinite(number) || number <= 0) return null;
        return match.Groups[1].Value.Equals("elu", StringComparison.OrdinalIgnoreCase) ? ELUWith(number) : LeakyReLUWith(number);
    }
}

/// <summary>φ(z) = z for z &gt; 0, else slope·z; φ′(z) = 1 for z &gt; 0, else slope.</summary>
internal sealed class LeakyReLUWithSlope(double slope) : ActivationKernel
{
    public override void Apply(ReadOnlySpan<double> z, Span<double> a, int width)
    {
        for (int i = 0; i < z.Length; i++)
            a[i] = z[i] > 0 ? z[i] : slope * z[i];
    }

    public override void Backward(
        ReadOnlySpan<double> z, ReadOnlySpan<double> a, ReadOnlySpan<double> gradient, Span<double> delta, int width)
    {
        for (int i = 0; i < z.Length; i++)
            delta[i] = z[i] > 0 ? gradient[i] : gradient[i] * slope;
    }

    public override void ApplyRow<T>(ReadOnlySpan<T> z, Span<T> a)
    {
        for (int i = 0; i < z.Length; i++)
            a[i] = z[i].Value > 0 ? z[i] : slope * z[i];
    }
}

/// <summary>φ(z) = z for z &gt; 0, else α·(eᶻ − 1); φ′(z) = 1 for z &gt; 0, else α·eᶻ = a + α.</summary>
internal sealed class ELUWithAlpha(double alpha) : ActivationKernel
{
    public override void Apply(ReadOnlySpan<double> z, Span<double> a, int width)
    {
        for (int i = 0; i < z.Length; i++)
            a[i] = z[i] > 0 ? z[i] : alpha * Real.ExpM1(z[i]);
    }

    public override void Backward(
        ReadOnlySpan<double> z, ReadOnlySpan<double> a, ReadOnlySpan<double> gradient, Span<double> delta, int width)
    {
        for (int i = 0; i < z.Length; i++)
            delta[i] = z[i] > 0 ? gradient[i] : gradient[i] * (a[i] + alpha);
    }

    public override void ApplyRow<T>(ReadOnlySpan<T> z, Span<T> a)
    {
        for (int i = 0; i < z.Length; i++)
            a[i] = z[i].Value > 0 ? z[i] : alpha * T.ExpM1(z[i]);
    }
}
