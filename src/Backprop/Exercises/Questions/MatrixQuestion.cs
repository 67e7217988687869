namespace Backprop;

/// <summary>A wrong matrix that a particular mistake gives, and what to say to it.</summary>
internal sealed record MatrixMistake(Func<Matrix> Answer, string Hint);

/// <summary>A question whose answer is a matrix or, with one row, a vector; each entry may be rounded.</summary>
internal sealed record MatrixQuestion(
    string Id, ExerciseKind Kind, string Text, Func<Matrix> Answer, string Solution, params IReadOnlyList<MatrixMistake> Mistakes)
    : Question(Id, Kind, Text, Solution)
{
    private const int MostEntriesNamed = 3;

    /// <inheritdoc/>
    public override string Prompt => "Replace null by your answer, such as [[0.123, -0.456]], and run the cell again.";

    /// <inheritdoc/>
    public override Judgement Judge(object answer)
    {
        if (WrittenMatrix.Of(answer) is not { } matrix) return NotA("a matrix of numbers, such as [[0.123, -0.456]]", answer);
        var expected = Answer();
        if (matrix.RowCount == 1 && expected.ColumnCount == 1 && WrittenMatrix.IsPlainList(answer)) matrix = matrix.Transpose();
        if (Agree(matrix, expected)) return Judgement.Right;
        if (Mistakes.FirstOrDefault(mistake => Agree(matrix, mistake.Answer())) is { } known) return Judgement.Wrong(known.Hint);
        if (Agree(matrix.Transpose(), expected))
            return Judgement.Wrong($"The entries are right, but the matrix is transposed: it should be {Shape(expected)}.");
        return Judgement.Wrong(matrix.RowCount != expected.RowCount || matrix.ColumnCount != expected.ColumnCount
            ? $"Your matrix is {Shape(matrix)}, but it should be {Shape(expected)}."
            : Common(matrix, expected) ?? EntryByEntry(matrix, expected));
    }

    /// <summary>What all entries that are not zero have in common: a sign, a factor.</summary>
    private static string? Common(Matrix answer, Matrix expected)
    {
        string?[] hints = [.. Entries(answer, expected).Where(entry => entry.Expected != 0)
            .Select(entry => NumberHint.For(entry.Answer, entry.Expected)).Distinct()];
        bool zerosRight = Entries(answer, expected).All(entry => entry.Expected != 0 || entry.Answer == 0);
        return hints is [{ } hint] && zerosRight ? $"In every entry: {hint}" : null;
    }

    private static string EntryByEntry(Matrix answer, Matrix expected)
    {
        var wrong = Entries(answer, expected).Where(entry => !Rounding.Agree(entry.Answer, entry.Expected)).ToList();
        var named = wrong.Take(MostEntriesNamed).Select(entry =>
            $"row {entry.Row + 1}, column {entry.Column + 1}: "
            + $"{NumberHint.For(entry.Answer, entry.Expected) ?? FormattableString.Invariant($"{entry.Answer:G6} is not it.")}");
        string more = wrong.Count > MostEntriesNamed ? $" And {wrong.Count - MostEntriesNamed} more." : "";
        return $"{wrong.Count} of {expected.Values.Length} entries {(wrong.Count == 1 ? "is" : "are")} wrong. "
            + $"{Capital(string.Join(" ", named.Select(Capital)))}{more}";
    }

    private static bool Agree(Matrix x, Matrix y) =>
        x.RowCount == y.RowCount && x.ColumnCount == y.ColumnCount
            && Entries(x, y).All(entry => Rounding.Agree(entry.Answer, entry.Expected));

    private static IEnumerable<(int Row, int Column, double Answer, double Expected)> Entries(Matrix answer, Matrix expected) =>
        from row in Enumerable.Range(0, expected.RowCount)
        from column in Enumerable.Range(0, expected.ColumnCount)
        select (row, column, answer[row, column], expected[row, column]);

    private static string Shape(Matrix matrix) => $"{matrix.RowCount} × {matrix.ColumnCount}";

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
