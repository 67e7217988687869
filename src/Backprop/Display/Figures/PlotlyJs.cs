using System.Collections.Concurrent;
using System.Net;
using System.Text.RegularExpressions;

namespace Backprop;

/// <summary>
/// The plotly.js that draws the figures. The library carries its partial bundles, compressed, so that a page draws without a network:
/// the first figure of a notebook brings the bundle along, the later ones find it in the page.
/// </summary>
/// <remarks>
/// A bundle is unpacked by the browser's <c>DecompressionStream</c>; <c>window.Plotly</c> and module loaders do not get to see it.
/// </remarks>
public static partial class PlotlyJs
{
    /// <summary>The version that figures are made for.</summary>
    public const string Version = "2.35.3";

    /// <summary>Curves, bars, heat maps and contours.</summary>
    internal const string Cartesian = "cartesian";

    /// <summary>Surfaces and paths in space.</summary>
    internal const string Gl3d = "gl3d";

    private static readonly Lazy<string> drawing = new(() => ReadText("figure.js"));
    private static readonly ConcurrentDictionary<string, string> elements = new();
    private static readonly ConcurrentDictionary<string, string> carriers = new();

    /// <summary>
    /// Brings plotly.js into the notebook once more, as the last line of a cell: for a page whose first figure has been changed or
    /// deleted since, and which was opened again without being run.
    /// </summary>
    /// <example><code>PlotlyJs.Embed()</code></example>
    public static EmbeddedPlotlyJs Embed() => new();

    /// <summary>The script that draws the figures of a page.</summary>
    internal static string DrawingScript => drawing.Value;

    /// <summary>A script in a form that cannot end its element early.</summary>
    internal static string InElement(string script) =>
        $"<script>{script.Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase)}</script>";

    /// <summary>
    /// A bundle as an element that figure.js unpacks; empty if the library was built without them, for a page that has its own.
    /// </summary>
    internal static string Element(string bundle) => elements.GetOrAdd(bundle, static name =>
        typeof(PlotlyJs).Assembly.GetManifestResourceStream($"plotly-{name}.min.js.gz") is { } stream
            ? $"<script type=\"application/gzip\" class=\"plotly-js\" data-bundle=\"{name}\">{Base64(stream)}</script>"
            : "");

    /// <summary>The same for the figure that is the first to ask, and whenever it asks again; empty for all others.</summary>
    /// <param name="bundle">The bundle that the figure needs.</param>
    /// <param name="figure">The figure's id.</param>
    internal static string ElementForFirst(string bundle, string figure) =>
        carriers.GetOrAdd(bundle, figure) == figure ? Element(bundle) : "";

    /// <summary>HTML without the bundles in it.</summary>
    internal static string WithoutElements(string html) => BundleElement().Replace(html, "");

    private static string ReadText(string name)
    {
        using var reader = new StreamReader(typeof(PlotlyJs).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }

    private static string Base64(Stream stream)
    {
        using var bytes = new MemoryStream();
        using (stream) stream.CopyTo(bytes);
        return Convert.ToBase64String(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    [GeneratedRegex("<script type=\"application/gzip\" class=\"plotly-js\"[^>]*>[^<]*</script>")]
    private static partial Regex BundleElement();
}

/// <summary>The plotly.js that the library carries; shown, it also draws the figures that waited for it.</summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class EmbeddedPlotlyJs : IHtmlContent
{
    internal EmbeddedPlotlyJs()
    {
    }

    /// <summary>The bundles, and a line that says they are there.</summary>
    public string ToHtml() =>
        PlotlyJs.Element(PlotlyJs.Cartesian) + PlotlyJs.Element(PlotlyJs.Gl3d) + PlotlyJs.InElement(PlotlyJs.DrawingScript)
        + $"<p>{WebUtility.HtmlEncode(ToString())}</p>";

    /// <inheritdoc/>
    public override string ToString() => $"plotly.js {PlotlyJs.Version} is in this notebook: figures draw without a network.";
}
