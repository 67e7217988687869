namespace Backprop.Tests.GradientChecking;

/// <summary>Functions of a vector that have nothing to do with networks.</summary>
public sealed class FunctionCheckTests
{
    private static readonly double[] Theta = [-1.2, 1];

    public static TheoryData<DifferentiationMethod> Differences =>
        [DifferentiationMethod.Automatic, DifferentiationMethod.ForwardDifference, DifferentiationMethod.CentralDifference,
            DifferentiationMethod.Extrapolation];

    [Theory]
    [MemberData(nameof(Differences))]
    public void The_gradient_of_the_Rosenbrock_function_is_right_by_every_difference(DifferentiationMethod method) =>
        GradientCheck.Run(Rosenbrock.Of, Theta, Rosenbrock.Gradient(Theta), new() { Method = method }).ThrowIfFailed();

    [Theory]
    [InlineData(DifferentiationMethod.DualNumbers)]
    [InlineData(DifferentiationMethod.ComplexStep)]
    public void Exact_methods_give_the_gradient_to_rounding(DifferentiationMethod method)
    {
        var report = GradientCheck.Run<Rosenbrock>(Theta, Rosenbrock.Gradient(Theta), new() { Method = method });

        Assert.True(report.Passed, report.ToString());
        Assert.Equal(2, report.Evaluations - 2);
        Close.To(1e-14, Rosenbrock.Gradient(Theta), [.. report.Entries.Select(entry => entry.Numeric)], "gradient");
    }

    [Theory]
    [MemberData(nameof(Differences))]
    public void One_wrong_entry_is_named(DifferentiationMethod method)
    {
        double[] wrong = Rosenbrock.Gradient(Theta);
        wrong[1] *= 1 + 1e-4;

        var report = GradientCheck.Run(Rosenbrock.Of, Theta, wrong, new() { Method = method });

        Assert.Equal("theta[1] is wrong, the other 1 of 2 right.", report.Diagnosis.Summary);
        Assert.Equal("theta[1]", Assert.Single(report.With(EntryVerdict.Wrong)).Name);
    }

    [Fact]
    public void A_common_factor_is_named()
    {
        double[] twice = [.. Rosenbrock.Gradient(Theta).Select(g => 2 * g)];

        Assert.StartsWith("Factor 2:", GradientCheck.Run(Rosenbrock.Of, Theta, twice).Diagnosis.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-0.3)]
    [InlineData(1)]
    public void Every_subgradient_of_the_absolute_value_at_0_is_accepted(double slope) =>
        Assert.Equal(EntryVerdict.Kink, Assert.Single(GradientCheck.Run(x => Math.Abs(x[0]), [0], [slope]).Entries).Verdict);

