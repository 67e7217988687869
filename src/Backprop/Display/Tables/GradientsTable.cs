namespace Backprop;

/// <content>Its form in a notebook.</content>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed partial class Gradients : IHtmlContent
{
    /// <summary>∂L/∂W and ∂L/∂b of every layer as HTML tables, in the shape of the parameters.</summary>
    public string ToHtml() => View().ToHtml();

    /// <summary>The same tables as text.</summary>
    public override string ToString() => View().ToText();

    private View View() => new("Gradients", [.. layers.Select((layer, index) => layer.Table(index + 1, Count))]);
}

/// <content>Its form in a notebook.</content>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed partial record LayerGradient : IHtmlContent
{
    /// <summary>∂L/∂W and ∂L/∂b as an HTML table, in the shape of the parameters.</summary>
    public string ToHtml() => View().ToHtml();

    /// <summary>The same table as text.</summary>
    public override string ToString() => View().ToText();

    internal NumberTable Table(int layer, int? layers) => ParameterTables.Of($"Layer {Symbols.Invariant(layer)} · gradient", layer, layers,
        [new(Symbols.GradientOf(Symbols.W(layer)), Weights, Bias) { Kinds = ("dW", "db") }]) with
    {
        Note = Symbols.GradientOf(Symbols.W(layer)) + " = " + Formula.Transposed(Symbols.A(layer - 1)) + "·" + Symbols.Delta(layer) + ", "
            + Symbols.GradientOf(Symbols.B(layer)) + " = " + Symbols.SumOverSamples + Symbols.Delta(layer),
    };

    private View View() =>
        new("Gradient of a layer",
        [ParameterTables.Of(Formula.Empty, 1, null, [new(Symbols.GradientOf(Formula.Variable("W")), Weights, Bias)])]);
}
