using Jint;

namespace Backprop.Tests.Losses;

/// <summary>What holds for every built-in loss: a new one is found by itself.</summary>
public sealed class LossFamilyTests
{
    public static TheoryData<string> Names => [.. Loss.All.Select(loss => loss.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_derivative_by_hand_equals_that_of_dual_numbers(string name)
    {
        var loss = Loss.Named(name);
        foreach (var (prediction, target) in Points(loss).Where(point => !loss.Kinks.Contains(point.Prediction - point.Target)))
        {
            var term = loss.SampleTerm<Dual>(null, [], [Dual.Variable(prediction)], [target]);
            Close.To(1e-13, term.Derivative, DerivativeOf(loss, prediction, target), $"{name}'({prediction}, {target})", absolute: 1e-15);
            Close.To(1e-14, term.Value, loss.Term(prediction, target), $"{name}({prediction}, {target})", absolute: 1e-15);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_JavaScript_equals_the_term_and_its_derivative(string name)
    {
        var loss = Loss.Named(name);
        using var engine = new Engine();
        engine.Execute(
            $"function term(p, y) {{ return {loss.JavaScript!.Function}; }} function derivative(p, y) {{ return {loss.JavaScript.Derivative}; }}");
        foreach (var (prediction, target) in Points(loss))
        {
            Close.To(
                1e-13, loss.Term(prediction, target), engine.Invoke("term", prediction, target).AsNumber(),
                $"{name}({prediction}, {target})", absolute: 1e-15);
            Close.To(
                1e-13, DerivativeOf(loss, prediction, target), engine.Invoke("derivative", prediction, target).AsNumber(),
                $"{name}'({prediction}, {target})", absolute: 1e-15);
        }
    }

    private static double DerivativeOf(Loss loss, double prediction, double target)
    {
        double[] gradient = new double[1];
        loss.Gradient([prediction], [target], gradient, width: 1, samples: 1);
        return gradient[0];
    }

    /// <summary>With the targets 1 and −1 where the loss does not take every number.</summary>
    private static IEnumerable<(double Prediction, double Target)> Points(Loss loss)
    {
        double[] predictions = loss.IsOfProbabilities ? [1e-9, 0.1, 0.5, 0.9, 0.999] : [-3, -1, -0.5, 0, 0.25, 1, 3.5];
        double[] targets = loss.IsOfProbabilities ? [0, 0.25, 1] : [-2, 0, 0.25, 1];
        if (!loss.IsOfProbabilities && targets.Any(y => loss.TargetError([y]) is not null)) targets = [1, -1];
        return from prediction in predictions from target in targets select (prediction, target);
    }
}
