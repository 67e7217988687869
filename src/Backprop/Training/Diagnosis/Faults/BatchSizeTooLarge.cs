namespace Backprop;

/// <summary>So few updates an epoch that the epochs do not suffice.</summary>
internal sealed class BatchSizeTooLarge : Fault
{
    private const int Large = 128;
    private const int FewStepsPerEpoch = 4;
    private const int FewSteps = 200;
    private const int Usual = 32;

    public override string Name => "batch size too large";

    public override FaultKind Kind => FaultKind.Progress;

    public override TrainingFinding? Test(Examination training)
    {
        var setup = training.Setup;
        if (training.Diverged || setup.BatchSize < Large || setup.StepsPerEpoch > FewStepsPerEpoch || setup.Steps > FewSteps) return null;
        return Found(
            0.77,
            $"batches of {setup.BatchSize} of {setup.Data.Count} samples give {Words.Count((int)setup.Steps, "update")} in "
                + $"{Words.Count(training.Options.Epochs, "epoch")}.",
            "A batch is one update however large it is. Many small ones are noisier but get much further for the same arithmetic.",
            Changes.Options(
                $"BatchSize = {Usual}, ShuffleSeed = {training.SeedCode}",
                options => options with { BatchSize = Usual, ShuffleSeed = options.ShuffleSeed ?? training.Seed }),
            new TrainingEvidence("updates an epoch", setup.StepsPerEpoch),
            new TrainingEvidence("updates in all", setup.Steps)) with
        { Series = new("loss by epoch", training.History!.Loss, IsByEpoch: true) };
    }
}
