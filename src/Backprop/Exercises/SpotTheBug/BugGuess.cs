namespace Backprop;

/// <summary>A student's guess of which mistake was planted.</summary>
/// <param name="Bug">The bug.</param>
/// <param name="Kind">The guess; null if there is none yet.</param>
public sealed record BugGuess(PlantedBug Bug, string? Kind)
{
    internal Judgement Judge()
    {
        if (string.IsNullOrWhiteSpace(Kind)) return Judgement.NotDone("Replace null by one of the kinds and run the cell again.");
        if (!Enum.TryParse(Kind.Trim().Replace(" ", "", StringComparison.Ordinal), ignoreCase: true, out GradientMistake guess)
            || !PlantedBug.Kinds.Contains(guess))
        {
            return Judgement.Wrong($"There is no kind \"{Kind}\"; PlantedBug.Kinds lists them.");
        }

        if (Bug.Explains(guess)) return new Judgement(ExerciseState.Right, "");
        return Judgement.Wrong(Bug.Clue(guess));
    }
}
