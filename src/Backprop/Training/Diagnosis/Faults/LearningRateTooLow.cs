namespace Backprop;

/// <summary>The loss falls steadily but far too slowly.</summary>
internal sealed class LearningRateTooLow : Fault
{
    private const int FewSteps = 400;

    /// <summary>A loss that no longer falls is not held up by short steps.</summary>
    private const double StillFalling = 0.01;

    /// <summary>A plateau is met by weights that have gone some way.</summary>
    private const double HardlyMoved = 0.01;

    public override string Name => "learning rate too low";

    public override FaultKind Kind => FaultKind.Progress;

    public override TrainingFinding? Test(Examination training)
    {
        if (training.Diverged) return null;
        var (factor, trial) = training.Trials.BestRate;
        bool isHeldUp = training.LateFall >= StillFalling || training.Trials.IsSlow || training.Movement < HardlyMoved;
        if (factor < 1.5 || !isHeldUp) return null;
        double rate = training.Options.Optimizer.LearningRate, same = training.Trials.Same.Loss;
        return Found(
            training.Setup.Steps < FewSteps ? 0.7 : 0.75,
            $"at η = {NumberFormat.Single(rate)} the loss is {NumberFormat.Single(same)} after "
                + $"{Words.Count(training.Trials.Epochs, "epoch")}; at {NumberFormat.Single(factor * rate)} it is "
                + $"{NumberFormat.Single(trial.Loss)}.",
            "The direction is right but the steps are so short that the epochs do not suffice to get down.",
            Changes.LearningRate(Changes.Round(factor * rate)),
            new TrainingEvidence("updates", training.Setup.Steps),
            new TrainingEvidence("loss at the start", training.History!.Loss[0]),
            new TrainingEvidence("at the end", training.History.Loss[^1])) with
        { Series = new("loss by epoch", training.History.Loss, IsByEpoch: true) };
    }
}
