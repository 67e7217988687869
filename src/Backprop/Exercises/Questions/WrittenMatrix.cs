using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Backprop;

/// <summary>
/// A matrix as people give it: as one, as a vector, as arrays or lists of numbers, as a tuple, or as a text such as <c>[[1, 2], [3,
/// 4]]</c>.
/// </summary>
internal static partial class WrittenMatrix
{
    /// <summary>The matrix in an answer, a plain list as one row; null if there is none.</summary>
    public static Matrix? Of(object answer) => answer switch
    {
        Matrix matrix => matrix,
        string text => OfText(text),
        Array { Rank: 2 } grid => OfRows(Enumerable.Range(0, grid.GetLength(0)).Select(row =>
            Enumerable.Range(0, grid.GetLength(1)).Select(column => grid.GetValue(row, column)))),
        _ when Items(answer) is { } items => OfRows(
            items.All(item => item is not null && Items(item) is not null) ? items.Select(item => Items(item!)!) : [items]),
        _ => null,
    };

    /// <summary>Whether it says nothing of rows and columns, so that it may stand for either.</summary>
    public static bool IsPlainList(object answer) =>
        answer is not Matrix and not Array { Rank: 2 } and not string && Items(answer) is { } items
        && items.All(item => item is not null && NumberQuestion.ToNumber(item) is not null);

    private static List<object?>? Items(object answer) => answer switch
    {
        string => null,
        ITuple tuple => [.. Enumerable.Range(0, tuple.Length).Select(index => tuple[index])],
        IEnumerable items => [.. items.Cast<object?>()],
        _ => null,
    };

    private static Matrix? OfRows(IEnumerable<IEnumerable<object?>> rows)
    {
        double?[][] numbers = [.. rows.Select(row => row.Select(item => item is null ? null : NumberQuestion.ToNumber(item)).ToArray())];
        return numbers is [{ Length: > 0 } first, ..]
            && numbers.All(row => row.Length == first.Length && row.All(number => number is not null))
            ? Matrix.Create([.. numbers.Select(row => row.Select(number => number!.Value).ToArray())])
            : null;
    }

    private static Matrix? OfText(string text)
    {
        string[] rows = [.. Row().Matches(text).Select(match => match.Groups[1].Value)];
        return rows.Length == 0 ? null : OfRows(rows.Select(Entries));

        static IEnumerable<object?> Entries(string row) => row.Split(row.Contains(';', StringComparison.Ordinal) ? ';' : ',');
    }

    [GeneratedRegex(@"[\[({]([^\[\](){}]+)[\])}]")]
    private static partial Regex Row();
}
