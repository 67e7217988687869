using System.Net;

namespace Backprop;

/// <content>How it looks in a notebook.</content>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed partial record ExerciseResult : IHtmlContent
{
    /// <summary>The message, marked by state. The attributes <c>data-exercise</c> and <c>data-right</c> let a page keep count.</summary>
    public string ToHtml()
    {
        var (symbol, color) = Mark(State);
        string id = WebUtility.HtmlEncode(Id), isRight = State == ExerciseState.Right ? "true" : "false";
        return $"""<div data-exercise="{id}" data-right="{isRight}" class="exercise-{State.ToString().ToLowerInvariant()}" """
            + $"""style="border-left:4px solid {color};padding:.5em .9em;margin:.4em 0">"""
            + $"<b>{symbol} {id}</b> {WebUtility.HtmlEncode(Message)}</div>";
    }

    /// <summary>The sign and the colour of a state.</summary>
    internal static (string Symbol, string Color) Mark(ExerciseState state) => state switch
    {
        ExerciseState.Right => ("✓", "#2e9e5b"),
        ExerciseState.Wrong => ("✗", "#d9534f"),
        _ => ("…", "#8a8a8a"),
    };
}
