using System.Globalization;
using System.Text;

namespace Backprop;

/// <summary>
/// What rows and columns are called. Units count from 1: inputs <c>x1</c>, <c>x2</c>; hidden units <c>h1</c>, and with several hidden
/// layers <c>h1⁽²⁾</c>, the first of layer 2; outputs <c>ŷ</c>, or <c>ŷ1</c>, <c>ŷ2</c>.
/// </summary>
internal static class Names
{
    private const int LongestSample = 9;

    /// <summary>A unit of a network.</summary>
    /// <param name="layer">The layer, 0 for the inputs.</param>
    /// <param name="layers">The number of layers L; null if unknown, which gives numbers for names.</param>
    /// <param name="units">The number of units in the layer.</param>
    /// <param name="index">The unit's index, from 0.</param>
    public static string Unit(int layer, int? layers, int units, int index)
    {
        string number = Symbols.Invariant(index + 1);
        if (layer == 0) return "x" + number;
        if (layers is null) return number;
        if (layer == layers) return units == 1 ? "ŷ" : "ŷ" + number;
        return layers == 2 ? "h" + number : $"h{number}⁽{Superscript(layer)}⁾";
    }

    /// <summary>The units of a layer by index.</summary>
    public static Func<int, string> Units(int layer, int? layers, int units) => index => Unit(layer, layers, units, index);

    /// <summary>Numbered names: <c>y1</c>, <c>y2</c>, or <c>y</c> alone.</summary>
    public static Func<int, string> Numbered(string letter, int count) => index => count == 1 ? letter : letter + Symbols.Invariant(index + 1);

    /// <summary>The samples of a batch and the heading of their column: by input where that is short, such as <c>0,1</c>; else by number from 1.</summary>
    public static (string Heading, Func<int, string> Name) Samples(Matrix inputs) =>
        AreShort(inputs)
            ? (string.Join(',', Enumerable.Range(1, inputs.ColumnCount).Select(i => "x" + Symbols.Invariant(i))), index => Input(inputs, index))
            : Samples();

    /// <summary>The samples by number, from 1.</summary>
    public static (string Heading, Func<int, string> Name) Samples() => ("sample", index => Symbols.Invariant(index + 1));

    /// <summary>So many of something: <c>1 sample</c>, <c>4 samples</c>.</summary>
    public static string Count(int count, string noun) => $"{Symbols.Invariant(count)} {noun}{(count == 1 ? "" : "s")}";

    private static bool AreShort(Matrix inputs)
    {
        if (inputs.ColumnCount > 4) return false;
        foreach (double value in inputs.Values)
        {
            if (value != Math.Floor(value) || Math.Abs(value) >= 1000) return false;
        }

        return Enumerable.Range(0, inputs.RowCount).All(row => Input(inputs, row).Length <= LongestSample);
    }

    private static string Input(Matrix inputs, int row) =>
        string.Join(',', inputs.Row(row).ToArray().Select(value => value.ToString(CultureInfo.InvariantCulture).Replace('-', '−')));

    private static string Superscript(int number)
    {
        var text = new StringBuilder();
        foreach (char digit in Symbols.Invariant(number))
            text.Append("⁰¹²³⁴⁵⁶⁷⁸⁹"[digit - '0']);
        return text.ToString();
    }
}
