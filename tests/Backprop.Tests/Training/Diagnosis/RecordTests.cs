using System.Text;
using System.Text.Json;

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

    /// <summary>
    /// Examines every case anew and writes the record: several minutes. Run it with <c>dotnet test -- xUnit.Explicit=only</c> after a
    /// change of a test or threshold.
    /// </summary>
    [Fact(Explicit = true)]
    public void Every_case_examined_anew_gives_the_answers_on_record()
    {
        foreach (var run in runs)
        {
            var answers = cases.ToDictionary(c => c.Id, c => Labels(c, run.Seed));
            Assert.Equal(DiagnosisScore.Of(cases, run.Answers), DiagnosisScore.Of(cases, answers));
        }
    }

    private static string[] Labels(TrainingCase c, uint seed)
    {
        var setup = c.Setup(seed);
        return [.. TrainingCheck.Run(setup.Network, setup.Data, setup.Options, new() { Prove = false })
            .Findings.Select(finding => DiagnosisScore.Label(finding.Fault))];
    }

    private static string ScoreTable()
    {
        var table =
            new StringBuilder("| seed | hit | first | recall of needed | precision | silent on healthy | silent on repaired | remedy proved |\n|---|---|---|---|---|---|---|---|\n");
        foreach (var run in runs)
        {
            var score = DiagnosisScore.Of(cases, run.Answers);
            string proved = run.Proved is null ? "not run" : $"{run.Proved.Length} of {score.Faulty}";
            table.Append(
                FormattableString.Invariant($"| {run.Seed} | {score.Hit:F2} | {score.First:F2} | {score.RecallNeeded:F2} | {score.Precision:F2} | {score.SilentOnHealthy} of {score.Healthy} | {score.Faulty - run.Repaired.Count} of {score.Faulty} | {proved} |\n"));
        }

        return table.ToString();
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
            int found = runs.Sum(run => with.Count(c => run.Answers[c.Id].Contains(label))), first =
                runs.Sum(run => with.Count(c => run.Answers[c.Id] is [var said, ..] && said == label));
            table.Append($"| {label} | {all} | {found} | {first} | {runs.Sum(run => FalseAlarms(run).Count(alarm => alarm == label))} |\n");
        }

        return table.ToString();
    }

    private static IEnumerable<string> FalseAlarms(Run run) =>
        cases.SelectMany(
            c => run.Answers[c.Id].Distinct().Where(label => c.Faults.All(fault => fault.Label != label) && !c.Acceptable.Contains(label)));

    private sealed record Record(Run[] Runs);

    private sealed record Run(uint Seed, Dictionary<string, string[]> Answers, Dictionary<string, string[]> Repaired, string[]? Proved);
}
