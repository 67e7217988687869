namespace Backprop;

/// <summary>
/// What rows and columns are called. Units count from 1: inputs <c>x1</c>, <c>x2</c>; hidden units <c>h1</c>, and in tables of a network
/// with several hidden layers <c>h1⁽²⁾</c>, the first of layer 2; outputs <c>ŷ</c>, or <c>ŷ1</c>, <c>ŷ2</c>.
/// </summary>
internal static class Names
{
    /// <summary>A unit of a network, named within its layer.</summary>
    /// <param name="layer">The layer, 0 for the inputs.</param>
    /// <param name="layers">The number of layers L; null if unknown, which gives numbers for names.</param>
    /// <param name="units">The number of units in the layer.</param>
    /// <param name="index">The unit's index, from 0.</param>
    public static Formula Unit(int layer, int? layers, int units, int index)
    {
        if (layer == 0) return Numbered("x", index);
        if (layers is null) return Symbols.Invariant(index + 1);
        if (layer < layers) return Numbered("h", index);
        return units == 1 ? Symbols.Prediction : "ŷ" + Symbols.Invariant(index + 1);
    }

    /// <summary>The units of a layer by index, named within the network.</summary>
    public static Func<int, Formula> Units(int layer, int? layers, int units)
    {
        bool needsLayer = layers > 2 && layer > 0 && layer < layers;
        return index => needsLayer ? Unit(layer, layers, units, index) + Superscript(layer) : Unit(layer, layers, units, index);
    }

    /// <summary>Numbered names: <c>y1</c>, <c>y2</c>.</summary>
    public static Formula Numbered(string letter, int index) => letter + Symbols.Invariant(index + 1);

    /// <summary>
    /// The samples of a batch and the heading of their column: by input where that is known and short, such as <c>0,1</c>; else by number
    /// from 1.
    /// </summary>
    public static SampleNames Samples(Matrix? inputs) =>
        SampleName.AreShort(inputs)
            ? new(string.Join(',', Enumerable.Range(1, inputs.ColumnCount).Select(i => "x" + Symbols.Invariant(i))),
                index => SampleName.Inputs(inputs, index))
            : Samples();

    /// <summary>The samples by number, from 1.</summary>
    public static SampleNames Samples() => new("sample", index => Symbols.Invariant(index + 1));

    /// <summary>A sample in a sentence: <c>sample 2 (0,1)</c>.</summary>
    public static string Sample(Matrix? inputs, int index) => SampleName.Of(inputs, index);

    private static Formula Superscript(int layer) => new(
        $"⁽{string.Concat(Symbols.Invariant(layer).Select(digit => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit - '0']))}⁾",
        $"<sup>({Symbols.Invariant(layer)})</sup>");
}

/// <summary>What the rows of a batch are called.</summary>
/// <param name="Heading">The heading of their column.</param>
/// <param name="Name">The name of a row by index.</param>
internal sealed record SampleNames(Formula Heading, Func<int, Formula> Name);
