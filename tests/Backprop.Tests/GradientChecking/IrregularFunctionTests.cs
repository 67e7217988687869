namespace Backprop.Tests.GradientChecking;

/// <summary>Stairs, jumps and noise: what differences over larger steps give there is no derivative, so nothing is called right.</summary>
public sealed class IrregularFunctionTests
{
    private static readonly DifferentiationMethod[] Methods =
        [DifferentiationMethod.Automatic, DifferentiationMethod.CentralDifference, DifferentiationMethod.ForwardDifference];

    /// <summary>A function, where it is checked, and the average slope that somebody may give for its derivative.</summary>
    private static readonly Dictionary<string, (Func<double, double> Function, double X, double Slope)> Stairs = new()
    {
        ["⌊x⌋"] = (Math.Floor, 0.3, 1),
        ["⌊10x⌋/10"] = (x => Math.Floor(10 * x) / 10, 0.34, 1),
        ["⌊32x⌋/32"] = (x => Math.Floor(32 * x) / 32, 0.7, 1),
        ["⌊1024x⌋/1024"] = (x => Math.Floor(1024 * x) / 1024, 0.7, 1),
        ["⌊1024x⌋/1024 on a step"] = (x => Math.Floor(1024 * x) / 1024, 0.75, 1),
        ["⌊2²⁰x⌋/2²⁰"] = (x => Math.Floor(x * (1 << 20)) / (1 << 20), 0.7, 1),
        ["rounded to 1 decimal"] = (x => Math.Round(x, 1), 0.72, 1),
        ["rounded to 3 decimals"] = (x => Math.Round(x, 3), 0.7123456, 1),
        ["rounded to 5 decimals"] = (x => Math.Round(x, 5), 0.723123, 1),
        ["rounded to 6 decimals"] = (x => Math.Round(x, 6), 0.7231231, 1),
        ["rounded to 8 decimals"] = (x => Math.Round(x, 8), 0.7231231, 1),
        ["rounded to 10 decimals"] = (x => Math.Round(x, 10), 0.7231231, 1),
        ["a rounded sine"] = (x => Math.Round(Math.Sin(x), 6), 0.7231231, Math.Cos(0.7231231)),
        ["the sine of a rounded number"] = (x => Math.Sin(Math.Round(x, 3)), 0.7231231, Math.Cos(0.7231231)),
        ["decimal"] = (x => (double)Math.Round((decimal)x, 4), 0.71231, 1),
        ["half precision"] = (x => (double)(Half)x, 0.71231, 1),
        ["weights of 8 bits"] = (x => Math.Round(x * 127) / 127, 0.5123, 1),
        ["a count"] = (x => Enumerable.Range(0, 100).Count(i => i * 0.01 < x) / 100.0, 0.5123, 1),
        ["bisection to 1e-6"] = (x => Bisected(x, 1e-6), 2, 1 / (2 * Math.Sqrt(2))),
        ["bisection to 1e-9"] = (x => Bisected(x, 1e-9), 2, 1 / (2 * Math.Sqrt(2))),
    };

    /// <summary>A function, where it is checked, and a derivative that it does not have there.</summary>
    private static readonly Dictionary<string, (Func<double, double> Function, double X, double Wrong)> Others = new()
    {
        ["a line with stairs"] = (x => x + (Math.Floor(1000 * x) / 1000), 0.7, 2),
        ["a jump at the point"] = (x => x + (x > 0.7 ? 1e-5 : 0), 0.7, 1),
        ["another value at the point"] = (x => x == 0.7 ? 5 : x, 0.7, 1),
        ["the sign at 0"] = (x => Math.Sign(x), 0, 32),
        ["noise of a millionth"] = (x => (x * x) + (2e-6 * Noise(x)), 0.7, 1.3),
        ["noise of 1"] = (x => (x * x) + (2 * Noise(x)), 0.7, 10),
        ["waves that meet every step of a power of two"] = (x => x + (1e-4 * Math.Sin(Math.PI * 1024 * (x - 0.75))), 0.75, 1),
        ["finer waves"] = (x => x + (1e-7 * Math.Sin(Math.PI * 33554432 * (x - 0.75))), 0.75, 1),
        ["√x at 0"] = (Math.Sqrt, 0, 1e5),
        ["∛x at 0"] = (Math.Cbrt, 0, 1e5),
    };

