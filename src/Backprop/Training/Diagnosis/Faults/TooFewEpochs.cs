namespace Backprop;

/// <summary>The loss is still falling when the training stops.</summary>
internal sealed class TooFewEpochs : Fault
{
    private const int FewSteps = 400;
    private const int EnoughSteps = 1000;

    /// <summary>Multiplications and additions that a longer training may cost before it is proposed.</summary>
    private const double MostWork = 1e10;

    private const double StillFalling = 0.04;

    public override string Name => "too few epochs";

    public override FaultKind Kind => FaultKind.Progress;

    public override TrainingFinding? Test(Examination training)
    {
        if (training.Diverged || !training.FallsShort || training.History!.StopReason != StopReason.EpochsDone) return null;
        bool isShort = training.Setup.Steps < FewSteps;
        if (training.LateFall < StillFalling && training.Setup.Steps > 60 && !LongerHelps(training, isShort)) return null;
        int most = (int)Math.Max(3.0 * training.Options.Epochs, MostWork / training.Setup.Work);
        int epochs = Math.Min(most, Math.Max(training.Options.Epochs * (isShort ? 10 : 5), EnoughSteps / training.Setup.StepsPerEpoch));
        return Found(
            isShort ? 0.73 : 0.69,
            $"the loss still fell by {NumberFormat.Single(100 * training.LateFall)} % in the last part of the training, after "
                + $"{Words.Count((int)training.Setup.Steps, "update")}.",
            "What falls until the end has not arrived: more epochs go on from here.",
            Changes.Epochs(epochs),
            new TrainingEvidence("loss at the start", training.History.Loss[0]),
            new TrainingEvidence("at the end", training.History.Loss[^1])) with
        { Series = new("loss by epoch", training.History.Loss, IsByEpoch: true) };
    }

    /// <summary>A short training that falls too slowly to be sure is tried with more epochs.</summary>
    private static bool LongerHelps(Examination training, bool isShort) =>
        isShort && training.LateFall > 0 && training.Trials.Longer(10).Score >= training.Needed;
}
