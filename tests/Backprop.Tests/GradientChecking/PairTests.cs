using System.Collections.Concurrent;

namespace Backprop.Tests.GradientChecking;

/// <summary>Two mistakes at once: both are named, or neither is; and the numbers in the sentence are the planted ones.</summary>
public sealed class PairTests(ITestOutputHelper output)
{
    /// <summary>The fourteen that students make most.</summary>
    private static readonly GradientMistake[] Kinds =
    [
        GradientMistake.SignFlip, GradientMistake.ConstantFactor, GradientMistake.MissingDerivative,
        GradientMistake.DerivativeAtActivation, GradientMistake.DerivativeFormAtZ,
        GradientMistake.ValueForDerivative, GradientMistake.BiasNotSummed, GradientMistake.BiasAveraged, GradientMistake.WrongInputs,
        GradientMistake.TransposedGradient,
        GradientMistake.TransposedWeights, GradientMistake.MissingSample, GradientMistake.UpdatedBeforeUse, GradientMistake.WeightDecay,
    ];

    [Fact]
    public void At_least_75_of_the_91_pairs_are_named_and_none_wrongly()
    {
        var outcomes = new ConcurrentBag<(string Pair, bool? IsNamed, string Said)>();
        (GradientMistake, GradientMistake)[] pairs = [.. from i in Enumerable.Range(0, Kinds.Length)
            from j in Enumerable.Range(i + 1, Kinds.Length - i - 1) select (Kinds[i], Kinds[j])];
        Parallel.ForEach(pairs, pair =>
        {
            var example = Example();
            if (new MistakenBackward(example, pair.Item1, 0, pair.Item2).Run() is not { } wrong)
            {
                outcomes.Add(($"{pair}", null, "cannot be made together"));
                return;
            }

            var diagnosis = GradientCheck.Compare(example.Network, example.Data, example.Loss, wrong, new() { Threads = 1 }).Diagnosis;
            GradientMistake[] planted = [pair.Item1, pair.Item2];
            GradientDiagnosis[] said = [diagnosis, .. diagnosis.Alternatives];
            bool named =
                said.Any(one =>
                planted.All(kind => one.Mistakes.Contains(kind)
                || (kind == GradientMistake.BiasAveraged && one.Mistakes.Contains(GradientMistake.BiasFactor))
                || (kind is GradientMistake.SignFlip && pair.Item2 == GradientMistake.ConstantFactor
                    && one.Mistakes.Contains(pair.Item2))));
            outcomes.Add(($"{pair}", diagnosis.Mistake == GradientMistake.Unknown ? null : named, diagnosis.ToString()));
        });

        foreach (var (pair, named, said) in outcomes.Where(outcome => outcome.IsNamed != true).OrderBy(outcome => outcome.Pair))
            output.WriteLine($"{pair} {(named is null ? "not named" : "WRONGLY")}: {said}");
        Assert.Equal(91, outcomes.Count);
        Assert.DoesNotContain(outcomes, outcome => outcome.IsNamed == false);
        Assert.InRange(outcomes.Count(outcome => outcome.IsNamed == true), 75, 91);
    }

    /// <summary>Three layers, two of them with a square matrix, five samples.</summary>
    private static RandomNetwork Example()
    {
        var network =
            Network.Create([3, 3, 3, 2], [Activation.Tanh, Activation.Sigmoid, Activation.Sigmoid], Initializer.LeCunNormal(seed: 11));
        var random = new RandomState(5);
        foreach (var layer in network.Layers)
            layer.Bias = 0.3 * random.Randn(layer.Outputs);
        return new(network, new Dataset("five", random.Randn(5, 3), random.Randn(5, 2)), Loss.MeanSquaredError, new RandomState(4));
    }
}
