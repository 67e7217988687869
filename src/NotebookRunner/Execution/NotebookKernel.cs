using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.Formatting;
using Microsoft.DotNet.Interactive.PackageManagement;

namespace NotebookRunner.Execution;

/// <summary>The kernel that VS Code and Jupyter talk to, put together as its command line tool <c>dotnet-interactive</c> does.</summary>
/// <remarks>Source: KernelBuilder.cs of github.com/dotnet/interactive.</remarks>
internal sealed class NotebookKernel : IDisposable
{
    private readonly CSharpKernel csharp;

    public NotebookKernel()
    {
        EditorServices.LeaveOut();
        csharp = new CSharpKernel();
        csharp.UseNugetDirective(static (kernel, packages) =>
            {
                kernel.AddAssemblyReferences(packages.SelectMany(package => package.AssemblyPaths));
                return Task.CompletedTask;
            })
            .UseWho().UseValueSharing();
        csharp.AddAssemblyReferences([typeof(System.ComponentModel.DataAnnotations.RequiredAttribute).Assembly.Location]);
        Root.Add(csharp, ["cs", "c#", "C#"]);
        Root.Add(new HtmlKernel());
        var javascript = new JavaScriptKernel().UseValueSharing();
        javascript.AddMiddleware(DeclareValueAsync);
        Root.Add(javascript, ["js"]);
        Root.Add(new KeyValueStoreKernel().UseWho());
        Root.Add(SmallKernel.Showing("mermaid", "text/vnd.mermaid"));
        Root.Add(SmallKernel.Showing("markdown", "text/markdown"), ["md"]);
        // The tool knows more languages than this program.
        foreach (var language in KernelLanguages.WellKnown().Where(language => !Knows(language.Name)))
            Root.Add(SmallKernel.Missing(language.Name, language.LanguageName!), language.Aliases);
        Root.UseImportMagicCommand();
        MagicCommands.AddTo(Root);
        Root.DefaultKernelName = csharp.Name;
        PackageExtensions.LoadInto(Root);
        Formatter.DefaultMimeType = HtmlFormatter.MimeType;
        Formatter.SetPreferredMimeTypesFor(typeof(string), PlainTextFormatter.MimeType);
    }

    public CompositeKernel Root { get; } = new() { FrontendEnvironment = new PageFrontend() };

    /// <summary>Called with C# before it is compiled; gives the path that errors name.</summary>
    public void NameSubmissions(Func<string, string?> pathOf) => csharp.AddMiddleware(async (command, context, next) =>
    {
        if (command is SubmitCode submission && pathOf(submission.Code) is { } path)
        {
            ref var options = ref Options(csharp);
            // Where an exception is printed its call stack names the cell, and not where the notebook lies on this machine.
            string folder = Directory.GetCurrentDirectory();
            string here = Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar;
            var places = new SourceFileResolver([], folder, [new(here, "./")]);
            options = options.WithFilePath(path).WithFileEncoding(Encoding.UTF8).WithEmitDebugInformation(true)
                .WithOptimizationLevel(OptimizationLevel.Release).WithSourceResolver(places);
        }
        await next(command, context);
    });

    /// <summary>Declares a value that comes as JSON, as that of <c>#!set</c>; the kernel for pages forgets it.</summary>
    private static Task DeclareValueAsync(KernelCommand command, KernelInvocationContext context, KernelPipelineContinuation next) =>
        command is SendValue { Value: null, FormattedValue: { MimeType: JsonFormatter.MimeType, Value: var json }, Name: var name }
            ? context.HandlingKernel.FrontendEnvironment.ExecuteClientScript($"{name} = {json};", context)
            : next(command, context);

    /// <summary>Whether cells in this language can be run, or give a sentence why not.</summary>
    public bool Knows(string language) => Root.ChildKernels.TryGetByAlias(language, out _);

    /// <summary>
    /// Loads and compiles what the first cell would otherwise wait for: what <c>UseKernelHelpers</c> does, and other display functions,
    /// since those of the kernel give back a value with another id than the one that is shown, so that its <c>Update</c> finds nothing to
    /// replace.
    /// </summary>
    public Task WarmUpAsync() => Root.SendAsync(new SubmitCode(Displays, csharp.Name));

    private const string Displays = """
        using static Microsoft.DotNet.Interactive.Kernel;
        static Microsoft.DotNet.Interactive.Formatting.DisplayedValue display(object value, params string[] mimeTypes) =>
            Microsoft.DotNet.Interactive.KernelInvocationContext.Current is { } context
                ? Microsoft.DotNet.Interactive.KernelInvocationContextExtensions.Display(context, value, mimeTypes)
                : System.DisplayExtensions.Display(value, mimeTypes);
        static Microsoft.DotNet.Interactive.Formatting.DisplayedValue Display(this object value, params string[] mimeTypes) => display(value, mimeTypes);
        static Microsoft.DotNet.Interactive.Formatting.DisplayedValue DisplayAs(this string value, string mimeType) =>
            Microsoft.DotNet.Interactive.KernelInvocationContext.Current is { } context
                ? Microsoft.DotNet.Interactive.KernelInvocationContextExtensions.DisplayAs(context, value, mimeType)
                : System.DisplayExtensions.DisplayAs(value, mimeType);
        """;

    public void Dispose()
    {
        Root.Dispose();
        Formatter.ResetToDefault();
    }

    /// <summary>The kernel compiles without the places that a call stack names; there is no other way to ask for them.</summary>
    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_scriptOptions")]
    private static extern ref ScriptOptions Options(CSharpKernel kernel);
}
