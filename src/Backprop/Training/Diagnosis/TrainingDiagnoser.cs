namespace Backprop;

/// <summary>Examines a training: tests every fault, orders what was found, and tries the changes.</summary>
internal sealed class TrainingDiagnoser(TrainingCheckOptions options)
{
    /// <summary>How often what was found is mended to look for more.</summary>
    private const int MostStages = 4;

    /// <summary>From this weight on a finding is a cause and not a symptom.</summary>
    private const double Cause = 0.7;

    public TrainingCheckReport Examine(TrainingRun run)
    {
        var training = new Examination(run, options.Seed);
        var findings = Findings(training);
        var verdict = findings.Count > 0 ? TrainingVerdict.Ill : training.IsUnwell ? TrainingVerdict.CannotSay : TrainingVerdict.Healthy;
        var report = new TrainingCheckReport(verdict, Summary(training), findings, run.History);
        return options.Prove && findings.Count > 0 ? new TrainingTreatment(training, options).Prove(report) : report;
    }

    /// <summary>
    /// What the faults' tests say. A fault of set-up or signal shows in the loss too, so where there is one it is mended first, and what is
    /// left is looked for in the training that this gives: until nothing new is found, or the training is well.
    /// </summary>
    public static IReadOnlyList<TrainingFinding> Findings(Examination training)
    {
        List<TrainingFinding> found = [];
        var (current, last) = (training, false);
        for (int stage = 0; stage < MostStages && !last; stage++)
        {
            var causes = WithoutExplainedPlateau(Test(current, found, fault => fault.Kind != FaultKind.Progress));
            found.AddRange(
                causes.Where(finding => stage == 0 || finding.Weight >= Cause)); // symptoms of a mended training are not those of this one
            var mended = Apply(current.Setup, causes.Where(finding => finding.Weight >= Cause));
            last = mended == current.Setup;
            if (last) found.AddRange(WithoutMoreOfTheSame(Test(current, found, fault => fault.Kind == FaultKind.Progress)));
            else current = new Examination(TrainingRun.Of(mended), training.Seed);
            if (!current.IsUnwell) break;
        }

        return Written([.. found.OrderByDescending(finding => finding.Weight)]);
    }

    /// <summary>
    /// The findings with their lines as they can follow each other: weights that a line above draws anew are not drawn once more, and where
    /// only one line changes the network, it names the layers as they are.
    /// </summary>
    private static TrainingFinding[] Written(TrainingFinding[] found)
    {
        var first = found.FirstOrDefault(finding => finding.Change is { DrawsAnew: true })?.Change;
        TrainingFinding[] written =
        [
            .. found.Select(finding => finding.Change is { OnlyDrawsAnew: true } ? finding with { Change = first } : finding),
        ];
        string[] lines = [.. written.Select(finding => finding.Change?.Code ?? "").Where(ChangesNetwork).Distinct()];
        if (lines.Length != 1) return written;
        return
        [
            .. written.Select(finding => finding.Change is { AloneCode: { } code } change
                ? finding with { Change = change with { Code = code } }
                : finding),
        ];

        static bool ChangesNetwork(string code) => code.StartsWith("network", StringComparison.Ordinal);
    }

    /// <summary>
    /// Where steps are too long or too noisy, a loss that still fell a little is no reason for more of the same steps, and where only a
    /// wider network does well, none for longer ones.
    /// </summary>
    private static IEnumerable<TrainingFinding> WithoutMoreOfTheSame(IReadOnlyList<TrainingFinding> found) =>
        found.Any(finding => finding.Fault is "learning rate too high" or "batch size too small")
            ? found.Where(finding => finding.Fault is not ("too few epochs" or "learning rate too low"))
        : found.Any(finding => finding is { Fault: "network too small", Weight: NetworkTooSmall.Sure })
            ? found.Where(finding => finding.Fault != "learning rate too low")
        : found;

    /// <summary>What stands still because of something weightier is no plateau of its own.</summary>
    private static IReadOnlyList<TrainingFinding> WithoutExplainedPlateau(IReadOnlyList<TrainingFinding> found) =>
        found is [{ Fault: not "plateau" } first, ..]
            ? [.. found.Where(finding => finding.Fault != "plateau" || finding.Weight >= first.Weight)]
        : found;

    private static IReadOnlyList<TrainingFinding> Test(Examination training, IReadOnlyList<TrainingFinding> found, Func<Fault, bool> which)
    {
        bool isUnwell = training.IsUnwell;
        return
        [
            .. Fault.All.Where(
                fault => which(fault) && (fault.Kind == FaultKind.Setup || (isUnwell && training.HasTrained))
                && found.All(finding => finding.Fault != fault.Name))
                .Select(fault => fault.Test(training)).OfType<TrainingFinding>().OrderByDescending(finding => finding.Weight),
        ];
    }

    public static TrainingSetup Apply(TrainingSetup setup, IEnumerable<TrainingFinding> findings) =>
        findings.Aggregate(setup, (changed, finding) => finding.Change?.Apply(changed) ?? changed);

    private static string Summary(Examination training)
    {
        if (training.History is null) return $"It cannot start: {training.Run.Failure}";
        string measure = training.Targets.Measure;
        string reached = training.Diverged ? training.History.StopMessage
            : $"After {Words.Count(training.History.Epochs, "epoch")} it reaches {measure} {NumberFormat.Single(training.Score)} on its "
                + "training data"
            + (double.IsNaN(training.ValidationScore) ? "."
                : $" and {NumberFormat.Single(training.ValidationScore)} on the validation data.");
        double attainable = training.Reference.Attainable;
        return reached + (double.IsNaN(attainable)
            ? " No relation of the targets to the inputs could be measured, so there is nothing to compare with."
            : $" What the data allow: about {NumberFormat.Single(attainable)}.");
    }
}
