using System.Text;
using System.Text.Json;
using Backprop.Tests.Architecture;

namespace Backprop.Tests.Training.Diagnosis;

/// <summary>The findings on record for every case and several seeds: their scores, and the table that the doctor's README shows.</summary>
public sealed class RecordTests
{
    private static readonly string folder = Path.Combine(AppContext.BaseDirectory, "Training", "Diagnosis");
    private static readonly IReadOnlyList<TrainingCase> cases = TrainingCase.Load(Path.Combine(folder, "cases.json"));
    private static readonly JsonSerializerOptions byName = new() { PropertyNameCaseInsensitive = true };
    private static readonly Run[] runs =
        JsonSerializer.Deserialize<Record>(File.ReadAllText(Path.Combine(folder, "answers.json")), byName)!.Runs;

    private static IReadOnlyList<TrainingCase> Sick => [.. cases.Where(c => c.Faults.Count > 0)];

    [Fact]
    public void Every_seed_reaches_the_goals()
    {
        Assert.NotEmpty(runs);
        Assert.All(runs, run =>
        {
            var score = DiagnosisScore.Of(cases, run.Answers);
            Assert.True(score is { Hit: >= 0.9, First: >= 0.7, RecallNeeded: >= 0.7, Precision: >= 0.8 }, $"seed {run.Seed}: {score}");
            Assert.Equal(score.Healthy, score.SilentOnHealthy);
            Assert.True(run.Proved is null || run.Proved.Length >= 0.8 * score.Faulty, $"seed {run.Seed}");
        });
        Assert.True(runs.Average(run => Sick.Count - run.Repaired.Count) >= 44, "too much is said of repaired trainings");
    }

    [Fact]
    public void The_README_beside_the_doctor_shows_these_scores_and_a_row_for_each_fault()
    {
        string readme = File.ReadAllText(Path.Combine(folder, "README.md"));

        Assert.Contains(ScoreTable(), readme, StringComparison.Ordinal);
        Assert.Contains(FaultTable(), readme, StringComparison.Ordinal);
    }

    [Fact]
    public void The_README_names_every_fault_that_is_tested()
    {
        string readme = File.ReadAllText(Path.Combine(folder, "README.md"));

        Assert.All(Fault.All, fault => Assert.Contains($"| {fault.Name} |", readme, StringComparison.Ordinal));
    }

    public static TheoryData<uint> Seeds => [.. runs.Select(run => run.Seed)];

