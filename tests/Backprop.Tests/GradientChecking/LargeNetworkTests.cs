namespace Backprop.Tests.GradientChecking;

/// <summary>The two quick ways through a larger network: batches of perturbations, and random directions.</summary>
public sealed class LargeNetworkTests
{
    private static readonly Network Network =
        Network.Create([12, 24, 16, 5], Activation.Tanh, Activation.Softmax, Initializer.XavierNormal(seed: 1));
    private static readonly Dataset Data = new("random", new RandomState(2).Randn(9, 12), Matrix.OneHot([0, 1, 2, 3, 4, 0, 1, 2, 3], 5));

    [Fact]
    public void Batched_central_differences_equal_dual_numbers_to_their_own_estimate()
    {
        var central = GradientCheck.Run(Network, Data, Loss.CrossEntropy, new() { Method = DifferentiationMethod.CentralDifference });
        var exact = GradientCheck.Run(Network, Data, Loss.CrossEntropy);

        Assert.True(central.Passed, central.ToString());
        foreach (var (measured, right) in central.Entries.Zip(exact.Entries))
        {
            Assert.True(
                Math.Abs(measured.Numeric - right.Numeric) <= measured.ErrorEstimate,
                $"{measured.Name}: {measured.Numeric:R} ± {measured.ErrorEstimate:E2} against {right.Numeric:R}");
        }

        Assert.True(central.Entries.Max(entry => entry.AbsoluteError) < 1e-9);
    }

    [Theory]
    [InlineData("tanh", "softmax", "crossEntropy")]
    [InlineData("sigmoid", "sigmoid", "binaryCrossEntropy")]
    [InlineData("softplus", "identity", "meanSquaredError")]
    [InlineData("silu", "softmax", "halfSumSquaredError")]
    public void A_batched_perturbation_changes_the_loss_as_a_whole_new_forward_pass_does(string hidden, string output, string lossName)
    {
        const double Step = 1.0 / 1024;
        var network =
            Network.Create([12, 8, 6, 7, 5], Activation.Named(hidden), Activation.Named(output), Initializer.XavierNormal(seed: 1));
        var loss = Loss.Named(lossName);
        var perturbation = new BatchPerturbation(new BatchPass(network, Data, loss));

        foreach (var parameter in NetworkParameter.Of(network))
        {
            Close.To(
                1e-8, At(parameter, Step) - At(parameter, -Step), perturbation.Difference(parameter, Step), parameter.Name,
                absolute: 1e-13);
        }

        double At(NetworkParameter parameter, double step)
        {
            var moved = network.Copy();
            moved.Parameters[parameter.Index] += step;
            return loss.Evaluate(moved.Forward(Data.Inputs), Data.Targets).Value;
        }
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        var options = new GradientCheckOptions { Method = DifferentiationMethod.CentralDifference };
        var one = GradientCheck.Run(Network, Data, Loss.CrossEntropy, options with { Threads = 1 });
        var three = GradientCheck.Run(Network, Data, Loss.CrossEntropy, options with { Threads = 3 });

        Assert.Equal(one.Entries.Select(entry => entry.Numeric), three.Entries.Select(entry => entry.Numeric));
    }

    [Fact]
    public void A_fast_check_passes_a_right_gradient_in_a_few_evaluations()
    {
        var report = GradientCheck.Run(Network, Data, Loss.CrossEntropy, new() { FastAbove = 0 });

        Assert.True(report.Passed, report.ToString());
        Assert.Equal(6, report.Evaluations);
        Assert.Empty(report.Entries);
        Assert.True(report.Fast!.MissProbability(1e-6) < 1e-20);
    }

    [Fact]
    public void A_fast_check_finds_an_error_in_any_single_parameter_and_names_it()
    {
        var forward = Network.Forward(Data.Inputs);
        var right = Network.Backward(forward, Loss.CrossEntropy.Evaluate(forward, Data.Targets)).Gradients;
        for (int k = 0; k < Cases.Of(30); k++)
        {
            int row = k % 24, column = k % 16;
            Gradients wrong = [right[0],
                right[1] with { Weights = right[1].Weights.With(row, column, right[1].Weights[row, column] + 1e-9) }, right[2]];

            var report = GradientCheck.Compare(Network, Data, Loss.CrossEntropy, wrong, new() { FastAbove = 0, Seed = (uint)k });

            Assert.Equal($"W2[h{row + 1},h{column + 1}]", Assert.Single(report.With(EntryVerdict.Wrong)).Name);
            Assert.StartsWith(
                $"Only W2[h{row + 1},h{column + 1}] of {Network.ParameterCount} derivatives is wrong, in layer 2", report.Diagnosis.Summary,
                StringComparison.Ordinal);
            Assert.Contains("b2 is right: look at ∂L/∂W2 = a1ᵀ·delta2", report.Diagnosis.Evidence, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Directions_miss_an_error_as_often_as_the_formula_says()
    {
        // A tolerance of half the error's size: one direction misses with P(|N(0,1)| ≤ ½) = 0.383 < √(2/π)·½ = 0.399.
        var random = new RandomState(7);
        const int Trials = 20_000;
        int missed = Enumerable.Range(0, Trials).Count(_ => Math.Abs((3 * random.NextGaussian()) + (4 * random.NextGaussian())) <= 2.5);
        var check = new FastCheck([new DirectionCheck(0, 0, Tolerance: 2.5)]);

        Assert.InRange(missed / (double)Trials, 0.37, 0.395);
        Assert.Equal(0.3989, check.MissProbability(5), 4);
    }
}
