namespace Backprop;

/// <summary>
/// A picture of a network, inputs on the left: the width and colour of an edge show the size and sign of its weight or gradient,
/// the colour of a unit its activation or delta. Of large layers the first and last units are drawn.
/// </summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class Diagram : IHtmlContent
{
    private readonly DiagramContent content;

    private Diagram(DiagramContent content) => this.content = content;

    /// <summary>The network with its weights.</summary>
    public static Diagram Of(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        int layers = network.Layers.Count;
        return new(new DiagramContent
        {
            Title = network.ToString(),
            Description = "Edges: weights.",
            Sizes = network.Sizes,
            Headings = Headings(network.Layers.Select(layer => layer.Activation)),
            Weights = [.. network.Layers.Select(layer =>
                new DiagramEdges(layer.Weights, (i, j) => Weight(network.Sizes, layer.Number, i, j).Text) { Format = FormatOf(layer) })],
            Nodes = [.. network.Sizes.Select((size, l) => l == 0 ? null
                : new DiagramNodes(
                    Matrix.OneRow(network.Layers[l - 1].Bias), index =>
                    Symbols.Entry(Symbols.B(l), Names.Unit(l, layers, size, index))
                        .Text) { IsFilled = false, Format = FormatOf(network.Layers[l - 1]) })],
        });
    }

    /// <summary>A forward pass: the activations of one sample.</summary>
    /// <param name="forward">The forward pass.</param>
    /// <param name="sample">The sample, from 1 as on the tables.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public static Diagram Of(ForwardPass forward, int sample = 1)
    {
        ArgumentNullException.ThrowIfNull(forward);
        int row = Position.Index(sample, forward.Inputs.RowCount, nameof(sample), "the batch");
        int[] sizes = Sizes(forward);
        return new(new DiagramContent
        {
            Title = $"Forward pass, {Names.Sample(forward.Inputs, row)}",
            Description = "Edges: weights. Units: activations.",
            Sizes = sizes,
            Headings = Headings(forward.Layers.Select(layer => layer.Activation)),
            Weights = [.. forward.Layers.Select(layer =>
                new DiagramEdges(layer.Weights, (i, j) => Weight(sizes, layer.Number, i, j).Text))],
            Nodes = [.. sizes.Select((size, l) =>
                new DiagramNodes((l == 0 ? forward.Inputs : forward.Layers[l - 1].A).SelectRows([row]),
                    index => Activation(sizes, l, index).Text))],
        });
    }

    /// <summary>
    /// A backward pass of one sample, from the loss back to layer 1: on an edge flows delta·W, at a unit what arrives is added and
    /// multiplied by φ′(z),
    /// which gives its delta.
    /// </summary>
    /// <param name="backward">The backward pass.</param>
    /// <param name="sample">The sample, from 1 as on the tables.</param>
    /// <param name="weightGradients">Whether the edges show what the deltas leave on the weights instead: this sample's part of
    /// ∂L/∂W.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public static Diagram Of(BackwardPass backward, int sample = 1, bool weightGradients = false)
    {
        ArgumentNullException.ThrowIfNull(backward);
        int row = Position.Index(sample, backward.Forward.Inputs.RowCount, nameof(sample), "the batch");
        return Of(backward, row, weightGradients, Names.Sample(backward.Forward.Inputs, row));
    }

    /// <summary>The same for a row whose sample has a number of its own in the data it is from.</summary>
    internal static Diagram Of(BackwardPass backward, int row, bool weightGradients, string sampleName)
    {
        var forward = backward.Forward;
        int[] sizes = Sizes(forward);
        return new(new DiagramContent
        {
            Title = $"Backward pass, {sampleName}",
            Description = weightGradients
                ? "Arrows: ∂L/∂ŷ, then this sample's part of ∂L/∂W. Units: delta."
                : "Arrows: ∂L/∂ŷ, then delta·W. Units: ·φ′(z) = delta.",
            Sizes = sizes,
            Headings = Headings(forward.Layers.Select(layer => layer.Activation)),
            Weights = [.. backward.Layers.Select(layer => weightGradients
                ? new DiagramEdges(
                    SampleGradient(backward, layer, row), (i, j) =>
                    $"{Activation(sizes, layer.Number - 1, i).Text}·{Delta(sizes, layer.Number, j).Text}")
                : new DiagramEdges(
                    Flow(backward, layer, row), (i, j) =>
                    $"{Delta(sizes, layer.Number, j).Text}·{Weight(sizes, layer.Number, i, j).Text}"))],
            Nodes = [.. sizes.Select((size, l) => l == 0 ? null
                : new DiagramNodes(backward.Layers[l - 1].Delta.SelectRows([row]), index => Delta(sizes, l, index).Text)
            {
                Factor = backward.Layers[l - 1].Derivative?.SelectRows([row]),
            })],
            OutputGradient =
                new(backward.Loss.Gradient.SelectRows([row]),
                    index => Symbols.GradientOf(Names.Unit(sizes.Length - 1, sizes.Length - 1, sizes[^1], index)).Text),
        });
    }

    /// <summary>The picture as HTML: an SVG element that takes its text colour from the page.</summary>
    public string ToHtml() => $"<div class=\"bp\">{Style.Element}{ToSvg()}</div>";

    /// <summary>What the picture shows, in a line.</summary>
    public override string ToString() => $"{content.Title}. {content.Description}";

    /// <summary>The SVG element alone.</summary>
    internal string ToSvg() => new DiagramSvg(content).Write();

    /// <summary>The format that the layer's table has.</summary>
    private static NumberFormat FormatOf(Layer layer) => NumberFormat.For([.. layer.Weights.Values, .. layer.Bias.Values]);

    private static int[] Sizes(ForwardPass forward) => [forward.Inputs.ColumnCount, .. forward.Layers.Select(layer => layer.Z.ColumnCount)];

    private static string[] Headings(IEnumerable<Activation> activations) =>
        ["inputs", .. activations.Select((activation, l) => $"layer {Symbols.Invariant(l + 1)} · {activation.Title}")];

    private static Matrix SampleGradient(BackwardPass backward, LayerBackward layer, int row)
    {
        var inputs = layer.Number == 1 ? backward.Forward.Inputs : backward.Forward.Layers[layer.Number - 2].A;
        return inputs.SelectRows([row]).Transpose() * layer.Delta.SelectRows([row]);
    }

    /// <summary>What each unit sends back along its weights: delta·W.</summary>
    private static Matrix Flow(BackwardPass backward, LayerBackward layer, int row)
    {
        var weights = backward.Forward.Layers[layer.Number - 1].Weights;
        double[] flow = [.. weights.Values];
        for (int k = 0; k < flow.Length; k++)
            flow[k] *= layer.Delta[row, k % weights.ColumnCount];
        return new Matrix(weights.RowCount, weights.ColumnCount, flow);
    }

    private static Formula Unit(IReadOnlyList<int> sizes, int layer, int index) => Names.Unit(layer, sizes.Count - 1, sizes[layer], index);

    private static Formula Weight(IReadOnlyList<int> sizes, int layer, int input, int output) =>
        Symbols.Entry(Symbols.W(layer), Unit(sizes, layer - 1, input) + "," + Unit(sizes, layer, output));

    private static Formula Activation(IReadOnlyList<int> sizes, int layer, int index) =>
        layer == 0 || layer == sizes.Count - 1 ? Unit(sizes, layer, index) : Symbols.Entry(Symbols.A(layer), Unit(sizes, layer, index));

    private static Formula Delta(IReadOnlyList<int> sizes, int layer, int index) =>
        Symbols.Entry(Symbols.Delta(layer), Unit(sizes, layer, index));
}
