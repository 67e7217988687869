namespace Backprop;

/// <summary>A rare class is hardly ever answered; accuracy hides it.</summary>
internal sealed class ClassImbalance : Fault
{
    public override string Name => "class imbalance";

    public override TrainingFinding? Test(Examination training)
    {
        if (training.RareClasses.MinBy(recall => recall.Recall) is not { } worst) return null;
        string name = training.Data.ClassNames.Count > worst.Class
            ? training.Data.ClassNames[worst.Class]
            : FormattableString.Invariant($"{worst.Class}");
        return Found(
            0.84,
            $"class {name} has {NumberFormat.Single(100 * worst.Share)} % of the samples, and {NumberFormat.Single(100 * worst.Recall)} % "
                + "of them are found.",
            "The loss is a mean over samples: answering the frequent class everywhere already makes it small, and the few others "
                + "hardly count.",
            new($"data = data.Balanced(seed: {training.SeedCode});", setup => setup with { Data = setup.Data.Balanced(training.Seed) }),
            new TrainingEvidence("accuracy", training.Score),
            new TrainingEvidence("mean recall of the classes", Recall(training))) with
        {
            Series = new(
                "share of each class",
                [.. training.Targets.ClassesOf(training.Targets.Values).CountBy(k => k).OrderBy(group => group.Key)
                    .Select(group => group.Value / (double)training.Data.Count)]),
        };
    }

    private static double Recall(Examination training)
    {
        int[] truth = training.Targets.ClassesOf(training.Targets.Values);
        int[] answers = training.Targets.ClassesOf(training.Run.End.Predict(training.Data.Inputs));
        return truth.Index().GroupBy(pair => pair.Item).Average(group => group.Average(pair => answers[pair.Index] == group.Key ? 1.0 : 0));
    }
}
