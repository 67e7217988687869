using static Backprop.Tests.GradientChecking.SentenceExample;

namespace Backprop.Tests.GradientChecking;

/// <summary>What the diagnosis says of derivatives that are multiples of the right ones.</summary>
public sealed class FactorSentenceTests
{
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
    [InlineData(1.000002, "")]
    [InlineData(0.7, "")]
    public void A_factor_is_explained_by_the_numbers_of_samples_and_outputs(double factor, string hint)
    {
        var network = Network.Create([2, 4, 3], Activation.Tanh, Initializer.LeCunNormal(seed: 8));
        Dataset data = new("five", new RandomState(6).Randn(5, 2), new RandomState(7).Randn(5, 3));
        Gradients scaled = [.. GradientOf(network, data, Loss.MeanSquaredError)
            .Select(layer => new LayerGradient(factor * layer.Weights, factor * layer.Bias))];

        var diagnosis = GradientCheck.Compare(network, data, Loss.MeanSquaredError, scaled).Diagnosis;

        string number = factor == 1.000002 ? "1.000002" : FormattableString.Invariant($"{factor:G6}");
        Assert.Equal(
            (GradientMistake.ConstantFactor, $"Factor {number}: every derivative is {number} times the right one{hint}."),
            (diagnosis.Mistake, diagnosis.Summary));
        Assert.Equal(
            factor is 2 or 3 or 5 or 7 or 15
            ? [$"The gradient was added up over {number} calls without being set to zero."]
            : [], diagnosis.Alternatives.Select(other => other.Summary));
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

    /// <summary>Of W1, which is 0 besides, no factor is known: it is no reason to doubt one of everything.</summary>
    [Fact]
    public void A_factor_of_everything_stays_one_beside_a_matrix_of_zeros()
    {
        var example = Mean(seed: 1);
        var right = GradientOf(example.Network, example.Data, example.Loss);
        double[] ofWeights = [0, 21, 7];

        var (_, _, sentence) = Diagnose(example, [.. right.Select(
            (gradient, l) => new LayerGradient(ofWeights[l] * gradient.Weights, 7 * gradient.Bias))]);

        Assert.Equal(
            "The derivatives of W1 are all 0: they were never computed. Besides: Factor 7: every derivative is 7 times the right one. "
                + "Besides: Only the weights are wrong in layer 2: their derivatives are 3 times the right ones.", sentence);
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
}
