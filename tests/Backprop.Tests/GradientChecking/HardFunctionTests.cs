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
}
