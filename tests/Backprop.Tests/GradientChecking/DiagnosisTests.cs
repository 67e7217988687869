using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Backprop.Tests.GradientChecking;

/// <summary>Right gradients of random networks, and the same with one of 24 kinds of mistake planted in one layer or in all.</summary>
public sealed class DiagnosisTests(ITestOutputHelper output)
{
    private static readonly int Networks = Cases.Of(500);

    private static readonly GradientMistake[] Planted =
        [.. Enum.GetValues<GradientMistake>().Where(mistake => mistake is >= GradientMistake.OtherLoss and <= GradientMistake.WeightDecay)];

    [Fact]
    public void Right_gradients_are_never_called_wrong_and_planted_mistakes_are_found_and_named()
    {
        var (falseAlarms, undecided) = (new ConcurrentBag<string>(), 0);
        var outcomes = new ConcurrentBag<Outcome>();
        Parallel.For(0, Networks, i =>
        {
            var example = RandomNetwork.Create((uint)i);
            var right = GradientCheck.Run(example.Network, example.Data, example.Loss, new() { Threads = 1 });
            if (right.Verdict == GradientVerdict.Undecided) Interlocked.Increment(ref undecided);
            else if (!right.Passed) falseAlarms.Add($"{example}: {right}");
            if (Plant(example, i) is { } outcome) outcomes.Add(outcome);
        });

        output.WriteLine(ConfusionTable.Write(outcomes));
        output.WriteLine($"{Networks} networks; of their right gradients {falseAlarms.Count} called wrong, {undecided} undecided.");
        foreach (var outcome in outcomes.Where(outcome => !outcome.IsNamed).OrderBy(outcome => outcome.Seed).Take(40))
            output.WriteLine($"{outcome.Seed} {outcome.Planted} in layer {outcome.Layer}: {outcome.Diagnosis}");

        Assert.Empty(falseAlarms);
        Assert.InRange(undecided, 0, 0.01 * Networks);
        Assert.True(outcomes.Count > Networks * 0.9, $"a mistake could be planted in {outcomes.Count} networks");
        Assert.Empty(outcomes.Where(outcome => !outcome.IsFound).Select(outcome => $"{outcome.Seed} {outcome.Planted}"));
        Assert.All(outcomes.GroupBy(outcome => outcome.Planted), kind =>
        {
            var distinguishable = kind.Where(outcome => outcome.IsDistinguishable).ToArray();
            Assert.NotEmpty(distinguishable);
            Assert.True(
                distinguishable.Count(outcome => outcome.IsNamed) >= Math.Floor(0.95 * distinguishable.Length),
                $"{kind.Key} is named in too few cases");
        });
    }

    [Fact]
    public void A_wrong_gradient_within_the_rounding_of_a_quotient_with_a_tiny_step_is_no_quotient()
    {
        var outcome = Plant(RandomNetwork.Recorded(646), 646)!;

        Assert.Equal(GradientMistake.UpdatedBeforeUse, outcome.Planted);
        Assert.Equal(GradientVerdict.Wrong, outcome.Verdict);
        Assert.Equal(GradientMistake.UpdatedBeforeUse, outcome.Diagnosis.Mistake);
    }

    [Theory]
    [InlineData(412, GradientMistake.LayerFactor)]
    [InlineData(1493, GradientMistake.BiasFactor)]
    public void Where_only_biases_of_the_last_layer_have_derivatives_a_factor_of_everything_is_one_of_them_too(int seed,
        GradientMistake planted)
    {
        var outcome = Plant(RandomNetwork.Recorded((uint)seed), seed)!;

        Assert.Equal(planted, outcome.Planted);
        Assert.Equal(GradientMistake.ConstantFactor, outcome.Diagnosis.Mistake);
        Assert.Contains(planted, outcome.Diagnosis.Alternatives.Select(alternative => alternative.Mistake));
    }

    [Theory]
    [InlineData(10368)]
    [InlineData(13464)]
    public void One_output_of_one_sample_with_phi_prime_twice_may_be_another_loss(int seed)
    {
        var diagnosis = Plant(RandomNetwork.Recorded((uint)seed), seed)!.Diagnosis;

        Assert.Equal(GradientMistake.DerivativeTwice, diagnosis.Mistake);
        Assert.Contains("This is the gradient of the half sum of squared errors, not of the binary cross-entropy.",
            diagnosis.Alternatives.Select(other => other.Summary));
    }

