namespace Backprop;

/// <summary>
/// Looks for the mistakes behind a wrong gradient. A mistake on the way to the deltas is tried alone and with a second one; from the deltas
/// that result, each ∂L/∂W and ∂L/∂b must follow rightly or by one of the mistakes made there, times a factor, plus a weight decay. What is
/// found predicts every entry.
/// </summary>
/// <param name="pass">The measured pass, perhaps by another convention at a kink.</param>
/// <param name="data">The samples.</param>
/// <param name="gradient">The gradient that is checked.</param>
/// <param name="options">Earlier gradient, weight decay, threads.</param>
/// <param name="hasOthers">Whether other forward passes are tried, too, which no convention changes.</param>
internal sealed class MistakeSearch(
    MeasuredPass pass, Dataset data, GivenGradient gradient, GradientCheckOptions options, bool hasOthers)
{
    /// <summary>More than this many multiply-adds, and no second mistake on the way back is tried.</summary>
    private const double MostWork = 4e8;

    private readonly FactorPattern factors = new(pass, gradient, factor => LossMistakes.WithFactor(pass, data, factor));
    private readonly TensorMistake[] weightMistakes = [.. MistakenGradients.OfWeights(pass)];
    private readonly TensorMistake[] biasMistakes = [.. MistakenGradients.OfBiases(pass)];

    /// <summary>The explanations with the lowest score; none if nothing explains the gradient.</summary>
    public IReadOnlyList<Explanation> Run()
    {
        double unexplained = gradient.Unexplained();
        Hypothesis[] hypotheses = [.. MistakenGradients.Hypotheses(pass, data), .. BatchMistakes.Of(pass, gradient)];
        var others = new OtherGradients(pass, data, gradient, options);
        var found = new List<Explanation>();
        Try([]);
        found.AddRange(others.OfThisPass().Where(IsNear));
        if (hypotheses.Length > 0) AddParallel(hypotheses.Length, i => [hypotheses[i]]);
        foreach (var updated in UpdatedBeforeUse.Of(pass, gradient))
            Try([updated]);
        if (found.Count == 0)
        {
            Hypothesis[] slips = [.. DerivativeSlips.Of(pass)];
            AddParallel(slips.Length, i => [slips[i]]);
        }

        if (found.Count == 0 && hasOthers) found.AddRange(others.OfAnotherPass().Where(IsNear));
        if (found.Count == 0 && hypotheses.Length > 1)
        {
            (int, int)[] pairs = [.. from i in Enumerable.Range(0, hypotheses.Length)
                                     from j in Enumerable.Range(i + 1, hypotheses.Length - i - 1)
                                     where !BackwardSteps.Conflict(hypotheses[i].Steps, hypotheses[j].Steps, pass.W.Length)
                                     select (i, j)];
            if ((double)pairs.Length * pass.Samples * pass.W[^1].Values.Length <= MostWork)
                AddParallel(pairs.Length, k => [hypotheses[pairs[k].Item1], hypotheses[pairs[k].Item2]]);
            foreach (var hypothesis in found.Count > 0 ? [] : hypotheses)
            {
                foreach (
                    var also in UpdatedBeforeUse.Of(pass, gradient, hypothesis.Steps)
                    .Where(also => !BackwardSteps.Conflict(hypothesis.Steps, also.Steps, pass.W.Length)))
                {
                    Try([hypothesis, also]);
                }
            }
        }

        if (found.Count == 0) return [];
        int best = found.Min(explanation => explanation.Score);
        return [.. found.Where(explanation => explanation.Score == best).OrderBy(explanation => explanation.Rank)];

        void Try(Hypothesis[] mistakes) => found.AddRange(Explain(mistakes).Where(IsNear));

        void AddParallel(int count, Func<int, Hypothesis[]> mistakes)
        {
            var results = new List<Explanation>[count];
            Parallel.For(
                0, count,
                new ParallelOptions
                {
                    MaxDegreeOfParallelism = options.Threads
                ?? Environment.ProcessorCount,
                    CancellationToken = options.CancellationToken
                },
                i => results[i] = [.. Explain(mistakes(i)).Where(IsNear)]);
            found.AddRange(results.SelectMany(list => list));
        }

        bool IsNear(Explanation explanation) => explanation.Findings.Count > 0 && explanation.Spread <= 1e-3 * unexplained;
    }

    private IEnumerable<Explanation> Explain(Hypothesis[] mistakes)
    {
        int layers = pass.W.Length, l = layers - 1;
        var right = new TensorMatch?[2 * layers];
        var wrong = new List<(TensorMistake Mistake, TensorMatch Match)>[2 * layers];
        foreach (var delta in BackwardSteps.Deltas(pass, [.. mistakes.Select(mistake => mistake.Steps)]))
        {
            if (!Match(2 * l, (pass.Inputs(l).Transpose() * delta).Values.ToArray(), weightMistakes, delta)) return [];
            if (!Match((2 * l) + 1, [.. delta.SumRows()], biasMistakes, delta)) return [];
            l--;
        }

        List<Explanation> explanations = [];
        foreach (var weights in Choices(0, weightMistakes))
        {
            foreach (var biases in Choices(1, biasMistakes))
            {
                if (Combine(mistakes, weights, biases) is not { } explanation) continue;
                explanations.Add(explanation);
                if (explanation.Findings is [
                    {
                        Mistake: GradientMistake.ConstantFactor or GradientMistake.SignFlip
                    or GradientMistake.LayerFactor or GradientMistake.WeightFactor or GradientMistake.BiasFactor, Weight: 1
                    }])
                {
                    double?[] scale = [.. weights.Zip(biases)
                        .SelectMany(pair => (double?[])[pair.First.Match.Factor, pair.Second.Match.Factor])];
                    explanations.AddRange(
                        factors.Single(scale).DistinctBy(other => other.Mistake)
                        .Where(other => other.Mistake != explanation.Findings[0].Mistake)
                        .Select(other => explanation with { Findings = [other] }));
                }

                if (explanation.Findings is [{ Mistake: GradientMistake.ConstantFactor, Fitted: 0 }]
                    && weights[^1].Match.Factor is > 1 and { } times && FactorName.IsInteger(times))
                {
                    explanations.Add(explanation with
                    {
                        Findings = [new(GradientMistake.Accumulated, null,
                            $"The gradient was added up over {FactorName.Number(times)} calls without being set to zero.")],
                    });
                }
            }
        }

        return explanations;

        bool Match(int tensor, double[] predicted, TensorMistake[] candidates, Matrix delta)
        {
            right[tensor] = gradient.Match(tensor, predicted);
            wrong[tensor] = [];
            if (right[tensor] is { Factor: null or 1, Decay: null or 0 }) return true;
            foreach (var candidate in candidates.Where(candidate => candidate.Layers.Contains(tensor / 2)))
            {
                if (gradient.Match(tensor, candidate.Gradient(tensor / 2, delta)) is { } match) wrong[tensor].Add((candidate, match));
            }

            return right[tensor] is not null || wrong[tensor].Count > 0;
        }

        // Each tensor follows rightly, or by one mistake that is the same in all where it is made; if none is, by the first that fits.
        IEnumerable<(TensorMistake? Mistake, TensorMatch Match)[]> Choices(int first, TensorMistake[] candidates)
        {
            int[] tensors = [.. Enumerable.Range(0, layers).Select(layer => (2 * layer) + first)];
            if (tensors.All(t => right[t] is not null)) yield return [.. tensors.Select(t => ((TensorMistake?)null, right[t]!.Value))];
            bool any = false;
            foreach (var candidate in candidates)
            {
                var choice =
                    tensors.Select(t => wrong[t].Where(pair => pair.Mistake == candidate)
                        .Select(pair => ((TensorMistake? Mistake, TensorMatch Match)?)(pair.Mistake, pair.Match))
                        .FirstOrDefault() ?? (right[t] is { } match ? (null, match) : null)).ToArray();
                if (choice.All(pair => pair is not null) && choice.Any(pair => pair!.Value.Mistake is not null))
                {
                    any = true;
                    yield return [.. choice.Select(pair => pair!.Value)];
                }
            }

            if (!any && tensors.Any(t => right[t] is null))
            {
                yield return [.. tensors.Select(t => right[t] is { } match ? ((TensorMistake?)null, match)
                    : (wrong[t][0].Mistake, wrong[t][0].Match))];
            }
        }
    }

    private Explanation? Combine(
        Hypothesis[] mistakes, (TensorMistake? Mistake, TensorMatch Match)[] weights, (TensorMistake? Mistake, TensorMatch Match)[] biases)
    {
        double?[] scale = [.. weights.Zip(biases).SelectMany(pair => (double?[])[pair.First.Match.Factor, pair.Second.Match.Factor])];
        double?[] decays = [.. weights.Zip(biases).SelectMany(pair => (double?[])[pair.First.Match.Decay, pair.Second.Match.Decay])];
        if (factors.Explain(scale) is not { } pattern) return null;
        if (DecayMistakes.Explain(pass, options.WeightDecay, scale, decays) is not { } decay) return null;
        List<Finding> findings = [.. mistakes.Select(mistake =>
            new Finding(mistake.Mistake, mistake.Layer, mistake.Summary, mistake.Fitted, mistake.Evidence))];
        foreach (var made in ((TensorMistake? Mistake, TensorMatch)[][])[weights, biases])
        {
            foreach (
                var kind in made.Select((pair, l) => (pair.Mistake, l)).Where(pair => pair.Mistake is not null)
                .GroupBy(pair => pair.Mistake!))
            {
                int[] where = [.. kind.Select(pair => pair.l)];
                findings.Add(new(kind.Key.Mistake, where.Length == 1 ? where[0] + 1 : null, kind.Key.Summary(where)));
            }
        }

        findings.AddRange(pattern);
        findings.AddRange(decay);
        if (findings.Sum(finding => finding.Weight) > 3 || findings.Sum(finding => finding.Fitted) > 2) return null;
        return new(findings, weights.Concat(biases).Max(pair => pair.Match.Spread));
    }
}
