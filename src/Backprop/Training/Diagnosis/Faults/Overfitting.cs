namespace Backprop;

/// <summary>The training data are answered well, the validation data much worse than they could be.</summary>
internal sealed class Overfitting : Fault
{
    private const int Narrow = 16;
    private const double Decay = 0.003;

    public override string Name => "overfitting";

    public override TrainingFinding? Test(Examination training)
    {
        if (!training.Overfits) return null;
        var history = training.History!;
        int best = history.ValidationLoss.Index().MinBy(pair => pair.Item).Index;
        string measure = training.Targets.Measure;
        return Found(
            0.83,
            $"{measure} {NumberFormat.Single(training.Score)} on the training data, {NumberFormat.Single(training.ValidationScore)} on "
                + "the validation data.",
            $"What it learned holds for these samples only. Its validation loss was lowest in epoch {best} and rose from there.",
            new(
                $"options = options with {{ WeightDecay = {Changes.Number(Decay)}, Epochs = {Math.Max(best + 1, 20)} }};",
                setup => setup with { Options = setup.Options with { WeightDecay = Decay, Epochs = Math.Max(best + 1, 20) } }),
            new TrainingEvidence("difference", training.Score - training.ValidationScore),
            new TrainingEvidence($"{measure} of the nearest neighbours on the validation data", training.Reference.OnValidation),
            new TrainingEvidence("parameters", training.Setup.Network.ParameterCount),
            new TrainingEvidence("samples", training.Data.Count)) with
        { Series = new("validation loss by epoch", history.ValidationLoss, IsByEpoch: true) };
    }
}
