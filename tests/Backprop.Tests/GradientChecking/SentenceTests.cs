namespace Backprop.Tests.GradientChecking;

/// <summary>What the diagnosis says of each kind of mistake, in networks in which no two of them look alike.</summary>
public sealed class SentenceTests
{
    /// <param name="sum">Whether the loss is the half sum of squared errors behind SiLU, tanh and sigmoid; else cross-entropy behind tanh,
    /// sigmoid and softmax.</param>
    /// <param name="planted">The kind.</param>
    /// <param name="plantedIn">The layer it is planted in; 0 for all.</param>
    /// <param name="seed">Chooses the factor, or the sample.</param>
    /// <param name="layer">The layer named.</param>
    /// <param name="sentence">What is said.</param>
    /// <param name="alternative">What is said of another mistake with the same gradient.</param>
    [Theory]
    [InlineData(false, GradientMistake.OtherLoss, 0, 1, null,
        "This is the gradient of the half sum of squared errors, not of the cross-entropy.")]
    [InlineData(false, GradientMistake.ConstantFactor, 0, 1, null,
        "Factor 5: every derivative is 5 times the right one; it is the number of samples: the 1/5 of the mean over them is missing.",
        "The gradient was added up over 5 calls without being set to zero.")]
    [InlineData(false, GradientMistake.SignFlip, 0, 1, null,
        "Every derivative has the wrong sign: the error is y − ŷ instead of ŷ − y, or the loss is meant to grow.")]
    [InlineData(false, GradientMistake.Accumulated, 0, 1, null, "The gradient was added to the earlier one: it was not set to zero first.")]
    [InlineData(false, GradientMistake.LayerFactor, 0, 1, null,
        "Every delta is multiplied by 5: in layer l the derivatives are 5 to the power of 4 − l times the right ones; it is the number of samples: the 1/5 of the mean over them is missing.")]
    [InlineData(false, GradientMistake.LayerFactor, 1, 1, 1,
        "The derivatives of layer 1 have a factor of 5; it is the number of samples: the 1/5 of the mean over them is missing.")]
    [InlineData(false, GradientMistake.LayerFactor, 2, 1, 2,
        "From layer 2 back to layer 1 every derivative has a factor of 5: it enters with delta2; it is the number of samples: the 1/5 of the mean over them is missing.")]
    [InlineData(false, GradientMistake.WeightFactor, 0, 1, null,
        "Only the weights are wrong: their derivatives are 5 times the right ones; it is the number of samples: the 1/5 of the mean over them is missing.")]
    [InlineData(false, GradientMistake.WeightFactor, 1, 1, 1,
        "Only the weights are wrong in layer 1: their derivatives are 5 times the right ones; it is the number of samples: the 1/5 of the mean over them is missing.")]
    [InlineData(false, GradientMistake.BiasFactor, 0, 1, null,
        "Only the biases are wrong: their derivatives are 5 times the right ones; it is the number of samples: the 1/5 of the mean over them is missing.")]
    [InlineData(false, GradientMistake.BiasFactor, 1, 1, 1,
        "Only the biases are wrong in layer 1: their derivatives are 5 times the right ones; it is the number of samples: the 1/5 of the mean over them is missing.")]
    [InlineData(false, GradientMistake.ZeroGradient, 0, 1, null,
        "The derivatives of W1, W2, W3, b1, b2, b3 are all 0: they were never computed.")]
    [InlineData(false, GradientMistake.ZeroGradient, 1, 1, 1, "The derivatives of W1, b1 are all 0: they were never computed.")]
    [InlineData(false, GradientMistake.TransposedWeights, 0, 1, 2,
        "W is not transposed on the way back in layer 2: ∂L/∂a of the layer before is delta·Wᵀ.")]
    [InlineData(false, GradientMistake.TransposedGradient, 0, 1, null,
        "∂L/∂W is transposed in layers 1, 2: it is deltaᵀ·a instead of aᵀ·delta.")]
    [InlineData(false, GradientMistake.TransposedGradient, 1, 1, 1, "∂L/∂W is transposed in layer 1: it is deltaᵀ·a instead of aᵀ·delta.")]
    [InlineData(false, GradientMistake.MissingDerivative, 0, 1, null, "φ′(z) is missing in every layer: delta is ∂L/∂a itself.")]
    [InlineData(false, GradientMistake.MissingDerivative, 1, 1, 1, "φ′(z) is missing in layer 1: delta is ∂L/∂a itself.")]
    [InlineData(false, GradientMistake.MissingDerivative, 2, 1, 2, "φ′(z) is missing in layer 2: delta is ∂L/∂a itself.")]
    [InlineData(false, GradientMistake.DerivativeAtActivation, 0, 1, null, "φ′ is taken at a instead of z in layers 1, 2.")]
    [InlineData(false, GradientMistake.DerivativeAtActivation, 1, 1, 1, "φ′ is taken at a instead of z in layer 1.")]
    [InlineData(false, GradientMistake.DerivativeFormAtZ, 0, 1, null,
        "A derivative written in terms of a, such as a(1 − a), is given z in layers 1, 2.")]
    [InlineData(false, GradientMistake.DerivativeFormAtZ, 1, 1, 1,
        "A derivative written in terms of a, such as a(1 − a), is given z in layer 1.")]
    [InlineData(false, GradientMistake.DerivativeFormAtZ, 2, 1, 2,
        "A derivative written in terms of a, such as a(1 − a), is given z in layer 2.")]
    [InlineData(false, GradientMistake.DerivativeTwice, 0, 1, null, "φ′(z) is multiplied in twice in every layer.")]
    [InlineData(false, GradientMistake.DerivativeTwice, 1, 1, 1, "φ′(z) is multiplied in twice in layer 1.")]
    [InlineData(false, GradientMistake.DerivativeTwice, 2, 1, 2, "φ′(z) is multiplied in twice in layer 2.")]
    [InlineData(false, GradientMistake.DerivativeTwice, 3, 1, 3,
        "φ′(z) is multiplied in again in layer 3: ŷ − y is already the delta of softmax with cross-entropy.",
        "This is the gradient of the Huber loss, not of the cross-entropy.")]
    [InlineData(false, GradientMistake.ValueForDerivative, 0, 1, null, "φ(z) is used instead of φ′(z) in every layer.")]
    [InlineData(false, GradientMistake.ValueForDerivative, 1, 1, 1, "φ(z) is used instead of φ′(z) in layer 1.")]
    [InlineData(false, GradientMistake.WrongLayerDerivative, 1, 1, 1, "φ′ in layer 1 is layer 2's (sigmoid) instead of its own (tanh).")]
    [InlineData(false, GradientMistake.WrongLayerDerivative, 2, 1, 2, "φ′ in layer 2 is layer 1's (tanh) instead of its own (sigmoid).")]
    [InlineData(false, GradientMistake.SoftmaxElementwise, 0, 1, 3,
        "Softmax is differentiated as if each output depended on its own z only: delta is ∂L/∂ŷ ⊙ a(1 − a) instead of the Jacobian's product.")]
    [InlineData(false, GradientMistake.BiasNotSummed, 0, 1, null,
        "∂L/∂b in every layer is delta of the first sample only, not the sum over all 5.")]
    [InlineData(false, GradientMistake.BiasNotSummed, 0, 3, null,
        "∂L/∂b in every layer is delta of the last sample only, not the sum over all 5.")]
    [InlineData(false, GradientMistake.BiasNotSummed, 1, 1, 1,
        "∂L/∂b in layer 1 is delta of the first sample only, not the sum over all 5.")]
    [InlineData(false, GradientMistake.BiasNotSummed, 1, 3, 1,
        "∂L/∂b in layer 1 is delta of the last sample only, not the sum over all 5.")]
    [InlineData(false, GradientMistake.BiasAveraged, 0, 1, null,
        "∂L/∂b in every layer is averaged over the 5 samples; delta already carries the loss's 1/N, so it is summed.",
        "Only the biases are wrong: their derivatives are 0.2 times the right ones; it is 1 over the number of samples: the mean over the 5 samples is taken twice, or of a sum.")]
    [InlineData(false, GradientMistake.BiasAveraged, 1, 1, 1,
        "∂L/∂b in layer 1 is averaged over the 5 samples; delta already carries the loss's 1/N, so it is summed.",
        "Only the biases are wrong in layer 1: their derivatives are 0.2 times the right ones; it is 1 over the number of samples: the mean over the 5 samples is taken twice, or of a sum.")]
    [InlineData(false, GradientMistake.WrongInputs, 0, 1, null,
        "∂L/∂W is computed from z instead of a of the layer before in layers 2, 3.")]
    [InlineData(false, GradientMistake.WrongInputs, 2, 1, 2, "∂L/∂W is computed from z instead of a of the layer before in layer 2.")]
    [InlineData(false, GradientMistake.WrongInputs, 3, 1, 3, "∂L/∂W is computed from z instead of a of the layer before in layer 3.")]
    [InlineData(false, GradientMistake.MissingSample, 0, 1, null, "Sample 3 is left out.")]
    [InlineData(false, GradientMistake.SingleSample, 0, 1, null,
        "The gradient is that of the last sample: each one overwrites the gradient instead of adding to it.")]
    [InlineData(false, GradientMistake.UpdatedBeforeUse, 0, 1, null,
        "The weights were updated (learning rate 0.1) before delta was carried through them: the backward pass has to use the weights of the forward pass.")]
    [InlineData(false, GradientMistake.WeightDecay, 0, 1, null,
        "The gradient contains λ·W with λ = 0.01 (weight decay), which the loss does not.")]
    [InlineData(true, GradientMistake.OtherLoss, 0, 1, null,
        "This is the gradient of the cross-entropy, not of the half sum of squared errors.")]
    [InlineData(true, GradientMistake.DerivativeFormAtZ, 0, 1, null,
        "A derivative written in terms of a, such as a(1 − a), is given z in layers 2, 3.")]
    [InlineData(true, GradientMistake.DerivativeFormAtZ, 3, 1, 3,
        "A derivative written in terms of a, such as a(1 − a), is given z in layer 3.")]
    [InlineData(true, GradientMistake.WrongLayerDerivative, 1, 1, 1, "φ′ in layer 1 is layer 2's (tanh) instead of its own (SiLU).")]
    [InlineData(true, GradientMistake.WrongLayerDerivative, 2, 1, 2, "φ′ in layer 2 is layer 1's (SiLU) instead of its own (tanh).")]
    [InlineData(true, GradientMistake.WrongLayerDerivative, 3, 1, 3, "φ′ in layer 3 is layer 2's (tanh) instead of its own (sigmoid).")]
    [InlineData(true, GradientMistake.BiasAveraged, 2, 1, 2,
        "∂L/∂b in layer 2 is averaged over the 5 samples; the loss is a sum over them, so it is summed.",
        "Only the biases are wrong in layer 2: their derivatives are 0.2 times the right ones; it is 1 over the number of samples: the mean over the 5 samples is taken twice, or of a sum.")]
    [InlineData(true, GradientMistake.DerivativeTwice, 3, 1, 3, "φ′(z) is multiplied in twice in layer 3.")]
    public void A_planted_mistake_is_named_in_one_sentence(
        bool sum, GradientMistake planted, int plantedIn, uint seed, int? layer, string sentence, string? alternative = null)
    {
        var example = sum ? Sum(seed) : Mean(seed);
        var mistaken = new MistakenBackward(example, planted, plantedIn);
        var wrong = mistaken.Run()!;

        var report = GradientCheck.Compare(example.Network, example.Data, example.Loss, wrong, new() { Earlier = mistaken.Earlier });

        Assert.Equal((planted, layer, sentence), (report.Diagnosis.Mistake, report.Diagnosis.Layer, report.Diagnosis.Summary));
        Assert.Equal(alternative, report.Diagnosis.Alternatives.SingleOrDefault()?.Summary);
        Assert.Matches(planted is GradientMistake.ConstantFactor or GradientMistake.SignFlip
            ? $@"^All {report.Entries.Count} analytic gradients are (5|-1)\.0000000 × the numeric ones \(spread \de-1\d\)\.$"
            : $@"^The gradient recomputed with this mistake equals the given one in all {report.Entries.Count} entries \(largest difference (0|\de-1\d)\)\.$", report.Diagnosis.Evidence);
        Assert.EndsWith(
            alternative is null
            ? report.Diagnosis.Evidence
            : $"{report.Diagnosis.Evidence} Indistinguishable here: {alternative}", report.Diagnosis.ToString(), StringComparison.Ordinal);
    }

