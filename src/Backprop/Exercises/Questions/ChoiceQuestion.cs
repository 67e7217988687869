namespace Backprop;

/// <summary>An answer one can choose, and what to say to it if it is wrong.</summary>
/// <param name="Name">What to write, such as <c>a</c>.</param>
/// <param name="Hint">What to say to it; null for the right one.</param>
internal sealed record Choice(string Name, string? Hint = null);

/// <summary>A question with words to choose from, without regard to capitals, spaces and quotation marks.</summary>
internal sealed record ChoiceQuestion(string Id, ExerciseKind Kind, string Text, string Solution, params IReadOnlyList<Choice> Choices)
    : Question(Id, Kind, Text, Solution)
{
    private const int ShortestBeginning = 3;

    /// <inheritdoc/>
    public override string Prompt => $"Replace null by {Names()} and run the cell again.";

    /// <inheritdoc/>
    public override Judgement Judge(object answer)
    {
        if (answer is not (string or char)) return NotA($"one of {Names()}", answer);
        string text = Plain(answer.ToString()!);
        if (text.Length == 0) return Judgement.NotDone(Prompt);
        return Chosen(text) is not { } chosen ? Judgement.Wrong($"Choose {Names()}.")
            : chosen.Hint is { } hint ? Judgement.Wrong(hint)
            : Judgement.Right;
    }

    /// <summary>
    /// The choice that is named, or the only one with the same beginning: <c>rises</c> for <c>rise</c>, but not <c>rise or fall</c>.
    /// </summary>
    private Choice? Chosen(string text) => Choices.FirstOrDefault(choice => Plain(choice.Name) == text)
        ?? (text.Length >= ShortestBeginning
            && Choices.Where(choice => Plain(choice.Name) is { Length: >= ShortestBeginning } name
                && (name.StartsWith(text, StringComparison.Ordinal)
                    || text.StartsWith(name, StringComparison.Ordinal))).ToList() is [var only]
            && !Choices.Any(other => other != only && text.Length > Plain(only.Name).Length
                && text[Plain(only.Name).Length..].Contains(Plain(other.Name), StringComparison.Ordinal))
            ? only
            : null);

    private string Names() => string.Join(" or ", Choices.Select(choice => $"\"{choice.Name}\""));

    private static string Plain(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
