using static Backprop.Tests.GradientChecking.SentenceExample;

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

    [Fact]
    public void A_diagnosis_is_a_sentence_its_evidence_and_what_cannot_be_told_apart()
    {
        GradientDiagnosis a = new(GradientMistake.SignFlip, null, "A.", "", []);
        GradientDiagnosis b = new(GradientMistake.SignFlip, null, "B.", "Because.", []);

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
}