    /// <summary>What rounding leaves of a vector that was never computed has no factor: any number would do.</summary>
    [Fact]
    public void A_vector_of_rounding_errors_is_no_multiple_of_the_right_one()
    {
        var example = Mean(seed: 1);
        var random = new RandomState(3);
        var right = GradientOf(example.Network, example.Data, example.Loss);
        Gradients wrong = [right[0] with { Bias = new Vector([.. right[0].Bias.Select(_ => 1e-33 * random.NextGaussian())]) },
            .. right.Skip(1)];

        string said = GradientCheck.Compare(example.Network, example.Data, example.Loss, wrong).Diagnosis.Summary;

        Assert.DoesNotContain("times the right ones", said, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"E-\d", said);
    }

    /// <summary>Five samples, three outputs.</summary>
    [Theory]
    [InlineData(2, "; a factor of 2 (the derivative of a square, or a ½ in front of it) is missing or doubled")]
    [InlineData(0.5, "; a factor of 2 (the derivative of a square, or a ½ in front of it) is missing or doubled")]
    [InlineData(5, "; it is the number of samples: the 1/5 of the mean over them is missing")]
    [InlineData(0.2, "; it is 1 over the number of samples: the mean over the 5 samples is taken twice, or of a sum")]
    [InlineData(15, "; it is the number of samples times outputs: the 1/15 of the mean is missing")]
    [InlineData(1.0 / 15, "; it is 1 over the number of samples times outputs: the mean over all 15 entries is taken twice, or of a sum")]
    [InlineData(3, "; it is the number of outputs: the 1/3 of the mean over them is missing")]
    [InlineData(1.0 / 3, "; it is 1 over the number of outputs: the mean over the 3 outputs is taken twice, or of a sum")]
    [InlineData(2.5, "; it is half the number of samples")]
    [InlineData(0.4, "; it is 2 over the number of samples")]
    [InlineData(7.5, "; it is half the number of samples times outputs; the half sum of squared errors has this gradient")]
    [InlineData(2.0 / 15, "; it is 2 over the number of samples times outputs")]
    [InlineData(-2,
        "; a factor of 2 (the derivative of a square, or a ½ in front of it) is missing or doubled, and the sign is wrong: y − ŷ instead of ŷ − y")]
    [InlineData(-5,
        "; it is the number of samples: the 1/5 of the mean over them is missing, and the sign is wrong: y − ŷ instead of ŷ − y")]
    [InlineData(7, "")]
    [InlineData(0.7, "")]
    public void A_factor_is_explained_by_the_numbers_of_samples_and_outputs(double factor, string hint)
    {
        var network = Network.Create([2, 4, 3], Activation.Tanh, Initializer.LeCunNormal(seed: 8));
        Dataset data = new("five", new RandomState(6).Randn(5, 2), new RandomState(7).Randn(5, 3));
        Gradients scaled = [.. GradientOf(network, data, Loss.MeanSquaredError)
            .Select(layer => new LayerGradient(factor * layer.Weights, factor * layer.Bias))];

        var diagnosis = GradientCheck.Compare(network, data, Loss.MeanSquaredError, scaled).Diagnosis;

        string number = FormattableString.Invariant($"{factor:G6}");
        Assert.Equal(
            (GradientMistake.ConstantFactor, $"Factor {number}: every derivative is {number} times the right one{hint}."),
            (diagnosis.Mistake, diagnosis.Summary));
        Assert.Equal(
            factor is 2 or 3 or 5 or 7 or 15
            ? [$"The gradient was added up over {number} calls without being set to zero."]
            : [], diagnosis.Alternatives.Select(other => other.Summary));
    }

