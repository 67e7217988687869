using System.Text.Json;

namespace NotebookRunner.Execution;

/// <summary>
/// A JavaScript cell as HTML. As in VS Code the code is the body of an asynchronous function, what it assigns without declaring is
/// global, <c>return</c> and <c>console.log</c> show below the cell, and cells run one after the other.
/// </summary>
internal static class JavaScriptCell
{
    // Serialized by default settings, < is escaped, so that no text in the code can end the script element.
    public static string ToHtml(string code) => $$"""
        <pre class="javascript-output" hidden></pre><script>{
        const place = document.currentScript.previousElementSibling;
        const text = value => typeof value === "string" ? value : value instanceof Error ? value.name + ": " + value.message : JSON.stringify(value) ?? String(value);
        const print = (...values) => { place.hidden = false; place.textContent += values.map(text).join(" ") + "\n"; };
        const cell = async () => {
        const body = Object.getPrototypeOf(cell).constructor("console", {{JsonSerializer.Serialize(code)}});
        const result = await body({ ...console, log: print, info: print, warn: print, error: print });
        if (result !== undefined) print(result);
        };
        globalThis.notebookCells = (globalThis.notebookCells ?? Promise.resolve()).then(cell).catch(print);
        }</script>
        """;
}
