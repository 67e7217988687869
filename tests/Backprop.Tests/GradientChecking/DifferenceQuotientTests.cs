namespace Backprop.Tests.GradientChecking;

/// <summary>Quotients of polynomials, whose truncation errors are known in closed form.</summary>
public sealed class DifferenceQuotientTests
{
    private const double H = 1.0 / 64;

    [Fact]
    public void A_forward_difference_is_off_by_half_h_times_the_second_derivative_and_says_so()
    {
        // f = x² at 3: the change is 6t + t².
        var estimate = new DifferenceQuotient(t => (6 * t) + (t * t), noise: 1.0 / 1024).Forward(H);

        Assert.Equal(6 + H, estimate.Value);
        Assert.Equal(H + (1.0 / 1024 / H), estimate.Error);
        Assert.Equal(2, estimate.Evaluations);
    }

    [Fact]
    public void A_central_difference_is_off_by_a_sixth_of_h_squared_times_the_third_derivative_and_says_so()
    {
        // f = x³ at 2: the change is 12t + 6t² + t³.
        var estimate = new DifferenceQuotient(t => (12 * t) + (6 * t * t) + (t * t * t), noise: 1.0 / 1024).Central(H);

        Assert.Equal(12 + (H * H), estimate.Value);
        Close.To(1e-13, (H * H) + (1.0 / 1024 / H), estimate.Error, "error");
        Assert.Equal(4, estimate.Evaluations);
    }

    public static TheoryData<string, double, double> Smooth => new()
    {
        { "sin", 1, Math.Cos(1) },
        { "exp", 0.3, Math.Exp(0.3) },
        { "tanh", -0.7, 1 - (Math.Tanh(-0.7) * Math.Tanh(-0.7)) },
        { "1/x", 2, -0.25 },
    };

    [Theory]
    [MemberData(nameof(Smooth))]
    public void Extrapolation_is_right_to_its_own_estimate_and_that_is_small(string name, double x, double derivative)
    {
        var f = Named(name);
        double value = f(x);

        var estimate = new DifferenceQuotient(t => f(x + t) - value, Math.Abs(value) / (1L << 51)).Extrapolate(1.0 / 8);

        Assert.True(
            Math.Abs(estimate.Value - derivative) <= estimate.Error, $"{estimate.Value:R} ± {estimate.Error:E2} against {derivative:R}");
        Assert.InRange(estimate.Error, 0, 1e-12 * Math.Max(1, Math.Abs(derivative)));
        Assert.InRange(estimate.Evaluations, 8, 40);
        Assert.Equal(0, estimate.Evaluations % 2);
    }

    [Theory]
    [MemberData(nameof(Smooth))]
    public void One_sided_extrapolation_is_right_from_both_sides_where_there_is_no_kink(string name, double x, double derivative)
    {
        var f = Named(name);
        double value = f(x);
        var quotient = new DifferenceQuotient(t => f(x + t) - value, Math.Abs(value) / (1L << 51));

        foreach (double h in (double[])[1.0 / 256, -1.0 / 256])
        {
            var estimate = quotient.OneSided(h);
            Assert.True(
                Math.Abs(estimate.Value - derivative) <= estimate.Error,
                $"{estimate.Value:R} ± {estimate.Error:E2} against {derivative:R}");
            Assert.InRange(estimate.Error, 0, 1e-10);
        }
    }

    [Fact]
    public void At_a_kink_the_two_sides_differ()
    {
        // f = |x| + x² at 0.
        var quotient = new DifferenceQuotient(t => Math.Abs(t) + (t * t), noise: 0);

        Close.To(1e-14, 1, quotient.OneSided(H).Value, "right");
        Close.To(1e-14, -1, quotient.OneSided(-H).Value, "left");
        Assert.Equal(5, quotient.OneSided(H).Evaluations);
    }

    [Fact]
    public void A_polynomial_of_degree_4_needs_two_steps_and_has_no_error_left()
    {
        // f = x⁴ − x at 1: the change is 3t + 6t² + 4t³ + t⁴; its central differences are 3 + 4h².
        var estimate = new DifferenceQuotient(t => (3 * t) + (6 * t * t) + (4 * t * t * t) + (t * t * t * t), noise: 0).Extrapolate(0.5);

        Assert.Equal(3, estimate.Value);
        Assert.Equal(0, estimate.Error);
        // Five rows of the tableau: with fewer nothing is compared that far.
        Assert.Equal(10, estimate.Evaluations);
    }

    [Fact]
    public void Noise_counts_more_the_smaller_the_step()
    {
        double Error(double noise) => new DifferenceQuotient(t => t, noise).Extrapolate(1).Error;

        // The differences are exact, so the best entry is one of the first column behind the first step: h = ½.
        Assert.Equal(0, Error(0));
        Assert.Equal(2e-10, Error(1e-10), 1e-20);
    }

    private static Func<double, double> Named(string name) => name switch
    {
        "sin" => Math.Sin,
        "exp" => Math.Exp,
        "tanh" => Math.Tanh,
        _ => x => 1 / x,
    };
}
