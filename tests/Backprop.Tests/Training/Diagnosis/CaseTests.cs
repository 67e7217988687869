namespace Backprop.Tests.Training.Diagnosis;

/// <summary>
/// The doctor on trainings whose faults are known: some rebuilt from public questions, some made, some healthy. Those that take long are
/// left to the explicit test.
/// </summary>
public sealed class CaseTests
{
    private const double MostWork = 3e8;

    private static readonly IReadOnlyList<TrainingCase> cases =
        TrainingCase.Load(Path.Combine(AppContext.BaseDirectory, "Training", "Diagnosis", "cases.json"));

    [Fact]
    public void Short_trainings_with_known_faults_get_them_named()
    {
        TrainingCase[] small = [.. cases.Where(IsSmall)];

        var score = DiagnosisScore.Of(small, small.ToDictionary(c => c.Id, Examine));

        Assert.True(score.Faulty >= 15, $"{score}");
        Assert.Equal(score.Healthy, score.SilentOnHealthy);
        Assert.True(score is { Hit: >= 0.9, First: >= 0.7, RecallNeeded: >= 0.7, Precision: >= 0.8 }, $"{score}");
    }

    private static bool IsSmall(TrainingCase c) => c.Setup(0) is var setup && setup.Work * setup.Options.Epochs < MostWork;

    private static string[] Examine(TrainingCase c)
    {
        var setup = c.Setup(0);
        var report = TrainingCheck.Run(setup.Network, setup.Data, setup.Options, new() { Prove = false });
        return [.. report.Findings.Select(finding => DiagnosisScore.Label(finding.Fault))];
    }
}