    public static TheoryData<string> NamesOfStairs => [.. Stairs.Keys];

    public static TheoryData<string> NamesOfOthers => [.. Others.Keys];

    [Theory]
    [MemberData(nameof(NamesOfStairs))]
    public void The_average_slope_of_stairs_is_not_called_right_and_their_own_of_0_not_wrong(string name)
    {
        var (function, x, slope) = Stairs[name];
        foreach (var method in Methods)
        {
            DoesNotPass(v => function(v[0]), [x], [slope], method);
            DoesNotPass(v => function(v[0]) + Math.Sin(v[1]), [x, 0.4], [slope, Math.Cos(0.4)], method);

            var own = GradientCheck.Run(v => function(v[0]), [x], [0], new() { Method = method });
            Assert.True(own.Verdict is GradientVerdict.Right or GradientVerdict.Undecided, $"{method}: {own}");
        }
    }

    [Theory]
    [MemberData(nameof(NamesOfOthers))]
    public void Where_differences_hide_it_a_derivative_that_is_none_is_not_called_right(string name)
    {
        var (function, x, wrong) = Others[name];
        foreach (var method in Methods)
            DoesNotPass(v => function(v[0]), [x], [wrong], method);
    }

    [Fact]
    public void The_sentence_says_where_f_is_irregular_and_what_helps()
    {
        var report = GradientCheck.Run(v => Math.Round(v[0], 3) + v[1], [0.7123456, 2], [1, 1]);

        Assert.Equal((GradientVerdict.Undecided, false), (report.Verdict, report.Passed));
        Assert.Equal(
            "Undecided: f has steps, jumps or noise beside theta[0]; what differences give there is no derivative. Check at another point, "
                + "or a smooth function: without rounding, thresholds and counting.", report.Diagnosis.ToString());
        Assert.Throws<GradientCheckException>(report.ThrowIfFailed);
    }

    [Fact]
    public void Single_precision_is_no_irregularity_and_is_said()
    {
        var report = GradientCheck.Run(v => MathF.Sin((float)v[0]), [0.71231], [Math.Cos(0.71231)]);

        Assert.True(report.Passed, report.ToString());
        Assert.Equal("The gradient is right. f computes in single precision.", report.Diagnosis.ToString());
    }

    /// <summary>Beside such a constant no derivative shows: a gradient of 0 cannot be told from the right one.</summary>
    [Theory]
    [InlineData(1e8, 1e-12)]
    [InlineData(1e8, 1e-9)]
    [InlineData(1e6, 1e-10)]
    [InlineData(1e300, 1)]
    public void A_gradient_of_0_beside_a_large_constant_is_not_called_right(double constant, double slope)
    {
        foreach (var method in Methods)
        {
            var report = GradientCheck.Run(v => constant + (slope * v.Sum()), [1, 2], [0, 0], new() { Method = method });
            var right = GradientCheck.Run(v => constant + (slope * v.Sum()), [1, 2], [slope, slope], new() { Method = method });

            Assert.False(report.Passed, report.ToString());
            Assert.True(right.Verdict is GradientVerdict.Right or GradientVerdict.Undecided, right.ToString());
        }
    }

