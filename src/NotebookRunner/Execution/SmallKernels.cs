using System.Globalization;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;

namespace NotebookRunner.Execution;

/// <summary>Shows the text of a cell as it is, for the page to draw.</summary>
internal sealed class TextKernel : Kernel, IKernelCommandHandler<SubmitCode>
{
    private readonly string mimeType;

    public TextKernel(string name, string language, string mimeType) : base(name)
    {
        KernelInfo.LanguageName = language;
        this.mimeType = mimeType;
    }

    Task IKernelCommandHandler<SubmitCode>.HandleAsync(SubmitCode command, KernelInvocationContext context)
    {
        context.DisplayAs(command.Code, mimeType);
        return Task.CompletedTask;
    }
}

/// <summary>Stands for a language whose kernel this program does not have.</summary>
internal sealed class MissingKernel : Kernel, IKernelCommandHandler<SubmitCode>
{
    public MissingKernel(string name, string language) : base(name) => KernelInfo.LanguageName = language;

    /// <summary>What a cell in such a language is told.</summary>
    public static string Sentence(string language) =>
        $"cells in {language} are not run here; C#, HTML, JavaScript, Markdown and Mermaid are, and #!value";

    Task IKernelCommandHandler<SubmitCode>.HandleAsync(SubmitCode command, KernelInvocationContext context)
    {
        context.Fail(command, message: Sentence(KernelInfo.LanguageName ?? Name));
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

/// <summary><c>#!time</c>: how long the cell takes.</summary>
internal static class WallTime
{
    public static Task MeasureAsync(KernelCommand command, KernelInvocationContext context)
    {
        long start = System.Diagnostics.Stopwatch.GetTimestamp();
        context.OnComplete(completed =>
        {
            var elapsed = System.Diagnostics.Stopwatch.GetElapsedTime(start);
            string text = string.Create(CultureInfo.InvariantCulture, $"Wall time: {elapsed.TotalMilliseconds}ms");
            completed.Publish(
                new DisplayedValueProduced(elapsed, completed.Command, [new FormattedValue(PlainTextFormatter.MimeType, text)]));
        });
        return Task.CompletedTask;
    }
}
