using System.Globalization;

namespace Backprop;

/// <summary>A wrong number that a particular mistake gives, and what to say to it.</summary>
internal sealed record NumberMistake(Func<double> Answer, string Hint)
{
    public NumberMistake(double answer, string hint)
        : this(() => answer, hint)
    {
    }
}

/// <summary>A question whose answer is a number, right when it is the expected one rounded to the digits that were given.</summary>
internal sealed record NumberQuestion(
    string Id, ExerciseKind Kind, string Text, Func<double> Answer, string Solution, params IReadOnlyList<NumberMistake> Mistakes)
    : Question(Id, Kind, Text, Solution)
{
    /// <inheritdoc/>
    public override string Prompt => "Replace null by your answer, at least three digits, and run the cell again.";

    /// <inheritdoc/>
    public override Judgement Judge(object answer)
    {
        if (ToNumber(answer) is not { } number) return NotA("a number, such as 0.25", answer);
        double expected = Answer();
        if (Rounding.Agree(number, expected)) return Judgement.Right;
        string? hint = Mistakes.FirstOrDefault(mistake => Rounding.Agree(number, mistake.Answer()))?.Hint
            ?? NumberHint.For(number, expected);
        return Judgement.Wrong(hint ?? $"{number.ToString("G6", CultureInfo.InvariantCulture)} is not it.");
    }

    /// <summary>The number in an answer: of any numeric type, or written as a text; null if there is none.</summary>
    public static double? ToNumber(object answer) => answer switch
    {
        string text => WrittenNumber.Parse(text),
        float or Half => double.Parse(((IFormattable)answer).ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
        sbyte or byte or short or ushort or int or uint or long or ulong or double or decimal =>
            Convert.ToDouble(answer, CultureInfo.InvariantCulture),
        Matrix { RowCount: 1, ColumnCount: 1 } matrix => matrix[0, 0],
        Vector { Count: 1 } vector => vector[0],
        _ => null,
    };
}
