namespace Backprop;

/// <summary>No non-linear hidden activation for a problem that is not linear.</summary>
internal sealed class LinearNetwork : Fault
{
    private const int FewestUnits = 16;

    public override string Name => "linear network";

    public override TrainingFinding? Test(Examination training)
    {
        if (training.HiddenLayers.Any(layer => layer.Activation != Activation.Identity)) return null;
        double linear = training.Reference.Linear, nonlinear = training.Reference.Neighbours;
        bool isFew = double.IsNaN(nonlinear);
        if (isFew && double.IsFinite(linear)) nonlinear = training.Reference.Attainable;
        if (!training.HasHiddenLayer && !(nonlinear > linear + 0.1)) return null;
        if (training.HasHiddenLayer && linear >= 0.97) return null;
        return Found(
            0.89,
            training.HasHiddenLayer ? "every hidden layer is linear." : "there is no hidden layer.",
            "Linear layers in a row are one linear map: the network can do no more than a straight line or plane, however many "
                + "units it has.",
            training.HasHiddenLayer
                ? Changes.Hidden(training, Activation.Tanh, units => Math.Max(units, FewestUnits))
                : Changes.HiddenLayer(training, FewestUnits),
            new TrainingEvidence($"{training.Targets.Measure} of the best linear fit", linear),
            new TrainingEvidence(isFew ? "what so few samples allow" : "of the nearest neighbours", nonlinear)) with
        { Layer = training.HasHiddenLayer ? 1 : null };
    }
}
