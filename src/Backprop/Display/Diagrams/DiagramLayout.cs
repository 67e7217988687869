namespace Backprop;

/// <summary>Where the units of a diagram stand.</summary>
internal sealed class DiagramLayout
{
    public const double Radius = 17;
    private const int EdgeBudget = 64;
    private const int MostUnits = 9;
    private const double Top = 56;
    private const double RowHeight = 62;
    private const double Widest = 720;

    private readonly int?[][] shown;

    /// <param name="sizes">The units of each column.</param>
    /// <param name="extraColumns">Columns of one node after the last.</param>
    public DiagramLayout(IReadOnlyList<int> sizes, int extraColumns)
    {
        int most = MostUnits;
        while (most > 2 && Edges(sizes, most) > EdgeBudget) most--;
        shown = [.. sizes.Select(size => Abridgement.Shown(size, most))];
        int columns = sizes.Count + extraColumns;
        ColumnWidth = Math.Clamp(Widest / (columns - 1), 60, 170);
        Width = ((columns - 1) * ColumnWidth) + 130;
        Height = Top + (shown.Max(units => units.Length) * RowHeight) + 18;
    }

    public double Width { get; }

    /// <summary>On a narrow page: still with letters that one can read.</summary>
    public double NarrowestWidth => 0.85 * Width;

    public double Height { get; }

    public double ColumnWidth { get; }

    /// <summary>Whether there is room for numbers on the edges.</summary>
    public bool HasEdgeLabels => shown.All(units => units.Length <= 2) && ColumnWidth > 120;

    /// <summary>The units drawn in a column; null for those left out.</summary>
    public IReadOnlyList<int?> Shown(int column) => shown[column];

    public double X(int column) => 65 + (column * ColumnWidth);

    /// <summary>The height of a slot of a column; columns are centred.</summary>
    public double Y(int column, int slot) => CentreY + ((slot - ((shown[column].Length - 1) / 2.0)) * RowHeight);

    public double CentreY => Top + (((Height - 18 - Top) - RowHeight) / 2) + 20;

    private static int Edges(IReadOnlyList<int> sizes, int most)
    {
        int edges = 0;
        for (int l = 1; l < sizes.Count; l++)
            edges += Math.Min(sizes[l - 1], most) * Math.Min(sizes[l], most);
        return edges;
    }
}
