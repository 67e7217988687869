namespace Backprop;

/// <summary>What a diagram shows, without where and how.</summary>
internal sealed record DiagramContent
{
    public required string Title { get; init; }

    /// <summary>What edges and units stand for.</summary>
    public required string Description { get; init; }

    /// <summary>The number of inputs, then the units of each layer.</summary>
    public required IReadOnlyList<int> Sizes { get; init; }

    /// <summary>What stands above each column.</summary>
    public required IReadOnlyList<string> Headings { get; init; }

    /// <summary>The numbers on the edges into layer index + 1.</summary>
    public required IReadOnlyList<DiagramEdges> Weights { get; init; }

    /// <summary>The numbers of the units of each column; null where there are none.</summary>
    public required IReadOnlyList<DiagramNodes?> Nodes { get; init; }

    /// <summary>∂L/∂ŷ, which makes the diagram one of a backward pass: arrows from right to left, from a loss L.</summary>
    public DiagramNodes? OutputGradient { get; init; }
}

/// <summary>The numbers on the edges between two columns.</summary>
/// <param name="Values">inputs × outputs.</param>
/// <param name="Name">What an entry is.</param>
internal sealed record DiagramEdges(Matrix Values, Func<int, int, string> Name)
{
    /// <summary>How the table of the same numbers shows them; null where there is none beside the picture.</summary>
    public NumberFormat? Format { get; init; }

    /// <summary>A number as a label.</summary>
    public string Label(double value) => Format is { } format ? format.Short(value) : NumberFormat.Single(value);
}

/// <summary>The numbers of the units of a column.</summary>
/// <param name="Values">One row.</param>
/// <param name="Name">What an entry is.</param>
internal sealed record DiagramNodes(Matrix Values, Func<int, string> Name)
{
    /// <summary>φ′(z) by which the units of a backward pass multiply what arrives; null where there is none.</summary>
    public Matrix? Factor { get; init; }

    /// <summary>Whether they colour the units.</summary>
    public bool IsFilled { get; init; } = true;

    /// <summary>How the table of the same numbers shows them; null where there is none beside the picture.</summary>
    public NumberFormat? Format { get; init; }

    /// <summary>A number as a label.</summary>
    public string Label(double value) => Format is { } format ? format.Short(value) : NumberFormat.Single(value);
}
