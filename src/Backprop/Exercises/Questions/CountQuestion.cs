using System.Globalization;

namespace Backprop;

/// <summary>A question whose answer is a count, right only exactly.</summary>
internal sealed record CountQuestion(
    string Id, ExerciseKind Kind, string Text, Func<int> Answer, string Solution, params IReadOnlyList<NumberMistake> Mistakes)
    : Question(Id, Kind, Text, Solution)
{
    /// <inheritdoc/>
    public override Judgement Judge(object answer)
    {
        if (NumberQuestion.ToNumber(answer) is not { } number) return NotA("a whole number", answer);
        int expected = Answer();
        if (number == expected) return Judgement.Right;
        if (Mistakes.FirstOrDefault(mistake => mistake.Answer() == number) is { } known) return Judgement.Wrong(known.Hint);
        string text = number.ToString("G6", CultureInfo.InvariantCulture);
        if (number != Math.Truncate(number)) return Judgement.Wrong($"{text} is no count: a whole number is asked for.");
        return Judgement.Wrong(
            Math.Abs(number - expected) == 1 ? $"{text} is off by one: count again." : $"{text} is not it; a count has to be exact.");
    }
}