    /// <summary>Steps that show a small slope show the curvature, too, which is no noise; and stairs hide in it.</summary>
    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e-7)]
    [InlineData(1e-5)]
    public void Beside_its_minimum_a_smooth_function_is_right_and_one_with_stairs_is_not(double offset)
    {
        double x = 0.3 + offset, slope = 2 * (x - 0.3);

        Assert.True(GradientCheck.Run(v => 1 + ((v[0] - 0.3) * (v[0] - 0.3)), [x], [slope]).Passed);
        Assert.False(GradientCheck.Run(v => 1 + ((v[0] - 0.3) * (v[0] - 0.3)), [x], [1.01 * slope]).Passed);
        foreach (int decimals in (int[])[5, 6, 8])
        {
            Assert.False(GradientCheck.Run(v => 1 + Square(Math.Round(v[0], decimals) - 0.3), [x], [slope]).Passed);
            Assert.False(GradientCheck.Run(v => Math.Round(1 + Square(v[0] - 0.3), decimals), [x], [slope]).Passed);
        }

        static double Square(double d) => d * d;
    }

    [Fact]
    public void Where_nothing_changes_f_nothing_is_tested()
    {
        var constant = GradientCheck.Run(_ => 5, [1, 2], [0, 0]);
        var unused = GradientCheck.Run(v => 5 + (v[0] * v[0]), [1, 2], [2, 0]);

        Assert.Equal(GradientVerdict.Undecided, constant.Verdict);
        Assert.True(unused.Passed, unused.ToString());
        Assert.Contains("1 of 2 derivatives are 0 in both: not tested", unused.Diagnosis.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_that_throws_beside_the_point_is_not_defined_there()
    {
        static double Throwing(double[] x) =>
            x[0] > 0.7 + 1e-5 ? throw new InvalidOperationException("outside") : x[0] * x[0];
        static double Always(double[] x) => x[0] == 0.7 ? 1 : throw new InvalidOperationException("outside");

        Assert.True(GradientCheck.Run(Throwing, [0.7], [1.4]).Passed);
        Assert.Equal(GradientVerdict.Wrong, GradientCheck.Run(Throwing, [0.7], [1.5]).Verdict);
        Assert.Contains("f throws beside theta: outside", GradientCheck.Run(Always, [0.7], [1]).ToString(), StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => GradientCheck.Run(Throwing, [1], [1]));
    }

    /// <summary>Parameters and values at the ends of what double precision holds.</summary>
    [Fact]
    public void At_the_ends_of_the_numbers_a_right_derivative_is_not_called_wrong_and_a_wrong_one_not_right()
    {
        (Func<double, double> Function, double X, double Derivative)[] cases =
        [
            (x => Math.Sin(1e300 * x), 1e-300, 1e300 * Math.Cos(1)), (x => 1e-300 * x, 1, 1e-300), (x => 1e300 * x, 1, 1e300),
            (x => x * 1e-300, 1e300, 1e-300), (x => x * x, 1e150, 2e150), (Math.Log, 1e-300, 1e300), (Math.Sqrt, 1e-300, 0.5e150),
            (Math.Exp, 709.7, Math.Exp(709.7)), (Math.Exp, -700, Math.Exp(-700)), (Math.Exp, -740, Math.Exp(-740)),
            (Math.Sin, 1e15, Math.Cos(1e15)), (Math.Tanh, 20, 1 / Math.Pow(Math.Cosh(20), 2)),
        ];
        foreach (var (function, x, derivative) in cases)
        {
            foreach (var method in Methods)
            {
                var right = GradientCheck.Run(v => function(v[0]), [x], [derivative], new() { Method = method });
                Assert.False(right.Verdict == GradientVerdict.Wrong, $"{method}, {derivative}: {right}");
                foreach (double wrong in (double[])[-derivative, 2 * derivative, 0])
                    DoesNotPass(v => function(v[0]), [x], [wrong], method);
            }
        }
    }

    private static void DoesNotPass(Func<double[], double> function, double[] theta, double[] gradient, DifferentiationMethod method)
    {
        var report = GradientCheck.Run(function, theta, gradient, new() { Method = method });
        Assert.False(report.Passed, $"{method}: {report}");
    }

    private static double Bisected(double x, double width)
    {
        double low = 0, high = 4;
        while (high - low > width)
        {
            double middle = (low + high) / 2;
            if (middle * middle < x) low = middle;
            else high = middle;
        }

        return low;
    }

    /// <summary>A number between −½ and ½ that depends on every bit of x, the same at every call.</summary>
    private static double Noise(double x)
    {
        ulong bits = (ulong)BitConverter.DoubleToInt64Bits(x) * 0x9E3779B97F4A7C15;
        bits ^= bits >> 29;
        bits *= 0xBF58476D1CE4E5B9;
        return ((bits ^ (bits >> 32)) >> 11) / (double)(1L << 53) - 0.5;
    }
}
