using System.Globalization;

namespace Backprop;

/// <summary>A function that a particular mistake gives, and what to say to it.</summary>
internal sealed record FunctionMistake(Func<double, double> Answer, string Hint);

/// <summary>A question whose answer is a function of one number, compared at some points.</summary>
internal sealed record FunctionQuestion(
    string Id, ExerciseKind Kind, string Text, Func<double, double> Answer, IReadOnlyList<double> Points, string Solution,
    params IReadOnlyList<FunctionMistake> Mistakes)
    : Question(Id, Kind, Text, Solution)
{
    /// <inheritdoc/>
    public override string Prompt => "Replace null by your function, such as z => z * z, and run the cell again.";

    /// <inheritdoc/>
    public override Judgement Judge(object answer)
    {
        if (answer is not Func<double, double> function) return NotA("a function of a double that gives a double", answer);
        double[] values;
        try
        {
            values = [.. Points.Select(function)];
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            return Judgement.Wrong($"Your function stopped with {problem.GetType().Name}: {problem.Message}");
        }

        if (Agree(values, Answer)) return Judgement.Right;
        if (Mistakes.FirstOrDefault(mistake => Agree(values, mistake.Answer)) is { } known) return Judgement.Wrong(known.Hint);
        string?[] hints = [.. Points.Select((x, i) => Answer(x) == 0 ? null : NumberHint.For(values[i], Answer(x))).OfType<string>()
            .Distinct()];
        if (hints.Length == 1
            && Points.Select((x, i) => Answer(x) != 0 ? NumberHint.For(values[i], Answer(x)) is not null : values[i] == 0)
            .All(fits => fits))
        {
            return Judgement.Wrong($"At every point: {hints[0]}");
        }

        int worst = Enumerable.Range(0, values.Length)
            .MaxBy(i => Math.Abs(values[i] - Answer(Points[i])) is var error && double.IsNaN(error) ? double.MaxValue : error);
        return Judgement.Wrong(
            string.Create(
                CultureInfo.InvariantCulture,
                $"At {Points[worst]} your function gives {values[worst]:G4} but it should be {Answer(Points[worst]):G4}."));
    }

    private bool Agree(double[] values, Func<double, double> expected) =>
        Points.Select((x, i) => values[i] == expected(x) || Math.Abs(values[i] - expected(x)) <= 1e-8 * (1 + Math.Abs(expected(x))))
            .All(close => close);
}
