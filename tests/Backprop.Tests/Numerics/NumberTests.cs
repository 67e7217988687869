using System.Numerics;

namespace Backprop.Tests.Numerics;

/// <summary>Every operation of the three number types, against the derivative rules and exact identities.</summary>
public sealed class NumberTests
{
    private static readonly double[] Points = [-30, -2.5, -1, -0.3, -1e-9, 1e-9, 0.3, 1, 2.5, 30];

    public static TheoryData<double> Values => [.. Points];

    [Theory]
    [MemberData(nameof(Values))]
    public void Dual_and_complex_numbers_give_the_derivative_of_each_function(double x)
    {
        Check(x, Math.Exp(x), v => Dual.Exp(v), v => ComplexNumber.Exp(v));
        Check(x, Math.Exp(x), v => Dual.ExpM1(v), v => ComplexNumber.ExpM1(v));
        Check(x, 1 / (Math.Cosh(x) * Math.Cosh(x)), v => Dual.Tanh(v), v => ComplexNumber.Tanh(v));
        Check(x, 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x), v => Dual.Erf(v), v => ComplexNumber.Erf(v));
        Check(x, -2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x), v => Dual.Erfc(v), v => ComplexNumber.Erfc(v));
        Check(x, 1 / x, v => Dual.Log(v * v) / 2.0, v => ComplexNumber.Log(v * v) / 2.0);
        if (x > -1) Check(x, 1 / (1 + x), v => Dual.LogP1(v), v => ComplexNumber.LogP1(v));
        Check(x, 2 * x, v => v * v, v => v * v);
        Check(x, -1 / (x * x), v => 1.0 / v, v => 1.0 / v);
        Check(x, 3, v => (3.0 * v) + 1.0, v => (3.0 * v) + 1.0);
        Check(x, -3, v => -(3.0 * v) - 1.0, v => -(3.0 * v) - 1.0);
        Check(x, 1 / ((1 + (x * x)) * (1 + (x * x))) * (1 - (x * x)), v => v / (1.0 + (v * v)), v => v / (1.0 + (v * v)));
    }

    [Theory]
    [MemberData(nameof(Values))]
    public void The_value_is_the_same_in_every_number_type(double x)
    {
        double[] expected = [Math.Exp(x), Math.Tanh(x), Real.ExpM1(x), Real.LogP1(Math.Abs(x))];
        double[] duals = [Dual.Exp(x).Value, Dual.Tanh(x).Value, Dual.ExpM1(x).Value, Dual.LogP1(Math.Abs(x)).Value];
        double[] complex = [ComplexNumber.Exp(x).Value, ComplexNumber.Tanh(x).Value, ComplexNumber.ExpM1(x).Value,
            ComplexNumber.LogP1(Math.Abs(x)).Value];

        Assert.Equal(expected, duals);
        Close.To(2e-15, expected, complex, "value", absolute: 0);
    }

    [Fact]
    public void Complex_functions_equal_their_definitions_off_the_real_axis()
    {
        foreach (double re in new[] { -1.5, -0.2, 0.4, 2 })
        {
            foreach (double im in new[] { -0.9, 0.3, 1.2 })
            {
                Complex x = new(re, im);
                Assert.True(Complex.Abs(Complex.Exp(x) - 1 - ComplexNumber.ExpM1(new(x)).Number) < 1e-14, $"expm1({x})");
                Assert.True(Complex.Abs(Complex.Log(1 + x) - ComplexNumber.LogP1(new(x)).Number) < 1e-14, $"log1p({x})");
                Assert.True(Complex.Abs(Complex.Tanh(x) - ComplexNumber.Tanh(new(x)).Number) < 1e-13, $"tanh({x})");
            }
        }
    }

    /// <summary>Taylor: eˣ − 1 = x + x²/2 + x³/6 + …, ln(1 + x) = x − x²/2 + x³/3 − …, to the last digit for small x.</summary>
    [Theory]
    [InlineData(1e-5)]
    [InlineData(-1e-5)]
    [InlineData(1e-9)]
    [InlineData(1e-17)]
    [InlineData(-1e-300)]
    [InlineData(0)]
    public void Near_0_expm1_and_log1p_keep_every_digit(double x)
    {
        Close.To(4e-16, x + (x * x / 2) + (x * x * x / 6), Real.ExpM1(x), "expm1", absolute: 0);
        Close.To(4e-16, x - (x * x / 2) + (x * x * x / 3), Real.LogP1(x), "log1p", absolute: 0);
    }

    [Fact]
    public void At_the_ends_expm1_and_log1p_are_their_limits()
    {
        Assert.Equal(-1, Real.ExpM1(-1e300).Value);
        Assert.Equal(-1, Real.ExpM1(-50).Value);
        Assert.Equal(double.PositiveInfinity, Real.ExpM1(1e300).Value);
        Close.To(1e-15, Math.Exp(700), Real.ExpM1(700), "expm1(700)");
        Assert.Equal(double.PositiveInfinity, Real.LogP1(double.PositiveInfinity).Value);
        Close.To(1e-15, Math.Log(1e300), Real.LogP1(1e300), "log1p(1e300)");
        Assert.Equal(double.NegativeInfinity, Real.LogP1(-1).Value);
    }

    [Fact]
    public void The_derivative_of_tanh_does_not_cancel_far_out()
    {
        Close.To(1e-14, 4 * Math.Exp(-60), Dual.Tanh(Dual.Variable(30)).Derivative, "dual", absolute: 0);
        Close.To(1e-14, 4 * Math.Exp(-60), ComplexNumber.Tanh(new(new Complex(30, 1e-20))).Imaginary / 1e-20, "complex", absolute: 0);
        Assert.Equal(0, Dual.Tanh(Dual.Variable(1e300)).Derivative);
        Assert.Equal(0, ComplexNumber.Tanh(new(new Complex(1e300, 1e-20))).Imaginary);
    }

    [Fact]
    public void Reals_are_doubles()
    {
        Real x = 3, y = 4;
        Assert.Equal([7, -1, 12, 0.75, -3], new double[] { x + y, x - y, x * y, x / y, -x });
        Assert.Equal([Math.Log(3), Math.Exp(3), Math.Tanh(3)], new double[] { Real.Log(x), Real.Exp(x), Real.Tanh(x) });
    }

    /// <summary>erf and erfc to 17 digits, from mpmath.</summary>
    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(1e-300, 1.1283791670955126e-300, 1.0)]
    [InlineData(1e-09, 1.1283791670955127e-09, 0.9999999988716208)]
    [InlineData(0.1, 0.1124629160182849, 0.887537083981715)]
    [InlineData(0.3, 0.3286267594591274, 0.6713732405408726)]
    [InlineData(-0.3, -0.3286267594591274, 1.3286267594591274)]
    [InlineData(0.46875, 0.49261347321793797, 0.507386526782062)]
    [InlineData(0.5, 0.5204998778130465, 0.4795001221869535)]
    [InlineData(0.84375, 0.7672256612323416, 0.23277433876765838)]
    [InlineData(1.0, 0.8427007929497149, 0.15729920705028513)]
    [InlineData(-1.0, -0.8427007929497149, 1.8427007929497148)]
    [InlineData(1.5, 0.9661051464753108, 0.033894853524689274)]
    [InlineData(2.0, 0.9953222650189527, 0.004677734981047266)]
    [InlineData(3.0, 0.9999779095030014, 2.209049699858544e-05)]
    [InlineData(-3.0, -0.9999779095030014, 1.9999779095030015)]
    [InlineData(4.0, 0.9999999845827421, 1.541725790028002e-08)]
    [InlineData(4.5, 0.9999999998033839, 1.9661604415428876e-10)]
    [InlineData(5.5, 0.9999999999999927, 7.357847917974398e-15)]
    [InlineData(10.0, 1.0, 2.088487583762545e-45)]
    [InlineData(-10.0, -1.0, 2.0)]
    [InlineData(20.0, 1.0, 5.395865611607901e-176)]
    [InlineData(26.0, 1.0, 5.663192408856143e-296)]
    [InlineData(1e300, 1.0, 0)]
    public void Erf_and_erfc_are_right_to_the_last_digits(double x, double erf, double erfc)
    {
        Close.To(1e-15, erf, Real.Erf(x), "erf", absolute: 0);
        Close.To(1e-15, erfc, Real.Erfc(x), "erfc", absolute: 0);
        Close.To(1e-15, erf, ComplexNumber.Erf(x).Value, "erf of a complex number", absolute: 0);
        Close.To(1e-15, erfc, ComplexNumber.Erfc(x).Value, "erfc of a complex number", absolute: 0);
    }

    /// <summary>From mpmath.</summary>
    [Theory]
    [InlineData(-1.5, -0.9, -1.0701142243394024, -0.0001238894188148097)]
    [InlineData(-0.2, 1.2, -0.9046562325691966, 2.196063762380971)]
    [InlineData(0.4, 0.3, 0.4644372129795614, 0.29443980776931705)]
    [InlineData(2, 0.3, 0.9987630892171224, 0.004930619809302624)]
    [InlineData(0.0, 0.7, 0.0, 0.9402829338335074)]
    [InlineData(0.0, 2.0, 0.0, 18.564802414575553)]
    public void Erf_is_right_off_the_real_axis(double re, double im, double erf, double imaginary)
    {
        var x = new ComplexNumber(new(re, im));
        Close.To(1e-13, erf, ComplexNumber.Erf(x).Value, "real part", absolute: 2e-15);
        Close.To(1e-13, imaginary, ComplexNumber.Erf(x).Imaginary, "imaginary part", absolute: 2e-15);
        Assert.True(Complex.Abs(1 - ComplexNumber.Erf(x).Number - ComplexNumber.Erfc(x).Number) < 1e-14);
    }

    private static void Check(double x, double derivative, Func<Dual, Dual> dual, Func<ComplexNumber, ComplexNumber> complex)
    {
        const double Step = 1e-25;
        Close.To(4e-15, derivative, dual(Dual.Variable(x)).Derivative, $"dual derivative at {x}", absolute: 0);
        Close.To(4e-15, derivative, complex(new(new Complex(x, Step))).Imaginary / Step, $"complex derivative at {x}", absolute: 0);
    }
}
