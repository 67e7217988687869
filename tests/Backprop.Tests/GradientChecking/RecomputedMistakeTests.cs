namespace Backprop.Tests.GradientChecking;

/// <summary>Gradients with a mistake, as lessons plant them in every place where it can be made: the diagnosis names each one.</summary>
public sealed class RecomputedMistakeTests
{
    /// <summary>The kinds that can be made in any network.</summary>
    private static readonly GradientMistake[] Everywhere =
    [
        GradientMistake.OtherLoss, GradientMistake.Accumulated, GradientMistake.TransposedGradient, GradientMistake.MissingDerivative,
        GradientMistake.DerivativeAtActivation, GradientMistake.DerivativeFormAtZ, GradientMistake.DerivativeTwice,
        GradientMistake.ValueForDerivative, GradientMistake.WrongLayerDerivative, GradientMistake.BiasNotSummed,
        GradientMistake.BiasAveraged, GradientMistake.MissingSample, GradientMistake.SingleSample, GradientMistake.BiasShared,
        GradientMistake.BiasFromWeights, GradientMistake.MissingUnit,
    ];

    public static TheoryData<string> Networks => ["mean", "sum", "ELU and leaky ReLU", "one layer"];

    [Theory]
    [MemberData(nameof(Networks))]
    public void What_is_planted_is_named(string name)
    {
        var (network, data, loss) = Create(name);
        double[] right = SentenceExample.GradientOf(network, data, loss).Flatten();
        var named = new HashSet<GradientMistake>();
        var said = new Dictionary<string, double[]>();
        foreach (var mistake in Enum.GetValues<GradientMistake>())
        {
            foreach (var gradients in MistakenGradients.Of(network, data, loss, mistake))
            {
                double difference = gradients.Flatten().Zip(right, (g, r) => Math.Abs(g - r)).Max();
                if (difference <= 1e-9 * right.Max(Math.Abs)) continue;
                var diagnosis = GradientCheck.Compare(network, data, loss, gradients).Diagnosis;

                Assert.Contains(mistake, diagnosis.Mistakes.Concat(diagnosis.Alternatives.SelectMany(other => other.Mistakes)));
                named.Add(mistake);

                // A sentence, and of no other gradient.
                Assert.Matches(@"^(\p{Lu}|∂|φ|delta).{15,}\.$", diagnosis.Summary);
                double[] other = said.GetValueOrDefault(diagnosis.Summary, gradients.Flatten());
                Assert.True(
                    other.Zip(gradients.Flatten(), (g, r) => Math.Abs(g - r)).Max() <= 1e-9 * right.Max(Math.Abs), diagnosis.Summary);
                said[diagnosis.Summary] = other;
            }
        }

        GradientMistake[] also = name switch
        {
            "one layer" => [],
            "sum" => [GradientMistake.TransposedWeights, GradientMistake.WrongInputs],
            "mean" => [GradientMistake.TransposedWeights, GradientMistake.WrongInputs, GradientMistake.WrongWeights,
                GradientMistake.SoftmaxElementwise, GradientMistake.SoftmaxNormalization],
            _ => [GradientMistake.TransposedWeights, GradientMistake.WrongInputs, GradientMistake.WrongSlope],
        };
        Assert.Equal(Everywhere.Concat(also).Order(), named.Order());
    }

    [Fact]
    public void A_mistake_of_its_own_in_each_layer_is_named_with_its_layer()
    {
        var example = SentenceExample.Mean(seed: 1);
        var (network, data, loss) = (example.Network, example.Data, example.Loss);
        var forward = network.Forward(data.Inputs);
        var backward = network.Backward(forward, loss.Evaluate(forward, data.Targets));
        var right = backward.Gradients;
        Gradients wrong =
        [
            right[0] with { Weights = right[0].Weights.Transpose() },
            right[1] with { Weights = forward.Layers[0].Z.Transpose() * backward.Layers[1].Delta },
            right[2],
        ];

        var diagnosis = GradientCheck.Compare(network, data, loss, wrong).Diagnosis;

        Assert.Equal(
            "∂L/∂W is transposed in layer 1: it is deltaᵀ·a instead of aᵀ·delta. Besides: "
                + "∂L/∂W is computed from z instead of a of the layer before in layer 2.", diagnosis.Summary);
    }

    private static (Network Network, Dataset Data, Loss Loss) Create(string name)
    {
        if (name is "mean" or "sum")
        {
            var example = name == "mean" ? SentenceExample.Mean(seed: 1) : SentenceExample.Sum(seed: 1);
            return (example.Network, example.Data, example.Loss);
        }

        var network = name == "one layer" ? Network.Create([3, 2], Activation.Sigmoid, Initializer.LeCunNormal(seed: 5))
            : Network.Create([3, 3, 2, 2], [Activation.ELU, Activation.LeakyReLU, Activation.Identity], Initializer.LeCunNormal(seed: 5));
        foreach (var layer in network.Layers)
            layer.Bias = 0.4 * new RandomState((uint)layer.Number).Randn(layer.Outputs);
        return (network, FiveSamples.Five, Loss.MeanSquaredError);
    }
}
