namespace Backprop;

/// <summary>Hidden sigmoid or tanh units that sit at the ends of their range.</summary>
internal sealed class SaturatedUnits : Fault
{
    private const double Half = 0.5;

    /// <summary>σ(4) is 0.982, tanh(4) 0.9993: nothing else need be added to saturate a unit.</summary>
    private const double LargeBias = 4;

    public override string Name => "saturated units";

    public override TrainingFinding? Test(Examination training)
    {
        var atStart = Worst(training.Start);
        var worst = atStart ?? Worst(training.End);
        if (worst is null) return null;
        var layer = training.Setup.Network.Layers[worst.Layer.Number - 1];
        bool byWeights = atStart is not null && WeightScale.Of(layer) > 3;
        bool byBiases = atStart is not null && layer.Bias.Average(Math.Abs) > LargeBias;
        return Found(
            byBiases ? 0.89 : byWeights ? 0.87 : atStart is not null ? 0.6 : 0.45,
            $"{NumberFormat.Single(100 * worst.Saturated)} % of the activations of layer {worst.Layer.Number} are at the ends of "
                + $"{worst.Layer.Activation} {(atStart is null ? "at the end" : "from the start")}.",
            "There the derivative is nearly 0, so those samples give the unit and the layers before it hardly any gradient.",
            byWeights || byBiases ? Changes.Initialize(training) : null,
            [new("saturated fraction", worst.Saturated), new("standard deviation of z", worst.Spread),
                .. byBiases ? new TrainingEvidence[] { new("mean size of the biases", layer.Bias.Average(Math.Abs)) } : []]) with
        {
            Layer = layer.Number,
            Series = new(
                "saturated fraction of each hidden layer",
                [.. (atStart is null ? training.End : training.Start).Hidden.Select(layer => layer.Saturated)]),
        };
    }

    private static LayerProbe? Worst(Probe probe) => probe.Hidden.Where(layer => layer.Saturated >= Half).MaxBy(layer => layer.Saturated);
}
