namespace Backprop.Tests.GradientChecking;

/// <summary>Mistakes as they are made in first programs, planted by hand, and what is said of them.</summary>
public sealed class StudentMistakeTests
{
    private static readonly Network Square = Create([3, 3, 3, 2], [Activation.Tanh, Activation.Sigmoid, Activation.Sigmoid]);
    private static readonly Dataset Five = new("five", new RandomState(5).Randn(5, 3), new RandomState(6).Randn(5, 2));

    /// <summary>The exercise of a well-known course.</summary>
    [Fact]
    public void W2_times_2_and_b1_times_4_are_both_named_with_their_factors()
    {
        var right = Right(Square, Five, Loss.MeanSquaredError);

        var diagnosis = Check([right[0] with { Bias = 4 * right[0].Bias }, right[1] with { Weights = 2 * right[1].Weights }, right[2]]);

        Assert.StartsWith(
            "Some derivatives are multiples of the right ones: W2 × 2, b1 × 4; the others are right.", diagnosis.Summary,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 4)]
    [InlineData(3, 0.5)]
    [InlineData(0.25, 2)]
    [InlineData(1.37, 2)]
    [InlineData(-1, 3)]
    public void The_factors_in_a_sentence_are_the_planted_ones(double first, double second)
    {
        var right = Right(Square, Five, Loss.MeanSquaredError);
        for (int a = 0; a < 6; a++)
        {
            for (int b = 0; b < 6; b++)
            {
                if (a / 2 == b / 2) continue;
                LayerGradient[] wrong = [.. right];
                Scale(a, first);
                Scale(b, second);

                string summary = Check([.. wrong]).Summary;

                Assert.Contains(FormattableString.Invariant($"{Name(a)} × {first:G6}"), summary, StringComparison.Ordinal);
                Assert.Contains(FormattableString.Invariant($"{Name(b)} × {second:G6}"), summary, StringComparison.Ordinal);

                void Scale(int t, double by) => wrong[t / 2] = t % 2 == 0
                    ? wrong[t / 2] with { Weights = by * wrong[t / 2].Weights }
                    : wrong[t / 2] with { Bias = by * wrong[t / 2].Bias };
            }
        }

        static string Name(int t) => $"{(t % 2 == 0 ? "W" : "b")}{(t / 2) + 1}";
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    [InlineData(0.2)]
    [InlineData(2)]
    [InlineData(0.5)]
    public void Every_mistake_is_found_times_a_factor_too(double factor)
    {
        foreach (
            var kind in (GradientMistake[])[GradientMistake.MissingDerivative, GradientMistake.DerivativeAtActivation,
                GradientMistake.BiasNotSummed, GradientMistake.WrongInputs,
                GradientMistake.TransposedWeights, GradientMistake.MissingSample, GradientMistake.ValueForDerivative])
        {
            var example = new RandomNetwork(Square, Five, Loss.MeanSquaredError, new RandomState(4));
            Gradients wrong = [.. new MistakenBackward(example, kind, 0)
                .Run()!.Select(layer => new LayerGradient(factor * layer.Weights, factor * layer.Bias))];

            var diagnosis = Check(wrong);

            Assert.Equal(kind, diagnosis.Mistake);
            Assert.Contains(factor == -1 ? GradientMistake.SignFlip : GradientMistake.ConstantFactor, diagnosis.Mistakes);
        }
    }

    [Fact]
    public void DW_from_the_layers_own_activations_is_named()
    {
        var (forward, backward) = Pass(Square, Five, Loss.MeanSquaredError);
        Gradients wrong = [.. backward.Layers.Select((layer, l) => l == 2 ? layer.Gradient
            : layer.Gradient with { Weights = forward.Layers[l].A.Transpose() * layer.Delta })];

        var diagnosis = Check(wrong);

        Assert.Equal(GradientMistake.WrongInputs, diagnosis.Mistake);
        Assert.Equal("∂L/∂W1 is computed from a1 instead of a0. ∂L/∂W2 is computed from a2 instead of a1.", diagnosis.Summary);
    }

    [Fact]
    public void The_W_of_another_layer_is_named()
    {
        var (forward, backward) = Pass(Square, Five, Loss.MeanSquaredError);
        var delta1 = (backward.Layers[1].Delta * Square.Layers[0].Weights.Transpose())
            .Hadamard(Activation.Tanh.Derivative(forward.Layers[0].Z));

        var diagnosis = Check([new(Five.Inputs.Transpose() * delta1, delta1.SumRows()), backward.Gradients[1], backward.Gradients[2]]);

        Assert.Equal(
            (GradientMistake.WrongWeights, "delta is carried back through the W of the layer before instead of its own in layer 2."),
            (diagnosis.Mistake, diagnosis.Summary));
    }

    [Theory]
    [InlineData(0, GradientMistake.WrongLayerDerivative,
        "φ′ is 1 for z > 0, else 0 in layer 1: that is the derivative of ReLU, but the activation is another.")]
    [InlineData(0.2, GradientMistake.WrongSlope,
        "φ′ is 1 for z > 0 and 0.2 below in layer 1: that is the derivative of a leaky ReLU with another slope.")]
    public void Leaky_ReLU_with_another_slope_is_named(double slope, GradientMistake mistake, string sentence)
    {
        var network = Create([3, 4, 2], [Activation.LeakyReLU, Activation.Sigmoid]);
        var (forward, backward) = Pass(network, Five, Loss.MeanSquaredError);
        var delta = backward.Layers[0].ActivationGradient.Hadamard(forward.Layers[0].Z.Map(z => z > 0 ? 1 : slope));

        var diagnosis = GradientCheck.Compare(
            network, Five, Loss.MeanSquaredError, [new(Five.Inputs.Transpose() * delta, delta.SumRows()), backward.Gradients[1]]).Diagnosis;

        Assert.Equal((mistake, 1, sentence), (diagnosis.Mistake, diagnosis.Layer, diagnosis.Summary));
    }

    [Fact]
    public void ReLU_taken_at_a_with_at_least_is_explained()
    {
        var network = Create([3, 4, 2], [Activation.ReLU, Activation.Sigmoid]);
        var (_, backward) = Pass(network, Five, Loss.MeanSquaredError);
        var delta = backward.Layers[0].ActivationGradient;

        var diagnosis = GradientCheck.Compare(
            network, Five, Loss.MeanSquaredError, [new(Five.Inputs.Transpose() * delta, delta.SumRows()), backward.Gradients[1]]).Diagnosis;

        Assert.Contains(
            "φ′ is taken at a with ≥ in layer 1: ReLU's a is never below 0, so a ≥ 0 always holds and φ′ is 1.",
            diagnosis.Alternatives.Select(other => other.Summary).Append(diagnosis.Summary));
    }

    [Fact]
    public void Gradients_in_reverse_layer_order_are_named()
    {
        var network = Create([3, 3, 3, 3], [Activation.Tanh, Activation.Sigmoid, Activation.Sigmoid]);
        var data = new Dataset("five", new RandomState(5).Randn(5, 3), new RandomState(6).Randn(5, 3));

        var diagnosis = GradientCheck.Compare(
            network, data, Loss.MeanSquaredError, [.. Right(network, data, Loss.MeanSquaredError).Reverse()]).Diagnosis;

        Assert.Equal(
            (GradientMistake.ReversedLayers, "The gradients are in reverse order: that of the last layer comes first."),
            (diagnosis.Mistake, diagnosis.Summary));
    }

    [Fact]
    public void A_unit_left_out_is_named()
    {
        var (forward, backward) = Pass(Square, Five, Loss.MeanSquaredError);
        var delta = new Matrix(5, 3, [.. backward.Layers[1].Delta.Values.ToArray().Select((d, i) => i % 3 == 2 ? 0 : d)]);
        var delta1 = (delta * Square.Layers[1].Weights.Transpose()).Hadamard(Activation.Tanh.Derivative(forward.Layers[0].Z));

        var diagnosis =
            Check([new(Five.Inputs.Transpose() * delta1, delta1.SumRows()), new(forward.Layers[0].A.Transpose() * delta, delta.SumRows()),
                backward.Gradients[2]]);

        Assert.Equal(
            (GradientMistake.MissingUnit, 2, "Unit 3 of layer 2 is left out: its delta is 0."),
            (diagnosis.Mistake, diagnosis.Layer, diagnosis.Summary));
    }

    [Fact]
    public void A_backward_pass_run_twice_is_named()
    {
        var right = Right(Square, Five, Loss.MeanSquaredError);

        var diagnosis = Check([.. right.Select((layer, l) => new LayerGradient((4.0 - l) * layer.Weights, (4.0 - l) * layer.Bias))]);

        Assert.Equal(
            (GradientMistake.Accumulated, "The backward pass was run twice without setting the deltas to zero, so inner ones count more "
                + "often: layer 3 × 2, layer 2 × 3, layer 1 × 4."), (diagnosis.Mistake, diagnosis.Summary));
    }

    [Theory]
    [InlineData(true, false, "∂L/∂b contains λ·b with λ = 0.03")]
    [InlineData(false, true, "λ = 0.03 (weight decay) in layer 2 only")]
    public void Decay_of_the_biases_or_of_one_layer_is_named(bool biases, bool oneLayer, string said)
    {
        var right = Right(Square, Five, Loss.MeanSquaredError);
        Gradients wrong = [.. right.Select((layer, l) =>
            new LayerGradient(oneLayer && l == 1 ? layer.Weights + (0.03 * Square.Layers[l].Weights) : layer.Weights,
                biases ? layer.Bias + (0.03 * Square.Layers[l].Bias) : layer.Bias))];

        var diagnosis = Check(wrong);

        Assert.Equal(GradientMistake.WeightDecay, diagnosis.Mistake);
        Assert.Contains(said, diagnosis.Summary, StringComparison.Ordinal);
    }

    [Fact]
    public void The_mean_over_samples_and_outputs_that_is_missing_gives_both_hints()
    {
        var network = Create([3, 4, 5], [Activation.Tanh, Activation.Sigmoid]);
        var data = new Dataset("five", new RandomState(5).Randn(5, 3), new RandomState(6).Randn(5, 5));
        Gradients wrong = [.. Right(network, data, Loss.MeanSquaredError)
            .Select(layer => new LayerGradient(5.0 * layer.Weights, 5.0 * layer.Bias))];

        string summary = GradientCheck.Compare(network, data, Loss.MeanSquaredError, wrong).Diagnosis.Summary;

        Assert.Contains(
            "it is the number of samples: the 1/5 of the mean over them is missing, or it is the number of outputs: the 1/5", summary,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Phi_prime_of_1_at_the_kink_hides_no_mistake()
    {
        var network = Network.Create([2, 4, 4, 1], Activation.ReLU, Activation.Identity, Initializer.StandardNormal(seed: 3));
        foreach (
            var kind in (GradientMistake[])[GradientMistake.SignFlip, GradientMistake.BiasNotSummed, GradientMistake.WrongInputs,
                GradientMistake.BiasAveraged])
        {
            var (forward, backward) = Pass(network, Dataset.Xor, Loss.MeanSquaredError);
            var (delta, gradients) = (backward.Layers[^1].Delta, new LayerGradient[3]);
            for (int l = 2; l >= 0; l--)
            {
                if (l < 2)
                    delta = (delta * network.Layers[l + 1].Weights.Transpose()).Hadamard(forward.Layers[l].Z.Map(z => z >= 0 ? 1 : 0));
                var inputs = l == 0
                    ? Dataset.Xor.Inputs
                    : kind == GradientMistake.WrongInputs ? forward.Layers[l - 1].Z : forward.Layers[l - 1].A;
                double sign = kind == GradientMistake.SignFlip ? -1 : 1;
                var bias = kind == GradientMistake.BiasNotSummed
                    ? Vector.Create(delta.Row(3))
                    : kind == GradientMistake.BiasAveraged ? 0.25 * delta.SumRows() : delta.SumRows();
                gradients[l] = new(sign * (inputs.Transpose() * delta), sign * bias);
            }

            Assert.Equal(
                kind, GradientCheck.Compare(network, Dataset.Xor, Loss.MeanSquaredError, Gradients.Create(gradients)).Diagnosis.Mistake);
        }
    }

    private static GradientDiagnosis Check(Gradients gradients) =>
        GradientCheck.Compare(Square, Five, Loss.MeanSquaredError, gradients).Diagnosis;

    private static Network Create(int[] sizes, Activation[] activations)
    {
        var network = Network.Create(sizes, activations, Initializer.LeCunNormal(seed: 11));
        var random = new RandomState(9);
        foreach (var layer in network.Layers)
            layer.Bias = 0.3 * random.Randn(layer.Outputs);
        return network;
    }

    private static Gradients Right(Network network, Dataset data, Loss loss) => Pass(network, data, loss).Backward.Gradients;

    private static (ForwardPass Forward, BackwardPass Backward) Pass(Network network, Dataset data, Loss loss)
    {
        var forward = network.Forward(data.Inputs);
        return (forward, network.Backward(forward, loss.Evaluate(forward, data.Targets)));
    }
}
