namespace Backprop;

/// <content>Its form in a notebook.</content>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed partial record BackwardPass : IHtmlContent
{
    /// <summary>delta and the gradients of every layer as HTML tables, layer L first: the order of the computation.</summary>
    public string ToHtml() => View().ToHtml();

    /// <summary>The same tables as text.</summary>
    public override string ToString() => View().ToText();

    private View View()
    {
        var samples = Names.Samples(Forward.Inputs);
        return new($"Backward pass of {Loss.Loss.Name}, layer {Symbols.Invariant(Layers.Count)} first",
            [.. Layers.Reverse().SelectMany(layer => new[] { layer.DeltaTable(samples, Layers.Count), layer.GradientTable(Layers.Count) })]);
    }
}

/// <content>Its form in a notebook.</content>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed partial record LayerBackward : IHtmlContent
{
    /// <summary>delta and the gradients as HTML tables.</summary>
    public string ToHtml() => View().ToHtml();

    /// <summary>The same tables as text.</summary>
    public override string ToString() => View().ToText();

    internal NumberTable DeltaTable(SampleNames samples, int? layers)
    {
        var units = Names.Units(Number, layers, Delta.ColumnCount);
        List<ColumnGroup> groups = [new(Symbols.GradientOf(Symbols.A(Number)), units, ActivationGradient)];
        if (Derivative is not null) groups.Add(new(Symbols.Derivative(Symbols.Z(Number)), units, Derivative));
        groups.Add(new(Symbols.Delta(Number), units, Delta));
        return new($"Layer {Symbols.Invariant(Number)}: deltas", samples.Heading, samples.Name, groups);
    }

    internal NumberTable GradientTable(int? layers) => Gradient.Table(Number, layers);

    private View View() => new($"Backward pass of layer {Symbols.Invariant(Number)}", [DeltaTable(Names.Samples(), layers: null), GradientTable(layers: null)]);
}
