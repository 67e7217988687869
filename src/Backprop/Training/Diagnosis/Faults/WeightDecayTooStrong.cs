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
        var change = Changes.Options($"WeightDecay = {Changes.Number(Weak)}", options => options with { WeightDecay = Weak });
        double before = training.Start.Layers.Sum(layer => layer.WeightNorm), after = training.End.Layers.Sum(layer => layer.WeightNorm);
        if (after > 0.7 * before && !(training.Trials.Of("weak decay", change.Apply).Score >= training.Needed)) return null;
        return Found(
            0.94,
            $"with λ = {NumberFormat.Single(decay)} the weights' norms {(after < before ? "shrank" : "went")} from "
                + $"{NumberFormat.Single(before)} to {NumberFormat.Single(after)}.",
            "Every step also takes η·λ·W off each weight. Where that outweighs the data's gradient, the weights stay too small for the "
                + "answers that are asked.",
            change,
            new TrainingEvidence("norm of all weights at the start", before),
            new TrainingEvidence("at the end", after)) with
        { Series = new("norm of each layer's weights at the end", [.. training.End.Layers.Select(layer => layer.WeightNorm)]) };
    }
}
