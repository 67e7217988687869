namespace Backprop;

/// <summary>Equal weights: the units of a layer are copies of each other and stay so.</summary>
internal sealed class SymmetricInitialisation : Fault
{
    public override string Name => "symmetric initialisation";

    public override FaultKind Kind => FaultKind.Setup;

    public override TrainingFinding? Test(Examination training)
    {
        foreach (var layer in training.HiddenLayers)
        {
            var next = training.Setup.Network.Layers[layer.Number];
            if (layer.Outputs < 2 || !AreCopies(layer, next)) continue;
            double first = layer.Weights[0, 0];
            return Found(
                0.98,
                $"all {layer.Outputs} units of layer {layer.Number} start with the same weights{(first == 0 ? ", all zero" : "")}.",
                "Units with equal weights get equal gradients, so they stay copies and the layer is worth a single unit; "
                    + "only random weights break the symmetry.",
                Changes.Initialize(training),
                new TrainingEvidence("units", layer.Outputs),
                new TrainingEvidence("first weight of each", first)) with
            { Layer = layer.Number };
        }

        return null;
    }

    private static bool AreCopies(Layer layer, Layer next)
    {
        var (w, b, outgoing) = (layer.Weights, layer.Bias, next.Weights);
        for (int k = 1; k < layer.Outputs; k++)
        {
            if (b[k] != b[0]) return false;
            for (int i = 0; i < layer.Inputs; i++)
            {
                if (w[i, k] != w[i, 0]) return false;
            }

            for (int j = 0; j < next.Outputs; j++)
            {
                if (outgoing[k, j] != outgoing[0, j]) return false;
            }
        }

        return true;
    }
}
