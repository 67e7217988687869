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
        // Serialized by default settings, < is escaped, so that no text in the code can end the script element.
        string html = Asset.Text("javascript-cell.html").TrimEnd().Replace("CODE", JsonSerializer.Serialize(code));
        context.DisplayAs(html, HtmlFormatter.MimeType);
        return Task.CompletedTask;
    }
}
