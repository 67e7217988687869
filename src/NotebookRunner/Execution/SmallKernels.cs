using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Formatting;

namespace NotebookRunner.Execution;

/// <summary>Does one thing with the text of a cell.</summary>
internal sealed class SmallKernel : Kernel, IKernelCommandHandler<SubmitCode>
{
    private readonly Action<SubmitCode, KernelInvocationContext> submit;

    private SmallKernel(string name, string language, Action<SubmitCode, KernelInvocationContext> submit) : base(name)
    {
        KernelInfo.LanguageName = language;
        this.submit = submit;
    }

    /// <summary>Shows the text as it is, for the page to draw.</summary>
    public static SmallKernel Showing(string name, string language, string mimeType) =>
        new(name, language, (command, context) => context.DisplayAs(command.Code, mimeType));

    /// <summary>Stands for a language whose kernel this program does not have.</summary>
    public static SmallKernel Missing(string name, string language) =>
        new(name, language, (command, context) => context.Fail(command, message: Sentence(language)));

    /// <summary>What a cell in a language is told that has no kernel.</summary>
    public static string Sentence(string language) =>
        $"cells in {language} are not run here; C#, HTML, JavaScript, Markdown and Mermaid are, and #!value";

    Task IKernelCommandHandler<SubmitCode>.HandleAsync(SubmitCode command, KernelInvocationContext context)
    {
        submit(command, context);
        return Task.CompletedTask;
    }
}

/// <summary>Scripts of JavaScript cells run when the page is opened.</summary>
internal sealed class PageFrontend : FrontendEnvironment
{
    public override Task ExecuteClientScript(string code, KernelInvocationContext context)
    {
        context.DisplayAs(JavaScriptCell.ToHtml(code), HtmlFormatter.MimeType);
        return Task.CompletedTask;
    }
}
