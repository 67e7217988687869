namespace Backprop;

/// <summary>Numbers in the shape of a layer's parameters.</summary>
/// <param name="Name">What they are.</param>
/// <param name="Weights">inputs × outputs.</param>
/// <param name="Bias">One entry per output.</param>
internal sealed record ParameterGroup(Formula Name, Matrix Weights, Vector Bias)
{
    /// <summary>What the player's script calls a weight's and a bias's number; null where it has no equation for them.</summary>
    public (string Weight, string Bias)? Kinds { get; init; }

    /// <summary>What is done between the group before and this one.</summary>
    public string Operator { get; init; } = "";

    /// <summary>The format of the numbers; null to choose one for them alone.</summary>
    public NumberFormat? Format { get; init; }
}

/// <summary>Tables with a row for each input of a layer, a last row for the bias, and a column for each unit.</summary>
internal static class ParameterTables
{
    /// <param name="caption">The caption.</param>
    /// <param name="layer">The layer's number l.</param>
    /// <param name="layers">The number of layers L; null if unknown.</param>
    /// <param name="groups">Parameters, their gradients, …</param>
    public static NumberTable Of(Formula caption, int layer, int? layers, IReadOnlyList<ParameterGroup> groups)
    {
        var (inputs, outputs) = (groups[0].Weights.RowCount, groups[0].Weights.ColumnCount);
        var from = Names.Units(layer - 1, layers, inputs);
        return new(
            caption, "", row => row == inputs ? "bias" : from(row),
            [.. groups.Select(group => new ColumnGroup(group.Name, Names.Units(layer, layers, outputs), Stack(group))
            {
                Operator = group.Operator,
                Format = group.Format ?? NumberFormat.For(Stack(group).Values),
                Key = group.Kinds is { } kinds
                    ? (row, unit) =>
                        row == inputs ? PlayerModel.Key(kinds.Bias, layer, unit) : PlayerModel.Key(kinds.Weight, layer, row, unit)
                    : null,
            })])
        {
            RuleAboveLastRow = true,
        };
    }

    private static Matrix Stack(ParameterGroup group) =>
        new(group.Weights.RowCount + 1, group.Weights.ColumnCount, [.. group.Weights.Values, .. group.Bias.Values]);
}