    /// <summary>Four samples, each counted with a weight of its own.</summary>
    [Theory]
    [InlineData(0, 1, 1, 1, GradientMistake.MissingSample, "Sample 1 is left out.")]
    [InlineData(1, 1, 0, 1, GradientMistake.MissingSample, "Sample 3 is left out.")]
    [InlineData(1, 1, 1, 0, GradientMistake.MissingSample, "Sample 4 is left out.")]
    [InlineData(4.0 / 3, 0, 4.0 / 3, 4.0 / 3, GradientMistake.MissingSample,
        "Sample 2 is left out, and the mean is taken over the other 3.")]
    [InlineData(4.0 / 3, 4.0 / 3, 4.0 / 3, 0, GradientMistake.MissingSample,
        "Sample 4 is left out, and the mean is taken over the other 3.")]
    [InlineData(1, 0, 0, 0, GradientMistake.SingleSample, "The gradient is that of sample 1.")]
    [InlineData(0, 1, 0, 0, GradientMistake.SingleSample, "The gradient is that of sample 2.")]
    [InlineData(0, 0, 4, 0, GradientMistake.SingleSample, "The gradient is that of sample 3, with the loss of that sample alone.")]
    [InlineData(0, 0, 0, 1, GradientMistake.SingleSample,
        "The gradient is that of the last sample: each one overwrites the gradient instead of adding to it.")]
    [InlineData(0, 0, 0, 4, GradientMistake.SingleSample,
        "The gradient is that of the last sample: each one overwrites the gradient instead of adding to it, with the loss of that sample alone.")]
    [InlineData(4, 3, 2, 1, GradientMistake.Accumulated,
        "The gradient is not set to zero between samples: the first sample is counted N times, the last once.")]
    public void Samples_that_count_too_little_or_too_often_are_named(
        double first, double second, double third, double last, GradientMistake mistake, string sentence)
    {
        double[] weights = [first, second, third, last];
        var network = Network.Create([2, 3, 2], Activation.Tanh, Initializer.LeCunNormal(seed: 8));
        Dataset data = new("four", new RandomState(6).Randn(4, 2), new RandomState(7).Randn(4, 2));
        Gradients[] alone = [.. Enumerable.Range(0, 4)
            .Select(n => GradientOf(network, new Dataset("one", Row(data.Inputs, n), Row(data.Targets, n)), Loss.MeanSquaredError))];
        Gradients weighted = [.. network.Layers.Select((_, l) =>
            alone.Select((gradient, n) => new LayerGradient((weights[n] / 4) * gradient[l].Weights, (weights[n] / 4) * gradient[l].Bias))
            .Aggregate((sum, next) => new LayerGradient(sum.Weights + next.Weights, sum.Bias + next.Bias)))];

        var diagnosis = GradientCheck.Compare(network, data, Loss.MeanSquaredError, weighted).Diagnosis;

        Assert.Equal((mistake, null, sentence), (diagnosis.Mistake, diagnosis.Layer, diagnosis.Summary));
    }

