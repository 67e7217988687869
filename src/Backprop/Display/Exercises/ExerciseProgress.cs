using System.Net;

namespace Backprop;

/// <content>How it looks in a notebook.</content>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed partial record ExerciseProgress : IHtmlContent
{
    /// <summary>
    /// The count, and each exercise with its mark. The attribute <c>data-exercise-progress</c> lets a page put its own count there.
    /// </summary>
    public string ToHtml()
    {
        var marks = Exercises.Select(exercise =>
        {
            var (symbol, color) = ExerciseResult.Mark(exercise.State);
            return $"""<span style="white-space:nowrap;border-bottom:3px solid {color};padding:0 .2em">"""
                + $"{symbol} {WebUtility.HtmlEncode(exercise.Id)} {exercise.Kind.ToString().ToLowerInvariant()}</span>";
        });
        return $"""<div data-exercise-progress="{WebUtility.HtmlEncode(Lesson)}" data-of="{Exercises.Count}" style="padding:.4em 0">"""
            + $"<b>{ToString()}</b> &nbsp; {string.Join(" &nbsp; ", marks)}</div>";
    }
}