    [Fact]
    public void Kinks_are_named()
    {
        var one = GradientCheck.Run(x => Math.Abs(x[0]) + x[1], [0, 1], [0.5, 1]);
        var both = GradientCheck.Run(x => Math.Abs(x[0]) + Math.Abs(x[1]), [0, 0], [0.5, -1]);

        Assert.Equal(
            "The gradient is right. theta[0] lies on a kink, where any value between the two one-sided derivatives is a right one.",
            one.Diagnosis.ToString());
        Assert.Equal(
            "The gradient is right. theta[0], theta[1] lie on a kink, where any value between the two one-sided derivatives "
                + "is a right one.", both.Diagnosis.ToString());
        Assert.Contains("Wrong: 0 of 2 derivatives, 1 on a kink.", one.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_finite_is_named_with_whose_it_is()
    {
        var given = GradientCheck.Run(x => x[0] + x[1], [1, 2], [1, double.NaN]);
        var measured = GradientCheck.Run(x => x[0] < 1 ? double.NaN : x[0], [1], [1]);

        Assert.Equal(
            (GradientVerdict.NotFinite, GradientMistake.NotFinite, null), (given.Verdict, given.Diagnosis.Mistake, given.Diagnosis.Layer));
        Assert.Equal(
            "The given derivative of theta[1] is NaN or infinite. The loss itself is finite there, so the mistake is in the gradient: a "
                + "division by 0, ln 0 or an overflow.", given.Diagnosis.ToString());
        Assert.Equal("The measured derivative of theta[0] is NaN or infinite.", measured.Diagnosis.ToString());
        Assert.Equal(GradientVerdict.NotFinite, measured.Verdict);
    }

    [Fact]
    public void A_wrong_sign_is_named_with_the_ratio()
    {
        double[] gradient = Rosenbrock.Gradient(Theta);

        var flipped = GradientCheck.Run(Rosenbrock.Of, Theta, [-gradient[0], -gradient[1]]).Diagnosis;
        var scaled = GradientCheck.Run<Rosenbrock>(Theta, [0.25 * gradient[0], 0.25 * gradient[1]]).Diagnosis;

        Assert.Equal((GradientMistake.SignFlip, "Every derivative has the wrong sign."), (flipped.Mistake, flipped.Summary));
        Assert.Matches(@"^All 2 analytic gradients are -1\.0000000 × the numeric ones \(spread \de-\d\d\)\.$", flipped.Evidence);
        Assert.Equal(
            (GradientMistake.ConstantFactor, "Factor 0.25: every derivative is 0.25 times the right one."),
            (scaled.Mistake, scaled.Summary));
        Assert.Matches(@"^All 2 analytic gradients are 0\.2500000 × the numeric ones \(spread \de-1\d\)\.$", scaled.Evidence);
        Assert.Equal(
            "The analytic gradient is 0.5000000 × the numeric one.",
            GradientCheck.Run(x => x[0] * x[0], [3], [3]).Diagnosis.Evidence);
    }

    [Fact]
    public void A_factor_is_common_also_where_some_derivatives_are_0() =>
        Assert.StartsWith(
            "Factor 3:", GradientCheck.Run(x => x[0] * x[0], [2, 5, 7], [12, 0, 0]).Diagnosis.Summary, StringComparison.Ordinal);

    [Theory]
    [InlineData(DifferentiationMethod.ForwardDifference, 2 + (2 * 2))]
    [InlineData(DifferentiationMethod.CentralDifference, 2 + (2 * 4))]
    [InlineData(DifferentiationMethod.DualNumbers, 2 + 2)]
    [InlineData(DifferentiationMethod.ComplexStep, 2 + 2)]
    public void Each_method_has_its_price(DifferentiationMethod method, long evaluations)
    {
        var report = GradientCheck.Run<Rosenbrock>(Theta, Rosenbrock.Gradient(Theta), new() { Method = method });

        Assert.True(report.Passed, report.ToString());
        Assert.Equal(evaluations, report.Evaluations);
    }

    /// <summary>x³ at 2: the step 1/64 becomes 1/32, and the quotients are 12 + 6h + h² and 12 + h².</summary>
    [Theory]
    [InlineData(DifferentiationMethod.ForwardDifference, (6.0 / 32) + (1.0 / 1024))]
    [InlineData(DifferentiationMethod.CentralDifference, 1.0 / 1024)]
    public void A_step_that_is_asked_for_is_scaled_with_the_parameter(DifferentiationMethod method, double off) =>
        Assert.Equal(
            12 + off,
            Assert.Single(GradientCheck.Run(x => x[0] * x[0] * x[0], [2], [12 + off], new() { Method = method, Step = 1.0 / 64 }).Entries)
            .Numeric, 1e-12);

    [Fact]
    public void An_entry_of_a_function_has_no_layer()
    {
        var entry = GradientCheck.Run(x => x[0] + (4 * x[1]), [1, 2], [1, 5]).Entries[1];

        Assert.Equal(("theta[1]", 0, -1, 1, 2.0, 5.0), (entry.Name, entry.Layer, entry.Row, entry.Column, entry.Value, entry.Analytic));
        Close.To(1e-12, 4, entry.Numeric, "slope");
        Assert.Equal(0.2, entry.RelativeError, 1e-12);
        Assert.InRange(entry.ErrorEstimate, 1e-16, 1e-11);
        Assert.Empty(GradientCheck.Run(x => x[0], [1], [1]).Layers);
        Assert.Empty(GradientCheck.Run(x => x[0], [1], [1]).Heatmaps);
    }

    [Fact]
    public void A_slope_that_is_no_subgradient_is_wrong() => Assert.False(GradientCheck.Run(x => Math.Abs(x[0]), [0], [1.1]).Passed);

    [Fact]
    public void A_failed_check_throws_with_the_paragraph_of_the_report()
    {
        var report = GradientCheck.Run(x => x[0] * x[0], [3], [7]);

        var exception = Assert.Throws<GradientCheckException>(report.ThrowIfFailed);

        Assert.Same(report, exception.Report);
        Assert.StartsWith("Gradient check FAILED: gradient of a function of 1 parameter.", exception.Message, StringComparison.Ordinal);
        Assert.Contains("theta[0] analytic 7, numeric 6", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_random_function_is_reported_as_not_deterministic()
    {
        var random = new RandomState(1);

        Assert.Equal(GradientVerdict.NotDeterministic, GradientCheck.Run(x => x[0] + random.NextDouble(), [1], [1]).Verdict);
    }

    [Fact]
    public void A_function_that_is_not_finite_is_reported_as_such() =>
        Assert.Equal(GradientVerdict.NotFinite, GradientCheck.Run(x => Math.Log(x[0]), [-1], [-1]).Verdict);

    [Fact]
    public void A_gradient_of_another_length_is_refused() =>
        Assert.Contains(
            "gradient has 1 entries but theta has 2", Assert.Throws<ArgumentException>(() => GradientCheck.Run(Rosenbrock.Of, Theta, [1]))
            .Message, StringComparison.Ordinal);

    [Fact]
    public void The_function_may_keep_or_change_its_argument() =>
        GradientCheck.Run(x => { double value = x[0] * x[1]; Array.Clear(x); return value; }, [2, 3], [3, 2]).ThrowIfFailed();

    private readonly struct Rosenbrock : IVectorFunction<Rosenbrock>
    {
        public static T Evaluate<T>(ReadOnlySpan<T> theta)
            where T : struct, IScalar<T>
        {
            T u = 1.0 - theta[0], v = theta[1] - (theta[0] * theta[0]);
            return (u * u) + (100.0 * v * v);
        }

        public static double Of(double[] theta) => Math.Pow(1 - theta[0], 2) + (100 * Math.Pow(theta[1] - (theta[0] * theta[0]), 2));

        public static double[] Gradient(double[] theta) =>
            [(-2 * (1 - theta[0])) - (400 * theta[0] * (theta[1] - (theta[0] * theta[0]))), 200 * (theta[1] - (theta[0] * theta[0]))];
    }
}
