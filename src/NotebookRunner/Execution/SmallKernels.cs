using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Formatting;

namespace NotebookRunner.Execution;

/// <summary>Does one thing with the text of a cell.</summary>
internal sealed class SmallKernel(string name, Action<SubmitCode, KernelInvocationContext> submit) : Kernel(name),
    IKernelCommandHandler<SubmitCode>
{
    /// <summary>Shows the text as it is, for the page to draw.</summary>
    public static SmallKernel Showing(string name, string mimeType) =>
        new(name, (command, context) => context.DisplayAs(command.Code, mimeType));

    /// <summary>Stands for a language whose kernel this program does not have.</summary>
    public static SmallKernel Missing(string name, string language) =>
        new(name, (command, context) => context.Fail(command, message: Sentence(language)));

    /// <summary>What a cell in a language is told that has no kernel.</summary>
    public static string Sentence(string language) =>
        $"cells in {language} are not run here; C#, HTML, JavaScript, Markdown and Mermaid are, and #!value";

    Task IKernelCommandHandler<SubmitCode>.HandleAsync(SubmitCode command, KernelInvocationContext context)
    {
        submit(command, context);
        return Task.CompletedTask;
    }
}

/// <summary>
/// Scripts of JavaScript cells run when the page is opened. As in VS Code the code is the body of an asynchronous function, what it assigns
/// without declaring is global, <c>return</c> and <c>console.log</c> show below the cell, and cells run one after the other.
/// </summary>
internal sealed class PageFrontend : FrontendEnvironment
{
    public override Task ExecuteClientScript(string code, KernelInvocationContext context)
    {
        context.DisplayAs(ToHtml(code), HtmlFormatter.MimeType);
        return Task.CompletedTask;
    }

    // Serialized by default settings, < is escaped, so that no text in the code can end the script element.
    private static string ToHtml(string code) => $$"""
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
