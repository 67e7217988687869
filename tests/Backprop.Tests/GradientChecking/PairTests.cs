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

    /// <summary>Numbers in a sentence are those that were planted: the factor, λ, the learning rate, the sample.</summary>
    [Fact]
    public void The_numbers_in_the_sentence_of_a_pair_are_the_planted_ones()
    {
        int compared = 0;
        for (uint seed = 4; seed < 4 + Cases.Of(2); seed++)
        {
            foreach (var (one, other) in Pairs())
            {
                var mistaken = new MistakenBackward(Example(seed), one, 0, other);
                if (mistaken.Run() is not { } wrong) continue;
                var example = Example(seed);
                var diagnosis = GradientCheck.Compare(example.Network, example.Data, example.Loss, wrong).Diagnosis;
                if (!diagnosis.Mistakes.Contains(one) || !diagnosis.Mistakes.Contains(other)) continue;
                foreach (string number in ((GradientMistake[])[one, other]).Select(mistaken.NumberOf).OfType<string>())
                {
                    Assert.Contains(number, diagnosis.Summary, StringComparison.Ordinal);
                    compared++;
                }
            }
        }

        Assert.InRange(compared, 20, int.MaxValue);
    }

    [Fact]
    public void At_least_75_of_the_91_pairs_are_named_and_none_wrongly()
    {
        var outcomes = new ConcurrentBag<(string Pair, bool? IsNamed, string Said)>();
        Parallel.ForEach(Pairs(), pair =>
        {
            var example = Example(seed: 4);
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

    private static IEnumerable<(GradientMistake, GradientMistake)> Pairs() => from i in Enumerable.Range(0, Kinds.Length)
                                                                              from j in Enumerable.Range(i + 1, Kinds.Length - i - 1)
                                                                              select (Kinds[i], Kinds[j]);

    /// <summary>Three layers, two of them with a square matrix, five samples.</summary>
    private static RandomNetwork Example(uint seed)
    {
        var network =
            Network.Create([3, 3, 3, 2], [Activation.Tanh, Activation.Sigmoid, Activation.Sigmoid], Initializer.LeCunNormal(seed: 11));
        var random = new RandomState(5);
        foreach (var layer in network.Layers)
            layer.Bias = 0.3 * random.Randn(layer.Outputs);
        return new(network, new Dataset("five", random.Randn(5, 3), random.Randn(5, 2)), Loss.MeanSquaredError, new RandomState(seed));
    }
}
