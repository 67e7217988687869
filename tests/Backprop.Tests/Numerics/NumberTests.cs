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
        double[] complex = [ComplexNumber.Exp(x).Value, ComplexNumber.Tanh(x).Value, ComplexNumber.ExpM1(x).Value, ComplexNumber.LogP1(Math.Abs(x)).Value];

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

    [Fact]
    public void Every_activation_is_the_same_in_every_number_type_and_its_dual_derivative_is_the_one_by_hand()
    {
        foreach (var activation in Activation.All.Where(activation => activation.IsElementwise))
        {
            foreach (double z in Points)
            {
                var dual = new Dual[1];
                activation.Kernel.ApplyRow<Dual>([Dual.Variable(z)], dual);
                var complex = new ComplexNumber[1];
                activation.Kernel.ApplyRow<ComplexNumber>([new(new Complex(z, 1e-20))], complex);

                Close.To(4e-15, activation.Apply(z), dual[0].Value, $"{activation}({z})", absolute: 0);
                Close.To(1e-13, activation.Derivative(z), dual[0].Derivative, $"{activation}'({z})", absolute: 4e-16);
                Close.To(1e-13, activation.Derivative(z), complex[0].Imaginary / 1e-20, $"{activation}'({z})", absolute: 4e-16);
            }
        }
    }

    private static void Check(double x, double derivative, Func<Dual, Dual> dual, Func<ComplexNumber, ComplexNumber> complex)
    {
        const double Step = 1e-25;
        Close.To(4e-15, derivative, dual(Dual.Variable(x)).Derivative, $"dual derivative at {x}", absolute: 0);
        Close.To(4e-15, derivative, complex(new(new Complex(x, Step))).Imaginary / Step, $"complex derivative at {x}", absolute: 0);
    }
}
