namespace Backprop.Tests.GradientChecking;

/// <summary>
/// Right gradients that were measured by difference quotients, at scales where no step is a good one: right or undecided, never wrong, and
/// no mistake is named. What is no quotient stays wrong.
/// </summary>
public sealed class QuotientAtScaleTests
{
    private static readonly Activation[] hidden = [.. Activation.All.Where(activation => activation.IsElementwise)];

    private static readonly double[] Steps = [1e-3, 1e-5, 1e-7, 1.5e-8];

    public static TheoryData<double, double> Scales => new()
    {
        { 1e3, 1 }, { 1e-6, 1 }, { 1e-6, 100 }, { 255, 1 }, { 1, 1e4 }, { 1e3, 1e-4 }, { 1e3, 100 }, { 1e-3, 1 }, { 1, 1e-4 },
    };

    [Theory]
    [MemberData(nameof(Scales))]
    public void A_quotient_is_not_called_wrong(double inputs, double weights)
    {
        List<string> wrong = [];
        for (int seed = 0; seed < 4; seed++)
        {
            var (network, data, loss) = Create(seed, inputs, weights);
            foreach (double step in Steps)
            {
                foreach (var quotient in (Func<Func<double, double>, double>[])[
                    change => change(step) / step, change => change(-step) / -step, change => (change(step) - change(-step)) / (2 * step)])
                {
                    var gradients = Measured(network, data, loss, quotient);
                    if (gradients.Flatten().All(g => g == 0)) continue;
                    var report = GradientCheck.Compare(network, data, loss, gradients);
                    if (report.Verdict is not (GradientVerdict.Right or GradientVerdict.Undecided)) wrong.Add($"{step}: {report}");
                    else Assert.True(report.Diagnosis.Mistake is GradientMistake.None or GradientMistake.Undecided, report.ToString());
                }
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} are called wrong: {string.Join(" ", wrong)}");
    }

    [Theory]
    [MemberData(nameof(Scales))]
    public void A_mistake_in_a_quotient_is_not_called_right(double inputs, double weights)
    {
        for (int seed = 0; seed < 4; seed++)
        {
            var (network, data, loss) = Create(seed, inputs, weights);
            var quotient = Measured(network, data, loss, change => (change(1e-5) - change(-1e-5)) / 2e-5);
            if (quotient.Flatten().All(g => g == 0)) continue;
            foreach (double factor in (double[])[-1, 1.01, 2, 0])
            {
                Gradients wrong = [.. quotient.Select(layer => new LayerGradient(factor * layer.Weights, factor * layer.Bias))];
                Assert.False(GradientCheck.Compare(network, data, loss, wrong).Passed);
            }
        }
    }

    /// <summary>Far from any quotient: one layer of an exact gradient is doubled, or the entries are off by chance.</summary>
    [Fact]
    public void What_is_no_quotient_stays_wrong()
    {
        for (int seed = 0; seed < 20; seed++)
        {
            var (network, data, loss) = Create(seed, inputs: 1, weights: 1);
            var right = new StudentBackward(network, data, loss).Right;
            var random = new RandomState((uint)seed);
            Gradients off = [.. right.Select(
                layer => layer with { Weights = layer.Weights.Map(w => w * (1 + (0.01 * random.NextDouble()))) })];
            Gradients doubled = [right[0] with { Weights = 2 * right[0].Weights }, .. right.Skip(1)];

            Assert.Equal(GradientVerdict.Wrong, GradientCheck.Compare(network, data, loss, off).Verdict);
            Assert.Equal(GradientVerdict.Wrong, GradientCheck.Compare(network, data, loss, doubled).Verdict);
        }
    }

    [Fact]
    public void The_sentence_says_that_the_step_is_no_good_one()
    {
        var (network, data, loss) = Create(seed: 1, inputs: 1, weights: 1);
        var report = GradientCheck.Compare(network, data, loss, Measured(network, data, loss, change => change(0.2) / 0.2));

        Assert.Equal(
            "Undecided: the gradient looks like a difference quotient with step about 2e-1, which is no good measure here: "
                + $"{report.Undecided} of {report.Entries.Count} derivatives are off by more than a right one may be.",
            report.Diagnosis.Summary);
        Assert.Equal("Take another step, inputs from 0 to 1 or smaller weights, or the backward pass.", report.Diagnosis.Evidence);
    }

    private static Gradients Measured(Network network, Dataset data, Loss loss, Func<Func<double, double>, double> quotient)
    {
        var moved = network.Copy();
        double[] slopes = new double[network.ParameterCount];
        for (int i = 0; i < slopes.Length; i++)
        {
            double start = moved.Parameters[i], value = Value();
            slopes[i] = quotient(step =>
            {
                moved.Parameters[i] = start + step;
                double change = Value() - value;
                moved.Parameters[i] = start;
                return change;
            });
        }

        int next = 0;
        return [.. network.Layers.Select(layer => new LayerGradient(
            layer.Weights.Map(_ => slopes[next++]), new Vector([.. layer.Bias.Select(_ => slopes[next++])])))];

        double Value() => loss.Evaluate(moved.Forward(data.Inputs), data.Targets).Value;
    }

    private static (Network Network, Dataset Data, Loss Loss) Create(int seed, double inputs, double weights)
    {
        var random = new RandomState((uint)(seed + 1));
        var loss = seed % 2 == 0 ? Loss.MeanSquaredError : Loss.CrossEntropy;
        var network = Network.Create(
            [3, 4, 2], [hidden[seed % hidden.Length], seed % 2 == 0 ? Activation.Sigmoid : Activation.Softmax],
            Initializer.LeCunNormal((uint)seed));
        foreach (var layer in network.Layers)
            layer.Weights = weights * layer.Weights;
        var targets = new Matrix(5, 2, [1, 0, 0, 1, 1, 0, 0, 1, 1, 0]);
        return (network, new Dataset("scaled", inputs * random.Randn(5, 3), targets), loss);
    }

    /// <summary>Where the right gradient is nearly 0, other mistakes give 0 to rounding too.</summary>
    [Fact]
    public void A_gradient_of_0_is_called_that_at_every_scale()
    {
        foreach (var (inputs, weights) in ((double, double)[])[(1, 1), (1e3, 100), (1, 1e4), (1e-6, 1)])
        {
            for (int seed = 0; seed < 8; seed++)
            {
                var (network, data, loss) = Create(seed, inputs, weights);
                Gradients zero = [.. network.Layers.Select(layer => new LayerGradient(0 * layer.Weights, 0 * layer.Bias))];
                var report = GradientCheck.Compare(network, data, loss, zero);

                if (report.Verdict != GradientVerdict.Wrong) continue;
                Assert.Equal(GradientMistake.ZeroGradient, report.Diagnosis.Mistake);
                Assert.EndsWith("are all 0: they were never computed.", report.Diagnosis.Summary, StringComparison.Ordinal);
            }
        }
    }
}
