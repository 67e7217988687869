namespace Backprop.Tests.Training.Diagnosis;

/// <summary>The benchmark's scores of what was said about its cases: label lists by case, the weightiest first.</summary>
internal sealed record DiagnosisScore(
    int Faulty, int Healthy, int SilentOnHealthy, double Hit, double First, double Recall, double RecallNeeded, double Precision)
{
    public static DiagnosisScore Of(IReadOnlyList<TrainingCase> cases, IReadOnlyDictionary<string, string[]> answers)
    {
        TrainingCase[] sick = [.. cases.Where(c => c.Faults.Count > 0)], well = [.. cases.Where(c => c.Faults.Count == 0)];
        string[] Said(TrainingCase c) => [.. answers.GetValueOrDefault(c.Id, []).Distinct()];
        HashSet<string> True(TrainingCase c) => [.. c.Faults.Select(fault => fault.Label)];
        double right = sick.Sum(c => True(c).Count(label => Said(c).Contains(label)));
        double wrong = cases.Sum(c => Said(c).Count(label => !True(c).Contains(label) && !c.Acceptable.Contains(label)));
        return new(
            sick.Length, well.Length, well.Count(c => Said(c).Length == 0),
            sick.Average(c => True(c).Overlaps(Said(c)) ? 1.0 : 0),
            sick.Average(c => Said(c) is [var first, ..] && True(c).Contains(first) ? 1.0 : 0),
            sick.Average(c => True(c).Count(label => Said(c).Contains(label)) / (double)True(c).Count),
            sick.Average(c => Needed(c, Said(c))),
            right / Math.Max(1, right + wrong));
    }

    /// <summary>The benchmark's label of a finding.</summary>
    public static string Label(string fault) =>
        fault == "contradicting labels" ? "label_noise" : fault.ToLowerInvariant().Replace(' ', '_');

    private static double Needed(TrainingCase c, string[] said)
    {
        string[] needed = [.. c.Faults.Where(fault => fault.IsNeeded).Select(fault => fault.Label)];
        return needed.Length > 0 ? needed.Count(said.Contains) / (double)needed.Length
            : c.Faults.Any(fault => fault.IsSufficient && said.Contains(fault.Label)) ? 1 : 0;
    }
}
