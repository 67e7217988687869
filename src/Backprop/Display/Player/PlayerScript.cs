using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Backprop;

/// <summary>
/// The scripts of the player, put together in the order in which each needs the ones before it, and the element that carries them.
/// Every output carries them compressed; a page unpacks and installs them once.
/// </summary>
internal static partial class PlayerScript
{
    private static readonly string[] files =
    [
        "engine.js", "steps.js", "numbers.js", "expressions.js", "naming.js", "equations.js", "predict.js", "picture.js", "passTables.js",
        "curves.js", "controls.js", "sentences.js", "views.js", "settings.js", "player.js", "graph.js", "graphPicture.js",
        "graphPlayer.js", "random.js", "points.js", "playground.js", "tables.js",
    ];

    private static readonly Lazy<string> element = new(CreateElement);

    /// <summary>The functions and what the scripts define; nothing of it needs a page before it is called.</summary>
    public static string Definitions { get; } = string.Concat(files.Select(ReadResource).Prepend(PlayerFunctions.Script));

    /// <summary>All of it, as a page runs it.</summary>
    public static string Whole =>
        $"(() => {{\n\"use strict\";\n{Definitions}const style = {System.Text.Json.JsonSerializer.Serialize(ReadResource("player.css"))};\n"
        + $"{ReadResource("start.js")}\nwindow.backpropPlayer = {{ start }};\nstart();\n}})();\n";

    /// <summary>The script element that every output carries.</summary>
    public static string Element => element.Value;

    /// <summary>An output: a still picture for where no script runs, what the scripts are given, and the scripts.</summary>
    /// <param name="kind">Which script starts it: network, graph or playground.</param>
    /// <param name="still">HTML.</param>
    /// <param name="model">The model.</param>
    /// <param name="functions">A script element with functions of one's own.</param>
    public static string Output(string kind, string still, JsonObject model, string functions = "") => $"""
        <div class="bp-player" data-kind="{kind}"><div class="still">{still}</div>
        <script type="application/json">{model.ToJsonString(PlayerModel.Options)}</script>
        {functions}{element.Value}
        </div>
        """;

    /// <summary>
    /// A promise on the page's window, shared by all outputs, so that a page installs the scripts once, whatever comes first.
    /// </summary>
    private static string CreateElement() => "<script>(function () {\n"
        + "  if (window.backpropPlayer) { window.backpropPlayer.start(); return; }\n"
        + "  if (window.backpropPlayerLoads || typeof DecompressionStream === \"undefined\") return;\n"
        + "  window.backpropPlayerLoads = true;\n"
        + $"  var bytes = Uint8Array.from(atob(\"{Convert.ToBase64String(Compress(Whole))}\"), "
        + $"function (c) {{ return c.charCodeAt(0); }});\n"
        + "  new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream(\"gzip\"))).text().then(function (text) {\n"
        + "    var script = document.createElement(\"script\"); script.textContent = text; document.head.append(script); script.remove();\n"
        + "  });\n})();</script>";

    private static byte[] Compress(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    /// <summary>A file without its comments.</summary>
    private static string ReadResource(string name)
    {
        using var reader = new StreamReader(typeof(PlayerScript).Assembly.GetManifestResourceStream(name)!);
        return Comments().Replace(reader.ReadToEnd(), "");
    }

    [GeneratedRegex(@"^[ \t]*//.*\n", RegexOptions.Multiline)]
    private static partial Regex Comments();
}