    /// <summary>Beyond 64 samples only the first and the last one are tried.</summary>
    [Theory]
    [InlineData(64, 31, GradientMistake.MissingSample)]
    [InlineData(65, 31, GradientMistake.Unknown)]
    [InlineData(65, 0, GradientMistake.MissingSample)]
    [InlineData(65, 64, GradientMistake.MissingSample)]
    public void In_a_large_batch_only_the_first_and_the_last_sample_are_tried(int count, int left, GradientMistake mistake)
    {
        var network = Network.Create([2, 3, 2], Activation.Tanh, Initializer.LeCunNormal(seed: 8));
        Dataset data = new("many", new RandomState(6).Randn(count, 2), new RandomState(7).Randn(count, 2));
        Gradients whole = GradientOf(network, data, Loss.HalfSumSquaredError), one =
            GradientOf(network, new Dataset("one", Row(data.Inputs, left), Row(data.Targets, left)), Loss.HalfSumSquaredError);

        var diagnosis =
            GradientCheck.Compare(network, data, Loss.HalfSumSquaredError,
            [.. whole.Zip(one, (all, n) => new LayerGradient(all.Weights - n.Weights, all.Bias - n.Bias))]).Diagnosis;

        Assert.Equal(mistake, diagnosis.Mistake);
        if (mistake == GradientMistake.MissingSample) Assert.Equal($"Sample {left + 1} is left out.", diagnosis.Summary);
    }

