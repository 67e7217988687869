namespace Backprop;

/// <content>Its form in a notebook.</content>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed partial record ParameterUpdate : IHtmlContent
{
    /// <summary>W and b before, their change and after, for every layer, as HTML tables.</summary>
    public string ToHtml() => View().ToHtml();

    /// <summary>The same tables as text.</summary>
    public override string ToString() => View().ToText();

    private View View() =>
        new("Update with learning rate " + Symbols.LearningRate + $" = {NumberFormat.Exact(LearningRate)}",
            [.. Layers.Select(layer => layer.Table(Layers.Count))]);
}

/// <content>Its form in a notebook.</content>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed partial record LayerUpdate : IHtmlContent
{
    /// <summary>W and b before, their change and after, as an HTML table.</summary>
    public string ToHtml() => View().ToHtml();

    /// <summary>The same table as text.</summary>
    public override string ToString() => View().ToText();

    internal NumberTable Table(int? layers) => ParameterTables.Of($"Layer {Symbols.Invariant(Number)}", Number, layers,
    [
        new(Symbols.W(Number) + " before", WeightsBefore, BiasBefore),
        new("−" + Symbols.LearningRate + "·" + Symbols.GradientOf(Symbols.W(Number)), WeightChange, BiasChange),
        new(Symbols.W(Number) + " after", WeightsAfter, BiasAfter) { Operator = "=" },
    ]);

    private View View() => new($"Update of layer {Symbols.Invariant(Number)}", [Table(layers: null)]);
}
