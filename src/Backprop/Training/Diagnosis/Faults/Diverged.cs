namespace Backprop;

/// <summary>A number of the training became NaN or infinite; where it did first.</summary>
internal sealed class Diverged : Fault
{
    public override string Name => "diverged";

    public override TrainingFinding? Test(Examination training)
    {
        if (!training.Diverged) return null;
        var layers = training.End.Layers;
        int largest = layers.Index().MaxBy(pair => pair.Item.Spread).Index;
        return Found(
            0.35,
            training.History!.StopMessage,
            "What is NaN once stays NaN. The number that overflowed first came from a step, a weight or an input that was too large: "
                + "that is what the findings above are about.",
            null,
            new TrainingEvidence("epochs that were finite", training.History.Epochs),
            new TrainingEvidence($"standard deviation of z in layer {largest + 1} before", layers[largest].Spread),
            new TrainingEvidence("norm of its gradient", layers[largest].GradientNorm)) with
        { Layer = largest + 1 };
    }
}
