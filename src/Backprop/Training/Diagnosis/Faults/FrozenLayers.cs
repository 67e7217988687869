namespace Backprop;

/// <summary>Parameters that a training leaves as they are would have to move.</summary>
internal sealed class FrozenLayers : Fault
{
    public override string Name => "frozen layers";

    public override TrainingFinding? Test(Examination training)
    {
        int[] frozen =
        [
            .. training.Setup.Network.Layers.Where(layer => layer.WeightsFrozen || layer.BiasFrozen).Select(layer => layer.Number),
        ];
        if (frozen.Length == 0) return null;
        bool isAll = training.Setup.Network.Layers.All(layer => layer is { WeightsFrozen: true, BiasFrozen: true });
        var change = new TrainingChange(
            "foreach (var layer in network.Layers) (layer.WeightsFrozen, layer.BiasFrozen) = (false, false);", Thawed);
        if (!isAll && !(training.Trials.Of("thawed", change.Apply).Score >= training.Needed)) return null;
        return Found(
            isAll ? 0.97 : 0.9,
            isAll ? "all parameters are frozen." : $"parameters of layer {string.Join(", ", frozen)} are frozen.",
            isAll ? "A training changes only what is not frozen, so nothing changes."
                : "What is frozen stays as it was drawn; the other layers cannot make up for it.",
            change,
            new TrainingEvidence("layers with frozen parameters", frozen.Length)) with
        { Layer = frozen[0] };
    }

    private static TrainingSetup Thawed(TrainingSetup setup)
    {
        var network = setup.Network.Copy();
        foreach (var layer in network.Layers)
            (layer.WeightsFrozen, layer.BiasFrozen) = (false, false);
        return setup with { Network = network };
    }
}
