namespace Backprop;

/// <summary>The weight decay holds the weights near zero.</summary>
internal sealed class WeightDecayTooStrong : Fault
{
    private const double Weak = 1e-4;
    private const double Strong = 0.01;

    public override string Name => "weight decay too strong";

    public override TrainingFinding? Test(Examination training)
    {
        double decay = training.Options.WeightDecay;
        if (decay < Strong) return null;
        double before = training.Start.Layers.Sum(layer => layer.WeightNorm), after = training.End.Layers.Sum(layer => layer.WeightNorm);
        if (after > 0.7 * before) return null;
        return Found(
            0.94,
            $"with λ = {NumberFormat.Single(decay)} the weights' norms shrank from {NumberFormat.Single(before)} to {NumberFormat.Single(after)}.",
            "Every step also takes η·λ·W off each weight. Where that is more than the data's gradient gives, the weights go to zero and the output to a constant.",
            Changes.Options($"WeightDecay = {Changes.Number(Weak)}", options => options with { WeightDecay = Weak }),
            new TrainingEvidence("norm of all weights at the start", before),
            new TrainingEvidence("at the end", after)) with
        { Series = new("norm of each layer's weights at the end", [.. training.End.Layers.Select(layer => layer.WeightNorm)]) };
    }
}
