using System.Net;

namespace Backprop;

/// <summary>The plotly.js that draws the figures.</summary>
public static class PlotlyJs
{
    /// <summary>The version that figures are made for.</summary>
    public const string Version = "2.28.0";

    /// <summary>Where a figure loads it from if the page does not have one.</summary>
    public const string Address = "https://cdn.plot.ly/plotly-" + Version + ".min.js";

    private static readonly Lazy<string> drawing = new(() => ReadResource("figure.js").Replace("PLOTLY_JS_ADDRESS", Address, StringComparison.Ordinal));

    /// <summary>
    /// Puts plotly.js itself into the notebook, for work without internet: the last line of a cell, once a notebook.
    /// The output is as large as the file, 3.6 MB.
    /// </summary>
    /// <param name="path">A local plotly.min.js; npm's <c>plotly.js-dist-min</c> has one.</param>
    /// <example><code>PlotlyJs.Embed("plotly.min.js")</code></example>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">The file is not plotly.js.</exception>
    public static EmbeddedPlotlyJs Embed(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no file '{Path.GetFullPath(path)}'. Download {Address} with a browser that has internet and give the path of that file.", path);
        string script = File.ReadAllText(path);
        int line = script.IndexOf("plotly.js v", 0, Math.Min(script.Length, 1000), StringComparison.Ordinal);
        if (line < 0)
            throw new ArgumentException($"'{path}' is not a plotly.js file: it does not start with its name and version. Download {Address}.", nameof(path));
        return new EmbeddedPlotlyJs(script[(line + "plotly.js v".Length)..].Split('\n', 2)[0].Trim(), script);
    }

    /// <summary>The script that draws the figures of a page.</summary>
    internal static string DrawingScript => drawing.Value;

    /// <summary>A script in a form that cannot end its element early.</summary>
    internal static string InElement(string script) => $"<script>{script.Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase)}</script>";

    private static string ReadResource(string name)
    {
        using var reader = new StreamReader(typeof(PlotlyJs).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}

/// <summary>A plotly.js to put into a notebook; shown, it also draws the figures that waited for it.</summary>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class EmbeddedPlotlyJs : IHtmlContent
{
    private readonly string script;

    internal EmbeddedPlotlyJs(string version, string script)
    {
        Version = version;
        this.script = script;
    }

    /// <summary>The version of the file.</summary>
    public string Version { get; }

    /// <summary>The script, hidden from an AMD loader, and a line that says it is there.</summary>
    public string ToHtml() =>
        PlotlyJs.InElement($"(function (define, module, exports) {{\n{script}\n}})();")
        + PlotlyJs.InElement(PlotlyJs.DrawingScript)
        + $"<p>{WebUtility.HtmlEncode(ToString())}</p>";

    /// <inheritdoc/>
    public override string ToString() => $"plotly.js {Version} is in this notebook: figures draw without a network.";
}
