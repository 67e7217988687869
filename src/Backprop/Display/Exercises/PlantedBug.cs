namespace Backprop;

/// <content>How it looks in a notebook.</content>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed partial class PlantedBug : IHtmlContent
{
    /// <summary>The gradient with the mistake, the right one, and their ratio, for every layer.</summary>
    public string ToHtml() => View().ToHtml();

    /// <summary>The same tables as text.</summary>
    public override string ToString() => View().ToText();

    private View View() => new($"A gradient with a mistake, seed {Symbols.Invariant((int)Seed)}", [.. Given.Select((layer, l) =>
    {
        var format = NumberFormat.For([.. Right[l].Weights.Values, .. Right[l].Bias.Values]);
        return ParameterTables.Of($"Layer {Symbols.Invariant(l + 1)}", l + 1, Given.Count,
        [
            new("given", layer.Weights, layer.Bias) { Format = format },
            new("right", Right[l].Weights, Right[l].Bias) { Format = format },
            new("given ÷ right", Ratio(layer.Weights, Right[l].Weights),
                Vector.Create(Ratio(Matrix.OneRow(layer.Bias), Matrix.OneRow(Right[l].Bias)).Row(0))),
        ]);
    })]);

    private static Matrix Ratio(Matrix given, Matrix right)
    {
        double[,] ratio = new double[given.RowCount, given.ColumnCount];
        for (int i = 0; i < given.RowCount; i++)
        {
            for (int j = 0; j < given.ColumnCount; j++)
                ratio[i, j] = given[i, j] / right[i, j];
        }

        return new Matrix(ratio);
    }
}

/// <content>How it looks in a notebook.</content>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed partial record BugVerdict : IHtmlContent
{
    /// <summary>The report, folded.</summary>
    public string ToHtml() =>
        $"""<details style="margin:.4em 0"><summary>The checker's verdict: open it after your guess</summary>{Report.ToHtml()}</details>""";
}
