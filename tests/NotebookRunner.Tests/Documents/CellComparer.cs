using NotebookRunner.Documents;

namespace NotebookRunner.Tests.Documents;

/// <summary>Compares what a cell says, not its id, count or outputs.</summary>
internal sealed class CellComparer : IEqualityComparer<Cell>
{
    public static readonly CellComparer Instance = new();

    public bool Equals(Cell? x, Cell? y) => (x?.Language, x?.Source) == (y?.Language, y?.Source);

    public int GetHashCode(Cell cell) => (cell.Language, cell.Source).GetHashCode();
}
