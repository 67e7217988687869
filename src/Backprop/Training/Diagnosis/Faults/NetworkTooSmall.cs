namespace Backprop;

/// <summary>Too few hidden units for the problem.</summary>
internal sealed class NetworkTooSmall : Fault
{
    private const int Narrow = 8;
    private const int Wide = 32;

    /// <summary>The weight where a wider network does well and the best learning rate does not.</summary>
    public const double Sure = 0.76;

    public override string Name => "network too small";

    public override FaultKind Kind => FaultKind.Progress;

    public override TrainingFinding? Test(Examination training)
    {
        if (training.Diverged || !training.HasHiddenLayer || !training.FallsShort) return null;
        int narrowest = training.HiddenLayers.Min(layer => layer.Outputs);
        if (narrowest > Narrow || training.LateFall > 0.1) return null;
        if (training.Trials.BestRate.Trial.Score >= training.Needed) return null; // with other steps it is large enough
        int Widen(int units) => Math.Max(units, Wide);
        var change = Changes.Hidden(training, null, Widen);
        var trial = training.Trials.Of("wide", change.Apply);
        if (double.IsNaN(training.Reference.Attainable) && training.IsPoor(trial.Score)) return null; // there may be nothing to learn
        bool isBetter = trial.IsFinite && (trial.Score > training.Score + 0.05 || trial.Loss < 0.6 * training.History!.Loss[^1]);
        if (!isBetter) return null;
        int layer = training.HiddenLayers.First(hidden => hidden.Outputs == narrowest).Number;
        return Found(
            trial.Score >= training.Needed ? Sure : 0.67,
            $"layer {layer} has {Words.Count(narrowest, "unit")}; with {Wide} the loss is {NumberFormat.Single(trial.Loss)} after "
                + $"{Words.Count(training.Trials.Epochs, "epoch")} instead of {NumberFormat.Single(training.History!.Loss[^1])} "
                + "at the end.",
            "Each unit adds one bend to what the network can draw; with too few there are no weights that fit, however long it is trained.",
            change,
            new TrainingEvidence("units", narrowest),
            new TrainingEvidence($"{training.Targets.Measure} with {Wide} units", trial.Score),
            new TrainingEvidence("now", training.Score)) with
        { Layer = layer };
    }
}
