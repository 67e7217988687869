namespace Backprop;

/// <summary>How an exercise stands.</summary>
public enum ExerciseState
{
    /// <summary>There is no answer yet.</summary>
    NotDone,

    /// <summary>The answer is right.</summary>
    Right,

    /// <summary>The answer is wrong.</summary>
    Wrong,
}

/// <summary>What a student is told about an answer.</summary>
/// <param name="State">Right, wrong, or not done yet.</param>
/// <param name="Message">The same in a sentence, with a hint if it is wrong.</param>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed record ExerciseResult(ExerciseState State, string Message) : IHtmlContent
{
    internal static ExerciseResult NotDone { get; } = new(ExerciseState.NotDone, "Not done yet. Replace null by your answer and run the cell again.");

    internal static ExerciseResult Right { get; } = new(ExerciseState.Right, "Right!");

    /// <inheritdoc/>
    public override string ToString() => Message;

    /// <summary>The message, marked by state.</summary>
    public string ToHtml()
    {
        var (symbol, color) = State switch
        {
            ExerciseState.Right => ("✓", "#2e9e5b"),
            ExerciseState.Wrong => ("✗", "#d9534f"),
            _ => ("…", "#8a8a8a"),
        };
        return $"""<div class="exercise-{State.ToString().ToLowerInvariant()}" style="border-left:4px solid {color};padding:.5em .9em;margin:.4em 0"><b>{symbol}</b> {System.Net.WebUtility.HtmlEncode(Message)}</div>""";
    }

    internal static ExerciseResult Wrong(string hint) => new(ExerciseState.Wrong, $"Not yet. {hint}");
}
