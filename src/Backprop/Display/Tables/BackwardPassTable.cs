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
        string order = Layers.Count == 1 ? "" : $", layer {Symbols.Invariant(Layers.Count)} first";
        var tables = Layers.Reverse()
            .SelectMany(layer => new[] { layer.DeltaTable(samples, Layers.Count), layer.GradientTable(Layers.Count) });
        return new($"Backward pass of the {Loss.Function.Title}{order}", [.. tables])
        {
            TablesPerLayer = 2,
            Pass = PlayerModel.Pass(Forward, Loss),
        };
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
        var (gradient, derivative, delta) =
            (Symbols.GradientOf(Symbols.A(Number)), Symbols.Derivative(Symbols.Z(Number)), Symbols.Delta(Number));
        List<ColumnGroup> groups = [new(gradient, units, ActivationGradient) { Key = Key("g") }];
        if (Derivative is not null) groups.Add(new(derivative, units, Derivative) { Operator = "⊙", Key = Key("d") });
        groups.Add(new(delta, units, Delta) { Operator = Derivative is null ? "" : "=", Key = Key("delta") });
        return new($"Layer {Symbols.Invariant(Number)} · delta", samples.Heading, samples.Name, groups)
        {
            Note = DeltaFormula(layers),
            StartsLine = true,
        };
    }

    private Func<int, int, string> Key(string kind) => (n, unit) => PlayerModel.Key(kind, Number, unit, n);

    private Formula DeltaFormula(int? layers)
    {
        var (delta, gradient, a) = (Symbols.Delta(Number), Symbols.GradientOf(Symbols.A(Number)), Symbols.A(Number));
        if (Derivative is null) return delta + " = " + a + " ⊙ (" + gradient + " − Σ " + a + " ⊙ " + gradient + ")";
        var backpropagated = Number < layers
            ? "(" + Symbols.Delta(Number + 1) + "·" + Formula.Transposed(Symbols.W(Number + 1)) + ")"
            : gradient;
        return delta + " = " + backpropagated + " ⊙ " + Symbols.Derivative(Symbols.Z(Number));
    }

    internal NumberTable GradientTable(int? layers) => Gradient.Table(Number, layers);

    private View View() =>
        new($"Backward pass of layer {Symbols.Invariant(Number)}",
            [DeltaTable(Names.Samples(), layers: null), GradientTable(layers: null)]);
}
