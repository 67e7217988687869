namespace Backprop;

/// <content>Its form in a notebook.</content>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed partial class Network : IHtmlContent
{
    private const int MostDrawnLayers = 12;

    /// <summary>
    /// A diagram (of up to 12 layers), and W and b of every layer as HTML tables: a row for each input of the layer and one for the bias, a
    /// column for each unit.
    /// </summary>
    public string ToHtml() => View().ToHtml();

    private View View() => new(ToString(), [.. Layers.Select(layer => layer.Table(Layers.Count))])
    {
        Picture = Layers.Count <= MostDrawnLayers ? Diagram.Of(this).ToSvg() : "",
    };
}

/// <content>Its form in a notebook.</content>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed partial class Layer : IHtmlContent
{
    /// <summary>W and b as HTML: a row for each input and one for the bias, a column for each unit.</summary>
    public string ToHtml() => new View(ToString(), [Table(layers: null)]).ToHtml();

    internal NumberTable Table(int? layers) =>
        ParameterTables.Of(
            $"Layer {Symbols.Invariant(Number)} · {Activation.Title}", Number, layers, [new(Symbols.W(Number), Weights, Bias)]);
}
