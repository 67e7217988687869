using System.Collections.Concurrent;

namespace Backprop.Tests.GradientChecking;

/// <summary>
/// The promise of the checker: what is wrong is found or undecided, never called right, however confident the network and however large its
/// inputs.
/// </summary>
public sealed class WrongIsNeverRightTests(ITestOutputHelper output)
{
    private static readonly int Networks = Cases.Of(100);

    [Fact]
    public void No_wrong_gradient_is_ever_called_right_and_no_right_one_wrong()
    {
        var faults = new ConcurrentBag<string>();
        var undecided = new ConcurrentDictionary<(double Scale, bool IsConfident, string Planted), (int Count, int Undecided)>();
        Parallel.For(0, Networks, i =>
        {
            var example = ExtremeNetwork.Create((uint)i);
            var right = example.Right();
            if (!right.All(layer => Finite.All(layer.Weights.Values) && Finite.All(layer.Bias.Values))) return;
            var report = Check(right);
            Count("right", report);
            if (report.Verdict is not (GradientVerdict.Right or GradientVerdict.Undecided)) faults.Add($"right: {example}: {report}");
            var paper = Check(example.RightOnPaper());
            Count("right on paper", paper);
            if (paper.Verdict == GradientVerdict.Wrong) faults.Add($"right on paper: {example}: {paper}");
            foreach (var (name, wrong) in Wrong(example, right))
            {
                var found = Check(wrong);
                Count(name, found);
                if (found.Passed) faults.Add($"{name}: {example}: {found}");
                if (found.Verdict == GradientVerdict.Undecided && found.ToString().Contains("is right", StringComparison.Ordinal))
                    faults.Add(found.ToString());
            }

            GradientCheckReport Check(Gradients gradients) =>
                GradientCheck.Compare(example.Network, example.Data, example.Loss, gradients, new() { Threads = 1 });

            void Count(string planted, GradientCheckReport report) => undecided.AddOrUpdate((example.Scale, example.IsConfident, planted),
                _ => (1, report.Verdict == GradientVerdict.Undecided ? 1 : 0), (_, old) =>
                    (old.Count + 1, old.Undecided + (report.Verdict == GradientVerdict.Undecided ? 1 : 0)));
        });

        foreach (var (key, (count, open)) in undecided.OrderBy(pair => pair.Key))
            output.WriteLine($"inputs to {key.Scale}{(key.IsConfident ? ", confident" : "")}, {key.Planted}: {open} of {count} undecided");
        foreach (string fault in faults.Take(20))
            output.WriteLine(fault);
        Assert.Empty(faults);
    }

    [Fact]
    public void With_inputs_from_0_to_1_hardly_a_check_is_undecided_however_confident_the_network()
    {
        var (undecided, wrong) = (new ConcurrentBag<ExtremeNetwork>(), new ConcurrentBag<string>());
        var (count, confident) = (0, 0);
        Parallel.For(0, Cases.Of(6_000), i =>
        {
            if (!ExtremeNetwork.IsOfUnitInputs((uint)i)) return;
            var example = ExtremeNetwork.Create((uint)i);
            Interlocked.Increment(ref count);
            if (example.IsConfident) Interlocked.Increment(ref confident);
            var report = GradientCheck.Run(example.Network, example.Data, example.Loss, new() { Threads = 1 });
            if (report.Verdict == GradientVerdict.Undecided) undecided.Add(example);
            else if (!report.Passed) wrong.Add($"{example}: {report}");
        });

        int ofConfident = undecided.Count(example => example.IsConfident);
        output.WriteLine($"{undecided.Count} of {count} undecided, {ofConfident} of {confident} with confident weights");
        foreach (var example in undecided.Take(20))
            output.WriteLine(example.ToString());
        Assert.Empty(wrong);
        Assert.InRange(undecided.Count, 0, 0.01 * count);
        Assert.InRange(ofConfident, 0, 0.01 * confident);
    }

    private static IEnumerable<(string Name, Gradients Wrong)> Wrong(ExtremeNetwork example, Gradients right)
    {
        double norm = right.Norm();
        double[] entries = right.Flatten();
        if (norm > 0 && double.IsFinite(norm))
        {
            yield return ("sign flipped", Map(right, g => -g));
            yield return ("all 0", Map(right, _ => 0));
            yield return ("× 1.001", Map(right, g => 1.001 * g));
            yield return ("× 2", Map(right, g => 2 * g));
            yield return ("× N + 1", Map(right, g => (example.Data.Count + 1) * g));
            double step = norm / Math.Sqrt(entries.Length);
            yield return ("random", Map(right, _ => step * example.Random.NextGaussian()));
            int[] nonzero = [.. Enumerable.Range(0, entries.Length).Where(i => entries[i] != 0)];
            int chosen = nonzero[(int)(example.Random.NextDouble() * nonzero.Length)], k = 0;
            yield return ("one entry off by 1 %", Map(right, g => k++ == chosen ? 1.01 * g : g));
        }

        yield return ("all 12345", Map(right, _ => 12345));
        var missing = WithoutDerivative(example);
        double change = missing.Flatten().Zip(entries, (a, b) => Math.Abs(a - b) / Math.Max(Math.Abs(a), Math.Abs(b)))
            .Where(double.IsFinite).DefaultIfEmpty(0).Max();
        if (change > 1e-3) yield return ("φ′ missing", missing);
    }

    private static Gradients Map(Gradients gradients, Func<double, double> change) =>
        [.. gradients.Select(layer => new LayerGradient(layer.Weights.Map(change), new Vector([.. layer.Bias.Select(change)])))];

    /// <summary>The backward pass with φ′ left out of the hidden layers.</summary>
    private static Gradients WithoutDerivative(ExtremeNetwork example)
    {
        var forward = example.Network.Forward(example.Data.Inputs);
        var backward = example.Network.Backward(forward, example.Loss.Evaluate(forward, example.Data.Targets));
        var (delta, gradients) = (backward.Layers[^1].Delta, new LayerGradient[example.Network.Layers.Count]);
        for (int l = gradients.Length - 1; l >= 0; l--)
        {
            gradients[l] = new((l == 0 ? forward.Inputs : forward.Layers[l - 1].A).Transpose() * delta, delta.SumRows());
            delta *= forward.Layers[l].Weights.Transpose();
        }

        return Gradients.Create(gradients);
    }
}
