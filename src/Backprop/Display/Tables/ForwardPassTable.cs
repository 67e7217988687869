namespace Backprop;

/// <content>Its form in a notebook.</content>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed partial record ForwardPass : IHtmlContent
{
    /// <summary>z and a of every layer as HTML tables: a row for each sample, a column for each unit.</summary>
    public string ToHtml() => View().ToHtml();

    /// <summary>The same tables as text.</summary>
    public override string ToString() => View().ToText();

    private View View()
    {
        var samples = Names.Samples(Inputs);
        return new(
            $"Forward pass of {Words.Count(Inputs.RowCount, "sample")}",
            [.. Layers.Select(layer => layer.Table(samples, Layers.Count))])
        { Pass = PlayerModel.Pass(this, loss: null) };
    }
}

/// <content>Its form in a notebook.</content>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed partial record LayerForward : IHtmlContent
{
    /// <summary>z and a as an HTML table: a row for each sample, a column for each unit.</summary>
    public string ToHtml() => View().ToHtml();

    /// <summary>The same table as text.</summary>
    public override string ToString() => View().ToText();

    internal NumberTable Table(SampleNames samples, int? layers)
    {
        var units = Names.Units(Number, layers, Z.ColumnCount);
        return new($"Layer {Symbols.Invariant(Number)} · {Activation.Title}", samples.Heading, samples.Name,
            [
                new(Symbols.Z(Number), units, Z) { Key = (n, unit) => PlayerModel.Key("z", Number, unit, n) },
                new(Symbols.A(Number), units, A) { Key = (n, unit) => PlayerModel.Key("a", Number, unit, n) },
            ])
        {
            Note = Symbols.Z(Number) + " = " + Symbols.A(Number - 1) + "·" + Symbols.W(Number) + " + " + Symbols.B(Number) + ", "
                + Symbols.A(Number) + $" = {Activation.Title}(" + Symbols.Z(Number) + ")",
        };
    }

    private View View() => new($"Forward pass of layer {Symbols.Invariant(Number)}", [Table(Names.Samples(), layers: null)]);
}
