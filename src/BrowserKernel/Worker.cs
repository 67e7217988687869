using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BrowserKernel;

/// <summary>What the worker's script calls, and what is called there: the messages of <c>worker.js</c>.</summary>
[SupportedOSPlatform("browser")]
internal static partial class Worker
{
    private static readonly JsonSerializerOptions json =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static CellEngine? engine;

    /// <summary>Makes a session in which no cell has run yet.</summary>
    /// <param name="assemblies">The names of the assemblies that cells may use.</param>
    [JSExport]
    internal static async Task Start(string[] assemblies)
    {
        engine = new CellEngine(assemblies, Assembly, Output);
        // The only thread does work of the pool while it waits for it, but not before it has done some: the compiler waits for such work.
        await Task.Run(() => { });
    }

    /// <summary>Hands over what is still to be shown of the cells that have run, before another one does.</summary>
    [JSExport]
    internal static void Flush() => engine!.Flush();

    /// <summary>Runs a cell; what it shows goes to <see cref="Output"/> while it runs.</summary>
    /// <returns>How it ended, as JSON: <c>{}</c> or the error.</returns>
    [JSExport]
    internal static async Task<string> Run(string name, string code) =>
        (await engine!.RunAsync(name, code)) is { } error ? Error(error).ToJsonString(json) : "{}";

    /// <summary>The bytes of an assembly.</summary>
    [JSImport("assembly", "worker")]
    private static partial byte[] Assembly(string name);

    /// <summary>Shows something below the running cell.</summary>
    /// <param name="id">The name of a display, which replaces what it showed before; empty for anything else.</param>
    /// <param name="mimeType"><c>stdout</c>, <c>stderr</c> or a MIME type.</param>
    /// <param name="content">The text to add to a stream, or the content of the output.</param>
    [JSImport("output", "worker")]
    private static partial void Output(string id, string mimeType, string content);

    private static JsonObject Error(CellError error) => new()
    {
        ["name"] = error.Name,
        ["message"] = error.Message,
        ["trace"] = new JsonArray([.. error.Trace.Select(line => JsonValue.Create(line))]),
        ["marks"] = new JsonArray([.. error.Marks.Select(mark => new JsonObject
        {
            ["line"] = mark.Line,
            ["column"] = mark.Column,
            ["endLine"] = mark.EndLine,
            ["endColumn"] = mark.EndColumn,
            ["message"] = mark.Message,
        })]),
    };
}
