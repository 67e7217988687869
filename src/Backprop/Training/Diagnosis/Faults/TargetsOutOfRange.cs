namespace Backprop;

/// <summary>The targets lie outside what the output activation gives: said from the side of the data.</summary>
internal sealed class TargetsOutOfRange : Fault
{
    public override string Name => "targets out of range";

    public override FaultKind Kind => FaultKind.Setup;

    public override TrainingFinding? Test(Examination training)
    {
        var targets = training.Targets;
        if (OutputRange.Of(training.Setup.Output) is not { } range || range.FractionThatHurts(training) is not (> 0 and var outside))
            return null;
        return Found(
            0.8,
            $"targets from {NumberFormat.Single(targets.Low)} to {NumberFormat.Single(targets.High)} for {training.Setup.Output}.",
            "If the output activation is to stay, the targets have to be scaled into its range, and predictions scaled back.",
            null, // The change of the output layer that the finding about it proposes mends both.
            new TrainingEvidence("fraction out of reach", outside));
    }
}