    [Fact]
    public void With_two_samples_nothing_is_said_of_a_mean_over_the_other_one()
    {
        var network = Network.Create([2, 3, 2], Activation.Tanh, Initializer.LeCunNormal(seed: 8));
        Dataset data = new("two", new RandomState(6).Randn(2, 2), new RandomState(7).Randn(2, 2));

        var diagnosis =
            GradientCheck.Compare(network, data, Loss.MeanSquaredError,
            GradientOf(network, new Dataset("last", Row(data.Inputs, 1), Row(data.Targets, 1)), Loss.MeanSquaredError)).Diagnosis;

        Assert.Equal(
            "The gradient is that of the last sample: each one overwrites the gradient instead of adding to it, with the loss of that sample alone.", diagnosis.Summary);
        Assert.Empty(diagnosis.Alternatives);
    }

    [Fact]
    public void Of_a_sum_over_the_samples_the_mean_over_the_others_is_a_factor_besides()
    {
        var network = Network.Create([2, 3, 2], Activation.Tanh, Initializer.LeCunNormal(seed: 8));
        Dataset data = new("four", new RandomState(6).Randn(4, 2), new RandomState(7).Randn(4, 2));
        Gradients whole = GradientOf(network, data, Loss.HalfSumSquaredError), one =
            GradientOf(network, new Dataset("one", Row(data.Inputs, 1), Row(data.Targets, 1)), Loss.HalfSumSquaredError);

        var diagnosis =
            GradientCheck.Compare(network, data, Loss.HalfSumSquaredError,
            [.. whole.Zip(one,
            (all, n) => new LayerGradient((4.0 / 3) * (all.Weights - n.Weights), (4.0 / 3) * (all.Bias - n.Bias)))]).Diagnosis;

        Assert.Equal([GradientMistake.MissingSample, GradientMistake.ConstantFactor], diagnosis.Mistakes);
        Assert.StartsWith("Sample 2 is left out. Besides: Factor 1.33333:", diagnosis.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1, -1, 1, GradientMistake.LayerFactor, 2,
        "From layer 2 back to layer 1 every derivative has the wrong sign: it enters with delta2.")]
    [InlineData(2, 1, 2, GradientMistake.LayerFactor, null,
        "Some derivatives are multiples of the right ones: W3 × 2, b3 × 2, W1 × 2, b1 × 2; the others are right.")]
    [InlineData(1, -1, 1, GradientMistake.LayerFactor, 2, "The derivatives of layer 2 have the wrong sign.")]
    [InlineData(1.7, 1.7, 1, GradientMistake.LayerFactor, 2,
        "From layer 2 back to layer 1 every derivative has a factor of 1.7: it enters with delta2.")]
    [InlineData(0, 1, 0, GradientMistake.ZeroGradient, null, "The derivatives of W1, W3, b1, b3 are all 0: they were never computed.")]
    public void Factors_of_layers_are_named(double first, double second, double third, GradientMistake mistake, int? layer, string sentence)
    {
        var example = Mean(seed: 1);
        double[] factors = [first, second, third];
        LayerGradient[] scaled = [.. GradientOf(example.Network, example.Data, example.Loss)
            .Select((gradient, l) => new LayerGradient(factors[l] * gradient.Weights, factors[l] * gradient.Bias))];

        Assert.Equal((mistake, layer, sentence), Diagnose(example, scaled));
    }

