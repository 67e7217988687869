namespace Backprop.Tests.GradientChecking;

/// <summary>Right gradients of functions that are hard to measure: a pole or an edge near by, a large θ, single precision.</summary>
public sealed class HardFunctionTests
{
    private static readonly DifferentiationMethod[] Methods =
        [DifferentiationMethod.Automatic, DifferentiationMethod.CentralDifference, DifferentiationMethod.ForwardDifference];

    private static readonly Dictionary<string, (Func<double, double> Function, double X, double Derivative)> Cases = new()
    {
        ["1/x beside its pole"] = (x => 1 / x, 1e-4, -1e8),
        ["ln x beside its edge"] = (Math.Log, 1e-9, 1e9),
        ["√x beside its edge"] = (Math.Sqrt, 1e-6, 500),
        ["√x at one of the smallest numbers"] = (Math.Sqrt, 1e-300, 5e149),
        ["sin x far from 0"] = (Math.Sin, 1e6, Math.Cos(1e6)),
        ["a fast oscillation"] = (x => Math.Sin(1e4 * x), 0.3, 1e4 * Math.Cos(3e3)),
        ["a kink a billionth away"] = (x => Math.Abs(x - 1e-9), 0, -1),
        ["one side of a kink"] = (x => Math.Max(0, x), 0, 1),
        ["between the sides of a kink"] = (x => 3 + Math.Abs(x), 0, 0.2),
        ["single precision"] = (x => (float)Math.Sin(x), 0.7, Math.Cos(0.7)),
        ["a line in single precision"] = (x => (float)x, 2, 1),
        ["a minimum"] = (x => Math.Pow(x - 0.3, 2), 0.3, 0),
        ["flat"] = (x => Math.Pow(x, 4), 0, 0),
        ["large values"] = (Math.Exp, 50, Math.Exp(50)),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    public static TheoryData<double[]> Saturated { get; } = new(
        [-9.573, 21, -67.82, 84.3], [-4.166, -68.11], [-0.02331, 9.996], [-0.1404],
        [6.907, -32.28, -0.008649, -0.008387, -71.72], [0.001923, 0.09511, -0.008602, -0.0003598]);

    public static TheoryData<double[]> Far { get; } = new(
        [11, -0.1868, -0.8329, -24.2, -0.008094], [-0.004258, 0.07303, 0.003853, 36.14, -3.986]);

    [Theory]
    [MemberData(nameof(Names))]
    public void Its_derivative_is_not_called_wrong_and_another_is_not_called_right(string name)
    {
        var (function, x, derivative) = Cases[name];
        foreach (var method in Methods)
        {
            var report = GradientCheck.Run(theta => function(theta[0]), [x], [derivative], new() { Method = method });
            Assert.True(report.Verdict is GradientVerdict.Right or GradientVerdict.Undecided, $"{method}: {report}");

            foreach (double wrong in (double[])[1.05 * derivative, -1.2 * derivative, 2 + (3 * derivative)])
            {
                if (wrong == derivative || (name.Contains("kink", StringComparison.Ordinal) && wrong is >= -1 and <= 1)) continue;
                var other = GradientCheck.Run(theta => function(theta[0]), [x], [wrong], new() { Method = method });
                Assert.False(other.Passed, $"{method}, {wrong}: {other}");
            }
        }
    }

    /// <summary>A step across the edge of a domain or a pole tells nothing of the derivatives on both sides of the point.</summary>
    [Theory]
    [InlineData("√x", 7.8248e-7, 1.0704e-7, 2.8832e-7)]
    [InlineData("√x", 9.4301e-9, 7.7663e-10)]
    [InlineData("ln x", 6.3188e-9)]
    [InlineData("ln x", 1.969e-8, 4.1972e-8, 1.2894e-7)]
    [InlineData("ln(1 − x)", 0.99999999, 0.999999)]
    [InlineData("arcsin x", 0.999999999, 0.9999999)]
    public void Beside_an_edge_no_wrong_gradient_passes_as_that_of_a_kink(string name, params double[] theta)
    {
        var (function, derivative) = name switch
        {
            "√x" => ((Func<double, double>)Math.Sqrt, (Func<double, double>)(x => 0.5 / Math.Sqrt(x))),
            "ln x" => (Math.Log, x => 1 / x),
            "ln(1 − x)" => (x => Math.Log(1 - x), x => -1 / (1 - x)),
            _ => (Math.Asin, x => 1 / Math.Sqrt((1 - x) * (1 + x))),
        };
        double[] right = [.. theta.Select(derivative)];
        foreach (var method in Methods)
        {
            GradientCheckReport Run(Func<int, double> factor) =>
                GradientCheck.Run(x => x.Sum(function), theta, [.. right.Select((g, i) => factor(i) * g)], new() { Method = method });

            Assert.NotEqual(GradientVerdict.Wrong, Run(_ => 1).Verdict);
            foreach (double factor in (double[])[1.001, 0.99, 1.2])
            {
                Assert.False(Run(_ => factor).Passed);
                for (int i = 0; i < theta.Length; i++)
                    Assert.False(Run(k => k == i ? factor : 1).Passed);
            }
        }
    }

    [Fact]
    public void What_rounding_hides_is_undecided_and_no_factor()
    {
        double[] theta = [1e-61, 1e-106, 1e-141], right = [.. theta.Select(x => 0.5 / Math.Sqrt(x))];

        Assert.Equal(GradientVerdict.Undecided, GradientCheck.Run(x => x.Sum(Math.Sqrt), theta, right).Verdict);
        var wrong = GradientCheck.Run(x => x.Sum(Math.Sqrt), theta, [2 * right[0], right[1], right[2]]);
        Assert.Equal((GradientVerdict.Wrong, GradientMistake.Unknown), (wrong.Verdict, wrong.Diagnosis.Mistake));
    }

    /// <summary>Where a function in single precision is saturated, its derivatives are far below what its values show.</summary>
    [Theory]
    [MemberData(nameof(Saturated))]
    public void A_saturated_function_in_single_precision_is_not_called_wrong(double[] theta)
    {
        double[] right = [.. theta.Select(x => 1 / Math.Pow(Math.Cosh(x), 2))];
        foreach (var method in Methods)
        {
            var report = Check(right);
            Assert.True(report.Verdict is GradientVerdict.Right or GradientVerdict.Undecided, $"{method}: {report}");
            Assert.False(Check([.. right.Select(g => 1.001 * g)]).Passed);
            Assert.False(Check([.. right.Select(g => -g)]).Passed);

            GradientCheckReport Check(double[] gradient) =>
                GradientCheck.Run(x => x.Sum(v => (double)MathF.Tanh((float)v)), theta, gradient, new() { Method = method });
        }
    }

    /// <summary>
    /// e⁻ˢ with s near 350 and 660: the rounding of s is the relative rounding of the value, and its square is no number any more.
    /// </summary>
    [Theory]
    [MemberData(nameof(Far))]
    public void A_function_that_rounds_inside_is_not_called_wrong(double[] theta)
    {
        static double Gauss(double[] x) => Math.Exp(-x.Sum(v => v * v) / 2);
        double[] right = [.. theta.Select(x => -x * Gauss(theta))];
        foreach (var method in Methods)
        {
            var report = GradientCheck.Run(Gauss, theta, right, new() { Method = method });
            Assert.True(report.Verdict is GradientVerdict.Right or GradientVerdict.Undecided, $"{method}: {report}");
            Assert.False(GradientCheck.Run(Gauss, theta, [.. right.Select(g => -g)], new() { Method = method }).Passed);
        }
    }

    /// <summary>One derivative of four is off a little: no factor of all of them.</summary>
    [Fact]
    public void A_factor_that_is_1_is_no_explanation()
    {
        var diagnosis = GradientCheck.Run(x => x.Sum(v => 3 * v), [1, 2, 3, 4], [3, 3, 3 + 1e-7, 3]).Diagnosis;

        Assert.Equal((GradientMistake.Unknown, "theta[2] is wrong, the other 3 of 4 right."), (diagnosis.Mistake, diagnosis.Summary));
    }
}
