namespace Backprop;

/// <summary>The gradient is clipped so short that no step gets anywhere.</summary>
internal sealed class ClippingTooTight : Fault
{
    public override string Name => "clipping too tight";

    public override TrainingFinding? Test(Examination training)
    {
        if ((training.Options.ClipNorm ?? training.Options.ClipValue) is not { } limit) return null;
        var change = Changes.Options(
            "ClipNorm = null, ClipValue = null", options => options with { ClipNorm = null, ClipValue = null });
        var trial = training.Trials.Of("unclipped", change.Apply);
        if (!(trial.Score >= training.Needed)) return null;
        double norm = Math.Sqrt(training.Start.Layers.Sum(layer => layer.GradientNorm * layer.GradientNorm));
        return Found(
            0.92,
            $"the gradient is clipped at {NumberFormat.Single(limit)}; at the start its weights' part is {NumberFormat.Single(norm)} long.",
            "Clipping is for the rare step that is far too long. Where it shortens every step, it is a learning rate that is too low.",
            change,
            new TrainingEvidence($"{training.Targets.Measure} with clipping", training.Score),
            new TrainingEvidence("without", trial.Score));
    }
}