    [Fact]
    public void A_diagnosis_is_a_sentence_its_evidence_and_what_cannot_be_told_apart()
    {
        GradientDiagnosis a = new(GradientMistake.SignFlip, null, "A.", "", []), b =
            new(GradientMistake.SignFlip, null, "B.", "Because.", []);

        Assert.Equal("A.", a.ToString());
        Assert.Equal("B. Because.", b.ToString());
        Assert.Equal("B. Because. Indistinguishable here: A. B.", (b with { Alternatives = [a, b] }).ToString());
    }

    [Fact]
    public void The_activations_of_another_layer_are_named()
    {
        var example = Mean(seed: 1);
        var forward = example.Network.Forward(example.Data.Inputs);
        var backward = example.Network.Backward(forward, example.Loss.Evaluate(forward, example.Data.Targets));
        var right = backward.Gradients;

        var fromInputs =
            Diagnose(example, right[0], new(example.Data.Inputs.Transpose() * backward.Layers[1].Delta, right[1].Bias), right[2]);
        var fromOwn = Diagnose(example, new(forward.Layers[0].A.Transpose() * backward.Layers[0].Delta, right[0].Bias), right[1], right[2]);

        Assert.Equal((GradientMistake.WrongInputs, 2, "∂L/∂W2 is computed from a0 instead of a1."), fromInputs);
        Assert.Equal((GradientMistake.WrongInputs, 1, "∂L/∂W1 is computed from a1 instead of a0."), fromOwn);
    }