    /// <summary>
    /// Examines every case of a seed anew: minutes. After a change of a test or threshold, run it with
    /// <c>dotnet test tests/Backprop.Tests --filter FullyQualifiedName~RecordTests -- xUnit.Explicit=only</c>; what differs from the record
    /// is in artifacts/diagnosis-record-*.json.
    /// </summary>
    [Theory(Explicit = true)]
    [MemberData(nameof(Seeds))]
    public void Every_case_examined_anew_gives_the_answers_on_record(uint seed)
    {
        var record = runs.Single(run => run.Seed == seed);

        var anew = Examine(seed, record.Proved is not null);

        Directory.CreateDirectory(Path.Combine(Sources.Root, "artifacts"));
        File.WriteAllText(
            Path.Combine(Sources.Root, "artifacts", $"diagnosis-record-{seed}.json"), JsonSerializer.Serialize(anew, byName));
        Assert.Equal(DiagnosisScore.Of(cases, record.Answers), DiagnosisScore.Of(cases, anew.Answers));
        Assert.Equal(record.Repaired.Keys.Order(StringComparer.Ordinal), anew.Repaired.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(record.Proved?.Order(StringComparer.Ordinal), anew.Proved?.Order(StringComparer.Ordinal));
    }

    /// <summary>The lines of C# on record, which a test of their own compiles.</summary>
    [Fact]
    public void Every_change_that_was_proposed_for_a_case_is_C_sharp()
    {
        string[] lines = [.. runs.SelectMany(run => run.Changes).Distinct()];

        Assert.True(lines.Length > 50, $"{lines.Length} lines");
        Assert.All(lines, line => ProposalCode.Compile(line));
    }

    private static Run Examine(uint seed, bool prove)
    {
        Run run = new(seed, [], [], prove ? [] : null, [], []);
        List<string> changes = [], proved = [];
        foreach (var c in cases)
        {
            var setup = c.Setup(seed);
            var before = Environment.CpuUsage.TotalTime;
            var findings = TrainingCheck.Run(setup.Network, setup.Data, setup.Options, new() { Prove = false }).Findings;
            run.Seconds[c.Id] = Math.Round((Environment.CpuUsage.TotalTime - before).TotalSeconds, 2);
            run.Answers[c.Id] = Labels(findings);
            changes.AddRange(findings.Select(finding => finding.Change?.Code).OfType<string>());
            if (c.Faults.Count == 0) continue;
            var repaired = c.Repaired().Setup(seed);
            string[] said = Labels(TrainingCheck.Run(repaired.Network, repaired.Data, repaired.Options, new() { Prove = false }).Findings);
            if (said.Length > 0) run.Repaired[c.Id] = said;
            if (prove && IsProved(c, setup)) proved.Add(c.Id);
        }

        return run with { Changes = [.. changes.Distinct().Order(StringComparer.Ordinal)], Proved = prove ? [.. proved] : null };
    }

    private static bool IsProved(TrainingCase c, TrainingSetup setup)
    {
        if (TrainingCheck.Run(setup.Network, setup.Data, setup.Options).Proposal is not { } proposal) return false;
        var run = TrainingRun.Of(proposal);
        return run.History is not null && c.Metric(run.End, proposal.Data, proposal.Options.Validation) >= c.Line;
    }

    private static string[] Labels(IEnumerable<TrainingFinding> findings) =>
        [.. findings.Select(finding => DiagnosisScore.Label(finding.Fault))];

    private static string ScoreTable()
    {
        var table =
            new StringBuilder(
                "| seed | hit | first | recall of needed | precision | silent on healthy | silent on repaired | remedy proved | seconds a case: median, longest |\n|---|---|---|---|---|---|---|---|---|\n");
        foreach (var run in runs)
        {
            var score = DiagnosisScore.Of(cases, run.Answers);
            string proved = run.Proved is null ? "not run" : $"{run.Proved.Length} of {score.Faulty}";
            table.Append(
                FormattableString.Invariant(
                    $"| {run.Seed} | {score.Hit:F2} | {score.First:F2} | {score.RecallNeeded:F2} | {score.Precision:F2} | {score.SilentOnHealthy} of {score.Healthy} | {score.Faulty - run.Repaired.Count} of {score.Faulty} | {proved} | {Seconds(run)} |\n"));
        }

        return table.ToString();
    }

    private static string Seconds(Run run)
    {
        double[] sorted = [.. run.Seconds.Values.Order()];
        return FormattableString.Invariant($"{sorted[sorted.Length / 2]:F1}, {sorted[^1]:F1}");
    }

    private static string FaultTable()
    {
        string[] labels = [.. Sick.SelectMany(c => c.Faults.Select(fault => fault.Label)).Union(runs.SelectMany(FalseAlarms))
            .Order(StringComparer.Ordinal)];
        var table = new StringBuilder("| fault | trainings | found | first | false alarms |\n|---|---|---|---|---|\n");
        foreach (string label in labels)
        {
            TrainingCase[] with = [.. Sick.Where(c => c.Faults.Any(fault => fault.Label == label))];
            int all = with.Length * runs.Length;
            int found = runs.Sum(run => with.Count(c => run.Answers[c.Id].Contains(label)));
            int first = runs.Sum(run => with.Count(c => run.Answers[c.Id] is [var said, ..] && said == label));
            table.Append($"| {label} | {all} | {found} | {first} | {runs.Sum(run => FalseAlarms(run).Count(alarm => alarm == label))} |\n");
        }

        return table.ToString();
    }

    private static IEnumerable<string> FalseAlarms(Run run) =>
        cases.SelectMany(
            c => run.Answers[c.Id].Distinct().Where(label => c.Faults.All(fault => fault.Label != label) && !c.Acceptable.Contains(label)));

    private sealed record Record(Run[] Runs);

    /// <param name="Seed">Of the start weights and the order of the samples.</param>
    /// <param name="Answers">What was said of each case.</param>
    /// <param name="Repaired">What was said of the repaired ones, where anything was.</param>
    /// <param name="Proved">The cases whose proposal reaches the line; null where that was not run.</param>
    /// <param name="Changes">Every line of C# that was proposed.</param>
    /// <param name="Seconds">The processor's seconds for each case, the training included, the proof not.</param>
    private sealed record Run(
        uint Seed, Dictionary<string, string[]> Answers, Dictionary<string, string[]> Repaired, string[]? Proved, string[] Changes,
        Dictionary<string, double> Seconds);
}
