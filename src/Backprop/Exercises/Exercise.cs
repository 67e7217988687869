namespace Backprop;

/// <summary>
/// Tells a student whether an answer is right, and if not, which mistake would give that answer.
/// No answer yet (null) is reported as such and is not an error, so a notebook with open exercises runs to its end.
/// </summary>
/// <example><code>Exercise.Check(answer, 0.25, (0.5, "That is the derivative of the error, without the factor ½."));</code></example>
public static class Exercise
{
    private const double Tolerance = 1e-3;

    /// <summary>Checks a number, to three significant digits: an answer worked out by hand is rounded.</summary>
    /// <param name="answer">The student's answer; null if there is none yet.</param>
    /// <param name="expected">The right one.</param>
    /// <param name="mistakes">Answers that particular mistakes give, each with a hint.</param>
    public static ExerciseResult Check(double? answer, double expected, params ReadOnlySpan<(double Answer, string Hint)> mistakes)
    {
        if (answer is not { } number) return ExerciseResult.NotDone;
        if (IsClose(number, expected)) return ExerciseResult.Right;
        foreach (var (wrong, hint) in mistakes)
        {
            if (IsClose(number, wrong)) return ExerciseResult.Wrong(hint);
        }

        return ExerciseResult.Wrong(HintFor(number, expected));
    }

    /// <summary>Checks a matrix, entry by entry, to three significant digits.</summary>
    /// <param name="answer">The student's answer; null if there is none yet.</param>
    /// <param name="expected">The right one.</param>
    /// <param name="mistakes">Answers that particular mistakes give, each with a hint.</param>
    public static ExerciseResult Check(Matrix? answer, Matrix expected, params ReadOnlySpan<(Matrix Answer, string Hint)> mistakes)
    {
        ArgumentNullException.ThrowIfNull(expected);
        if (answer is null) return ExerciseResult.NotDone;
        if (answer.RowCount != expected.RowCount || answer.ColumnCount != expected.ColumnCount)
            return ExerciseResult.Wrong($"Your matrix is {answer.Shape} but it should be {expected.Shape}. Which matrix has to be transposed?");
        if (IsClose(answer, expected)) return ExerciseResult.Right;
        foreach (var (wrong, hint) in mistakes)
        {
            if (IsClose(answer, wrong)) return ExerciseResult.Wrong(hint);
        }

        int differing = 0;
        for (int i = 0; i < expected.Values.Length; i++)
        {
            if (!IsClose(answer.Values[i], expected.Values[i])) differing++;
        }

        return ExerciseResult.Wrong($"{differing} of {expected.Values.Length} entries differ.");
    }

    /// <summary>Checks the answer to a question with words to choose from, without regard to upper and lower case.</summary>
    /// <param name="answer">The student's answer; null or empty if there is none yet.</param>
    /// <param name="expected">The right one.</param>
    /// <param name="mistakes">Wrong answers, each with a hint.</param>
    public static ExerciseResult Check(string? answer, string expected, params ReadOnlySpan<(string Answer, string Hint)> mistakes)
    {
        if (string.IsNullOrWhiteSpace(answer)) return ExerciseResult.NotDone;
        if (IsSame(answer, expected)) return ExerciseResult.Right;
        foreach (var (wrong, hint) in mistakes)
        {
            if (IsSame(answer, wrong)) return ExerciseResult.Wrong(hint);
        }

        return ExerciseResult.Wrong($"\"{answer.Trim()}\" is not it.");

        static bool IsSame(string x, string y) => string.Equals(x.Trim(), y.Trim(), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Checks a function at some points, such as a derivative that the student wrote.</summary>
    /// <param name="answer">The student's function; null if there is none yet.</param>
    /// <param name="expected">The right one.</param>
    /// <param name="points">Where both are compared.</param>
    /// <param name="mistakes">Functions that particular mistakes give, each with a hint.</param>
    public static ExerciseResult Check(Func<double, double>? answer, Func<double, double> expected, IReadOnlyList<double> points, params ReadOnlySpan<(Func<double, double> Answer, string Hint)> mistakes)
    {
        ArgumentNullException.ThrowIfNull(expected);
        ArgumentNullException.ThrowIfNull(points);
        if (answer is null) return ExerciseResult.NotDone;
        if (Agree(answer, expected)) return ExerciseResult.Right;
        foreach (var (wrong, hint) in mistakes)
        {
            if (Agree(answer, wrong)) return ExerciseResult.Wrong(hint);
        }

        double worst = points.MaxBy(x => Math.Abs(answer(x) - expected(x)));
        return ExerciseResult.Wrong(FormattableString.Invariant($"At {worst} your function gives {answer(worst):G4} but it should be {expected(worst):G4}."));

        bool Agree(Func<double, double> f, Func<double, double> g) => points.All(x => IsClose(f(x), g(x)));
    }

    private static string HintFor(double answer, double expected)
    {
        if (IsClose(answer, -expected)) return "The size is right, the sign is not.";
        if (expected != 0 && answer != 0)
        {
            double ratio = answer / expected;
            foreach (double factor in (ReadOnlySpan<double>)[2, 0.5, 4, 0.25])
            {
                if (IsClose(ratio, factor)) return FormattableString.Invariant($"Your answer is {factor} times the right one: a factor is missing or doubled.");
            }
        }

        return FormattableString.Invariant($"{answer:G6} is not it.");
    }

    private static bool IsClose(Matrix x, Matrix y)
    {
        if (x.RowCount != y.RowCount || x.ColumnCount != y.ColumnCount) return false;
        for (int i = 0; i < x.Values.Length; i++)
        {
            if (!IsClose(x.Values[i], y.Values[i])) return false;
        }

        return true;
    }

    private static bool IsClose(double x, double y) => Math.Abs(x - y) <= Tolerance * Math.Max(Math.Abs(x), Math.Abs(y)) + 1e-9;
}
