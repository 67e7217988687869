namespace Backprop;

/// <summary>Tries what the findings propose: each change alone, then as many together as it takes.</summary>
internal sealed class TrainingTreatment(Examination training, TrainingCheckOptions options)
{
    private const int MostSingle = 3;
    private const int MostRounds = 4;

    /// <summary>Multiplications and additions that may be spent before no further training is begun.</summary>
    private const double MostWork = 2e10;

    private double spent;

    public TrainingCheckReport Prove(TrainingCheckReport report)
    {
        List<TrainingFinding> findings = [.. report.Findings];
        var setup = training.Setup;
        var applied = new HashSet<string>();
        Examination? best = null;
        List<TrainingChange> made = [];
        for (int round = 0; round < MostRounds && spent < MostWork; round++)
        {
            var next = (round == 0 ? findings : TrainingDiagnoser.Findings(best!))
                .Where(finding => finding.Change is not null && applied.Add(finding.Change.Code)).ToArray();
            if (next.Length == 0) break;
            setup = TrainingDiagnoser.Apply(round == 0 ? setup : best!.Setup, next);
            var trained = Train(setup);
            if (best is null || IsBetter(trained, best))
            {
                best = trained;
                made.AddRange(next.Select(finding => finding.Change!));
            }

            if (!trained.IsUnwell) break;
        }

        if (best is null) return report;
        for (int i = 0; i < Math.Min(findings.Count, MostSingle) && spent < MostWork / 2; i++)
        {
            if (findings[i].Change is not { } change) continue;
            var alone = findings.Count(finding => finding.Change is not null) == 1
                && best.Setup.Options == change.Apply(training.Setup).Options
                ? best
                : Train(change.Apply(training.Setup));
            findings[i] = findings[i] with { Proof = Compare(alone) };
        }

        return new TrainingCheckReport(
            report.Verdict, report.Summary, findings, report.History)
        {
            Proposal = best.Setup,
            Changes = made,
            Proof = Compare(best),
        };
    }

    private Examination Train(TrainingSetup setup)
    {
        spent += setup.Work * setup.Options.Epochs;
        return new Examination(TrainingRun.Of(setup), options.Seed);
    }

    private static bool IsBetter(Examination x, Examination y) => Quality(x) > Quality(y);

    private static double Quality(Examination x) => !x.HasTrained || x.Diverged ? double.NegativeInfinity
        : (x.IsUnwell ? 0 : 10) + (double.IsNaN(x.ValidationScore) ? x.Score : Math.Min(x.Score, x.ValidationScore));

    private TrainingProof Compare(Examination changed)
    {
        bool onValidation = !double.IsNaN(training.ValidationScore) && !double.IsNaN(changed.ValidationScore);
        double Score(Examination x) => onValidation ? x.ValidationScore : x.Score;
        double before = Score(training), after = Score(changed);
        bool helps = changed.HasTrained && (double.IsNaN(before) || training.Diverged || after > before + 0.02);
        return new(
            $"{training.Targets.Measure} ({(onValidation ? "validation" : "training")} data)", before, after, helps, !changed.IsUnwell,
            changed.History);
    }
}