    /// <summary>
    /// Where the loss has two slopes of one size, the derivatives of biases cancel to almost 0, which a quotient cannot tell from 0.
    /// </summary>
    [Theory]
    [InlineData(DifferentiationMethod.ForwardDifference)]
    [InlineData(DifferentiationMethod.CentralDifference)]
    [InlineData(DifferentiationMethod.Extrapolation)]
    [InlineData(DifferentiationMethod.ComplexStep)]
    public void No_method_calls_a_right_gradient_wrong(DifferentiationMethod method)
    {
        var (falseAlarms, undecided) = (new ConcurrentBag<string>(), 0);
        Parallel.For(0, Cases.Of(200), i =>
        {
            var example = RandomNetwork.Create((uint)i);
            var report = GradientCheck.Run(example.Network, example.Data, example.Loss, new() { Method = method, Threads = 1 });
            if (report.Verdict == GradientVerdict.Wrong) falseAlarms.Add($"{example}: {report}");
            else if (!report.Passed && example.Loss.Kinks.Count == 0) Interlocked.Increment(ref undecided);
        });

        Assert.Empty(falseAlarms);
        Assert.InRange(undecided, 0, 0.01 * Cases.Of(200));
    }

    /// <summary>The first kind, from the i-th on, that can be made in this network and changes its gradient by more than 1e-6.</summary>
    private static Outcome? Plant(RandomNetwork example, int i)
    {
        var forward = example.Network.Forward(example.Data.Inputs);
        var right = example.Network.Backward(forward, example.Loss.Evaluate(forward, example.Data.Targets)).Gradients;
        for (int k = 0; k < Planted.Length; k++)
        {
            var kind = Planted[(i + k) % Planted.Length];
            int layer = example.Random.NextDouble() < 0.5 ? 0 : 1 + (int)(example.Random.NextDouble() * example.Network.Layers.Count);
            var mistaken = new MistakenBackward(example, kind, layer);
            if (mistaken.Run() is not { } wrong || !(Change(right, wrong) is > 1e-6 and < double.PositiveInfinity)) continue;
            var report =
                GradientCheck.Compare(example.Network, example.Data, example.Loss, wrong,
                    new() { Threads = 1, Earlier = mistaken.Earlier });
            return new(
                i, kind, layer, report.Verdict, report.Diagnosis, report.Entries.Count(entry => entry.Verdict == EntryVerdict.Wrong));
        }

        return null;
    }

    /// <summary>
    /// Relative, but of a gradient that is 0 but for rounding (softmax with an absolute error, say) absolute: no mistake shows in that.
    /// </summary>
    private static double Change(Gradients right, Gradients wrong)
    {
        Gradients difference = [.. right.Zip(wrong, (r, w) => new LayerGradient(w.Weights - r.Weights, w.Bias - r.Bias))];
        return difference.Norm() / Math.Max(right.Norm(), 1e-9);
    }
}

/// <summary>What was planted, and what the diagnosis said.</summary>
internal sealed record Outcome(
    int Seed, GradientMistake Planted, int Layer, GradientVerdict Verdict, GradientDiagnosis Diagnosis, int WrongEntries)
{
    public bool IsFound => Verdict == GradientVerdict.Wrong;

    /// <summary>
    /// The gradient of another loss may be a multiple of the right one; then the diagnosis gives the factor and names the loss.
    /// </summary>
    public bool IsNamed =>
        Diagnosis.Mistake == Planted
        || (Planted == GradientMistake.OtherLoss && Diagnosis.Summary.EndsWith("has this gradient.", StringComparison.Ordinal));

    /// <summary>
    /// False if another mistake gives the same gradient to rounding, so that nobody could tell which was made: the diagnosis lists both, or
    /// a single derivative is wrong, which is a multiple of the right one whatever was done to it.
    /// </summary>
    public bool IsDistinguishable => IsNamed || (Diagnosis.Alternatives.All(alternative => alternative.Mistake != Planted)
        && !(WrongEntries == 1 && Planted is (GradientMistake.ConstantFactor or GradientMistake.WeightFactor or GradientMistake.BiasFactor
                or GradientMistake.LayerFactor)
            && Diagnosis.Mistake == GradientMistake.Unknown));
}

/// <summary>The outcomes as a table: planted, found, named, and what the others were called.</summary>
internal static class ConfusionTable
{
    public static string Write(IEnumerable<Outcome> outcomes)
    {
        var table =
            new StringBuilder(
                "| planted | networks | found | distinguishable | named | called something else |\n|---|---:|---:|---:|---:|---|\n");
        foreach (var kind in outcomes.GroupBy(outcome => outcome.Planted).OrderBy(kind => kind.Key))
        {
            var distinguishable = kind.Where(outcome => outcome.IsDistinguishable).ToArray();
            int named = distinguishable.Count(outcome => outcome.IsNamed);
            var others = distinguishable.Where(outcome => !outcome.IsNamed).GroupBy(outcome => outcome.Diagnosis.Mistake)
                .OrderByDescending(group => group.Count()).Select(group => $"{group.Key} {group.Count()}");
            table.Append(
                CultureInfo.InvariantCulture,
                $"| {kind.Key} | {kind.Count()} | {kind.Count(outcome => outcome.IsFound)} | {distinguishable.Length} | {100.0 * named / distinguishable.Length:0.0} % | {string.Join(", ", others)} |\n");
        }

        return table.ToString();
    }
}
