using System.Globalization;
using System.Net;
using System.Text;

namespace Backprop;

/// <summary>Draws a <see cref="DiagramContent"/> as an SVG element.</summary>
internal sealed class DiagramSvg
{
    private const double Thinnest = 0.8;
    private const double Thickest = 5;

    private readonly StringBuilder svg = new();
    private readonly DiagramContent content;
    private readonly DiagramLayout layout;
    private readonly double edgeScale;

    public DiagramSvg(DiagramContent content)
    {
        this.content = content;
        layout = new(content.Sizes, content.OutputGradient is null ? 0 : 1);
        edgeScale = content.Weights.Max(edges => Tint.Scale(edges.Values.Values));
    }

    private bool IsBackward => content.OutputGradient is not null;

    public string Write()
    {
        string title = WebUtility.HtmlEncode(content.Title), legend = WebUtility.HtmlEncode(content.Description);
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"{title}\" "
                + $"viewBox=\"0 0 {layout.Width:0} {layout.Height:0}\" width=\"{layout.Width:0}\" "
                + $"style=\"min-width:{layout.NarrowestWidth:0}px;max-width:100%;height:auto;display:block\" "
                + $"fill=\"currentColor\" font-size=\"12\" text-anchor=\"middle\">\n")
            .Append("<title>").Append(title).Append("</title><desc>").Append(legend)
                .Append(" Blue is above zero, orange below; width and strength show the size.</desc>\n");
        WriteHeadings();
        svg.Append("<g fill=\"none\" stroke-linecap=\"round\">\n");
        for (int l = 1; l < content.Sizes.Count; l++)
            WriteEdges(l);
        if (content.OutputGradient is { } gradient) WriteLossEdges(gradient);
        svg.Append("</g>\n");
        if (layout.HasEdgeLabels) WriteEdgeLabels();
        for (int l = 0; l < content.Sizes.Count; l++)
            WriteNodes(l);
        if (IsBackward) WriteNode(layout.X(content.Sizes.Count), layout.CentreY, "L", "none", "the loss", null);
        return svg.Append("</svg>\n").ToString();
    }

    private void WriteHeadings()
    {
        svg.Append("<text x=\"4\" y=\"14\" text-anchor=\"start\" font-size=\"13\">").Append(WebUtility.HtmlEncode(content.Title))
            .Append("<tspan font-size=\"11\" opacity=\".8\" dx=\"10\">")
            .Append(WebUtility.HtmlEncode(content.Description)).Append("</tspan></text>\n");
        for (int l = 0; l < content.Headings.Count; l++)
        {
            Text(layout.X(l), 38, layout.ColumnWidth < 110 && l > 0 ? Symbols.Invariant(l)
                : content.Headings[l], "font-size=\"11\" opacity=\".8\"");
        }
    }

    private void WriteEdges(int layer)
    {
        var edges = content.Weights[layer - 1];
        foreach (var (fromSlot, from, toSlot, to) in Pairs(layer))
        {
            double value = edges.Values[from, to];
            Edge(layout.X(layer - 1), layout.Y(layer - 1, fromSlot), layout.X(layer), layout.Y(layer, toSlot), value, edgeScale,
                edges.Name(from, to));
        }
    }

    private void WriteLossEdges(DiagramNodes gradient)
    {
        int last = content.Sizes.Count - 1;
        double scale = Tint.Scale(gradient.Values.Values);
        var shown = layout.Shown(last);
        for (int slot = 0; slot < shown.Count; slot++)
        {
            if (shown[slot] is { } k)
            {
                Edge(layout.X(last), layout.Y(last, slot), layout.X(last + 1), layout.CentreY, gradient.Values[0, k], scale,
                    gradient.Name(k));
            }
        }
    }

    /// <summary>An edge between two units; in a backward pass an arrow to the left one.</summary>
    private void Edge(double leftX, double leftY, double rightX, double rightY, double value, double scale, string name)
    {
        double length = Math.Sqrt(((rightX - leftX) * (rightX - leftX)) + ((rightY - leftY) * (rightY - leftY)));
        double ux = (rightX - leftX) / length, uy = (rightY - leftY) / length, gap = DiagramLayout.Radius + (IsBackward ? 3 : 0);
        var (x1, y1, x2, y2) = (leftX + (ux * gap), leftY + (uy * gap), rightX - (ux * gap), rightY - (uy * gap));
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{x2:0.#} {y2:0.#}L{x1:0.#} {y1:0.#}");
        if (IsBackward)
        {
            svg.Append(
                CultureInfo.InvariantCulture,
                $"m{(8 * ux) - (4 * uy):0.#} {(8 * uy) + (4 * ux):0.#}L{x1:0.#} {y1:0.#}"
                    + $"l{(8 * ux) + (4 * uy):0.#} {(8 * uy) - (4 * ux):0.#}");
        }

        double size = value == 0 || scale == 0 ? 0 : double.IsFinite(value) ? Math.Abs(value) / scale : 1;
        string colour = !double.IsFinite(value) ? Tint.NotFinite : value > 0 ? Tint.Positive : value < 0 ? Tint.Negative : "#8888";
        svg.Append(
            CultureInfo.InvariantCulture,
            $"\" stroke=\"{colour}\" stroke-width=\"{Thinnest + ((Thickest - Thinnest) * size):0.#}\">"
                + $"<title>{WebUtility.HtmlEncode(name)} = {NumberFormat.Exact(value)}</title></path>\n");
    }

    private void WriteEdgeLabels()
    {
        for (int l = 1; l < content.Sizes.Count; l++)
        {
            foreach (var (fromSlot, from, toSlot, to) in Pairs(l))
            {
                EdgeLabel(
                    layout.X(l - 1), layout.Y(l - 1, fromSlot), layout.X(l), layout.Y(l, toSlot),
                    content.Weights[l - 1].Label(content.Weights[l - 1].Values[from, to]));
            }
        }

        int last = content.Sizes.Count - 1;
        for (int k = 0; content.OutputGradient is { } gradient && k < content.Sizes[last]; k++)
            EdgeLabel(layout.X(last), layout.Y(last, k), layout.X(last + 1), layout.CentreY, gradient.Label(gradient.Values[0, k]));
    }

    /// <summary>
    /// A number along an edge, near its left end: there the edges from one unit to two have parted, and those that cross have not met.
    /// </summary>
    private void EdgeLabel(double x1, double y1, double x2, double y2, string label)
    {
        const double At = 0.28;
        double angle = Math.Atan2(y2 - y1, x2 - x1) * 180 / Math.PI;
        double x = x1 + (At * (x2 - x1)), y = y1 + (At * (y2 - y1));
        Text(x, y, label,
            FormattableString.Invariant($"dx=\"6\" dy=\"-5\" font-size=\"10\" transform=\"rotate({angle:0.#} {x:0.#} {y:0.#})\""));
    }

    private IEnumerable<(int FromSlot, int From, int ToSlot, int To)> Pairs(int layer)
    {
        for (int i = 0; i < layout.Shown(layer - 1).Count; i++)
        {
            for (int j = 0; j < layout.Shown(layer).Count; j++)
            {
                if (layout.Shown(layer - 1)[i] is { } from && layout.Shown(layer)[j] is { } to) yield return (i, from, j, to);
            }
        }
    }

    private void WriteNodes(int column)
    {
        var shown = layout.Shown(column);
        var nodes = content.Nodes[column];
        double scale = nodes is null ? 0 : Tint.Scale(nodes.Values.Values);
        for (int slot = 0; slot < shown.Count; slot++)
        {
            double x = layout.X(column), y = layout.Y(column, slot);
            if (shown[slot] is not { } index)
            {
                Text(x, y - 2, "⋮", "font-size=\"18\"");
                Text(x, y + 14, $"{Symbols.Invariant(content.Sizes[column] - shown.Count + 1)} more", "font-size=\"11\" opacity=\".8\"");
                continue;
            }

            string name = Names.Unit(column, content.Sizes.Count - 1, content.Sizes[column], index).Text;
            double? value = nodes?.Values[0, index];
            string fill = value is { } v && nodes!.IsFilled ? Tint.Of(v, scale) ?? "none" : "none";
            WriteNode(x, y, name, fill, value is { } number ? $"{nodes!.Name(index)} = {NumberFormat.Exact(number)}" : name,
                nodes is null || (scale == 0 && !nodes.IsFilled)
                    ? null
                    : Prefix(nodes, index) + nodes.Label(nodes.Values[0, index]));
        }
    }

    /// <summary>What stands before the number of a unit: its factor in a backward pass where there is room, or that it is a bias.</summary>
    private string Prefix(DiagramNodes nodes, int index) =>
        !nodes.IsFilled
            ? "b "
            : nodes.Factor is { } factor && layout.ColumnWidth > 120 ? $"·{NumberFormat.Single(factor[0, index])} = " : "";

    private void WriteNode(double x, double y, string label, string fill, string title, string? below)
    {
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<g><title>{WebUtility.HtmlEncode(title)}</title><circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"{DiagramLayout.Radius:0}\""
                + $" fill=\"{fill}\" stroke=\"currentColor\" pointer-events=\"all\"/>");
        Text(x, y + 4, label, label.Length > 3 ? "font-size=\"10\"" : "");
        if (below is not null) Text(x, y + DiagramLayout.Radius + 13, below, "font-size=\"11\"");
        svg.Append("</g>\n");
    }

    private void Text(double x, double y, string text, string attributes) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y:0.#}\"").Append(attributes.Length > 0 ? " " : "")
            .Append(attributes).Append('>').Append(WebUtility.HtmlEncode(text)).Append("</text>");
}