    [Fact]
    public void A_derivative_taken_at_another_layers_z_is_named()
    {
        var example = Mean(seed: 1);
        var forward = example.Network.Forward(example.Data.Inputs);
        var backward = example.Network.Backward(forward, example.Loss.Evaluate(forward, example.Data.Targets));
        var gradient = backward.Layers[0].ActivationGradient;

        var ownAtTheirZ = First(gradient.Hadamard(Activation.Tanh.Derivative(forward.Layers[1].Z)));
        var theirsAtTheirZ = First(gradient.Hadamard(Activation.Sigmoid.Derivative(forward.Layers[1].Z)));

        Assert.Equal((GradientMistake.WrongLayerDerivative, 1, "φ′ in layer 1 is taken at layer 2's z."), ownAtTheirZ);
        Assert.Equal(
            (GradientMistake.WrongLayerDerivative, 1, "φ′ in layer 1 is layer 2's (sigmoid) instead of its own (tanh), at that layer's z."),
            theirsAtTheirZ);

        (GradientMistake, int?, string) First(Matrix delta) =>
            Diagnose(example, new(example.Data.Inputs.Transpose() * delta, delta.SumRows()), backward.Gradients[1], backward.Gradients[2]);
    }

    [Fact]
    public void A_flat_array_read_in_the_wrong_order_is_named()
    {
        var example = Sum(seed: 1);
        var right = GradientOf(example.Network, example.Data, example.Loss);
        static LayerGradient Flat(LayerGradient layer) =>
            new(new Matrix(layer.Weights.RowCount, layer.Weights.ColumnCount, layer.Weights.Transpose().Values.ToArray()), layer.Bias);

        Assert.Equal(
            (GradientMistake.TransposedGradient, 2, "∂L/∂W is transposed in layer 2: it is deltaᵀ·a instead of aᵀ·delta."),
            Diagnose(example, right[0], Flat(right[1]), right[2]));
    }

    private static (GradientMistake, int?, string) Diagnose(RandomNetwork example, params LayerGradient[] gradients) =>
        GradientCheck.Compare(example.Network, example.Data, example.Loss, [.. gradients]).Diagnosis is var diagnosis
            ? (diagnosis.Mistake, diagnosis.Layer, diagnosis.Summary) : default;

    private static Gradients GradientOf(Network network, Dataset data, Loss loss)
    {
        var forward = network.Forward(data.Inputs);
        return network.Backward(forward, loss.Evaluate(forward, data.Targets)).Gradients;
    }

    private static Matrix Row(Matrix matrix, int n) => Matrix.Create([matrix.Row(n).ToArray()]);

    private static RandomNetwork Mean(uint seed) =>
        Example([3, 3, 3, 2], [Activation.Tanh, Activation.Sigmoid, Activation.Softmax], Matrix.OneHot([0, 1, 1, 0, 1], 2),
            Loss.CrossEntropy, seed);

    private static RandomNetwork Sum(uint seed) =>
        Example([3, 4, 3, 2], [Activation.SiLU, Activation.Tanh, Activation.Sigmoid], new RandomState(7).Randn(5, 2),
            Loss.HalfSumSquaredError, seed);

    private static RandomNetwork Example(int[] sizes, Activation[] activations, Matrix targets, Loss loss, uint seed)
    {
        var network = Network.Create(sizes, activations, Initializer.LeCunNormal(seed: 8));
        foreach (var layer in network.Layers)
            layer.Bias = 0.3 * new RandomState((uint)layer.Number).Randn(layer.Outputs);
        return new(network, new Dataset("five", new RandomState(6).Randn(5, 3), targets), loss, new RandomState(seed));
    }
}
