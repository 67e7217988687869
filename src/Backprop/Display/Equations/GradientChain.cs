namespace Backprop;

/// <summary>
/// The chain rule for one weight, written out: every path from the weight to the loss with its factors
/// ∂L/∂ŷ · φ′(z⁽ᴸ⁾) · W⁽ᴸ⁾ · … · φ′(z⁽ˡ⁾) · a⁽ˡ⁻¹⁾, whose products add up to ∂L/∂w.
/// </summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class GradientChain : IHtmlContent
{
    private readonly Formula weight;
    private readonly IReadOnlyList<Formula> factorNames;

    internal GradientChain(Formula weight, IReadOnlyList<Formula> factorNames, IReadOnlyList<ChainPath> paths, double value)
    {
        this.weight = weight;
        this.factorNames = factorNames;
        Paths = paths;
        Value = value;
    }

    /// <summary>One path for each sample and each way through the units of the later layers.</summary>
    public IReadOnlyList<ChainPath> Paths { get; }

    /// <summary>∂L/∂w as the backward pass has it; the paths' products add up to it, but for rounding.</summary>
    public double Value { get; }

    /// <summary>A table with a row for each path and a column for each factor.</summary>
    public string ToHtml() => View().ToHtml();

    /// <summary>The same table as text.</summary>
    public override string ToString() => View().ToText();

    private View View()
    {
        List<ColumnGroup> groups = [.. factorNames.Select((name, f) =>
            ColumnGroup.Single(name, [.. Paths.Select(path => path.Factors[f])]) with { Operator = f == 0 ? "" : "·" })];
        groups.Add(new("product", null, new Matrix(Paths.Count, 1, [.. Paths.Select(path => path.Product)])) { Operator = "=" });
        return new(
            Symbols.GradientOf(weight) + " = " + Formula.Number(Value) + ", the sum of the products",
            [new(Formula.Empty, "path", row => Paths[row].Name, groups)
        {
            Note = Symbols.GradientOf(weight) + " = Σ " + factorNames.Aggregate((left, right) => left + "·" + right)
                + " over all paths and samples",
        }]);
    }
}

/// <summary>One path of the chain rule for one sample.</summary>
/// <param name="Name">The sample and the units from the weight to the output: <c>0,1: x1 → h2 → ŷ</c>.</param>
/// <param name="Factors">The factors, from the loss back to the weight.</param>
public sealed record ChainPath(string Name, IReadOnlyList<double> Factors)
{
    /// <summary>The product of the factors: what the path adds to ∂L/∂w. (+ 0.0 makes a −0 of a negative factor and 0 a plain 0.)</summary>
    public double Product => Factors.Aggregate((product, factor) => product * factor) + 0.0;
}
