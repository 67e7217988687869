using System.Runtime.Loader;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using Microsoft.DotNet.Interactive.PackageManagement;

namespace RealKernel.Tests;

/// <summary>The kernel that VS Code and Jupyter talk to, put together as its command line tool does, at work in the notebooks' folder.</summary>
internal sealed class KernelSession : IDisposable
{
    private readonly string folderBefore = Directory.GetCurrentDirectory();
    private readonly CompositeKernel kernel = new();
    private readonly CSharpKernel csharp = new CSharpKernel().UseKernelHelpers().UseWho().UseValueSharing();
    private readonly Queue<string> extensions = new();
    private readonly IDisposable subscription;

    public KernelSession()
    {
        Directory.SetCurrentDirectory(Places.NotebookFolder);
        csharp.UseNugetDirective((_, packages) =>
        {
            csharp.AddAssemblyReferences(packages.SelectMany(package => package.AssemblyPaths));
            return Task.CompletedTask;
        });
        kernel.Add(csharp, ["c#", "C#"]);
        kernel.Add(new HtmlKernel());
        kernel.Add(new KeyValueStoreKernel().UseWho());
        kernel.UseImportMagicCommand();
        kernel.AddMiddleware(async (command, context, next) =>
        {
            await next(command, context);
            while (extensions.TryDequeue(out var folder)) await LoadExtensionsAsync(folder);
        });
        subscription = kernel.KernelEvents.Subscribe(new PackageWatch(extensions));
        kernel.DefaultKernelName = csharp.Name;
        Formatter.DefaultMimeType = HtmlFormatter.MimeType;
        Formatter.SetPreferredMimeTypesFor(typeof(string), PlainTextFormatter.MimeType);
    }

    /// <summary>Runs a cell and gives what it showed, in order.</summary>
    public async Task<CellRun> RunAsync(string source, string language = "csharp")
    {
        var result = await kernel.SendAsync(new SubmitCode(source, language), TestContext.Current.CancellationToken);
        List<Shown> shown = [];
        foreach (var e in result.Events)
        {
            switch (e)
            {
                case ReturnValueProduced { FormattedValues: var formatted, Value: var value } when value is not DisplayedValue: shown.Add(new(value, formatted)); break;
                case StandardOutputValueProduced or StandardErrorValueProduced: shown.Add(new(null, ((DisplayEvent)e).FormattedValues) { IsConsole = true }); break;
                case DisplayedValueProduced { FormattedValues: var formatted, Value: var value } when !IsAboutPackages(value): shown.Add(new(value, formatted)); break;
            }
        }
        var errors = result.Events.OfType<CommandFailed>().Select(e => e.Message).Concat(result.Events.OfType<ErrorProduced>().Select(e => e.Message)).Distinct();
        return new CellRun(shown, [.. errors]);
    }

    /// <summary>As <see cref="RunAsync"/>, for a cell that has to succeed; gives the value of its last expression.</summary>
    public async Task<object?> ValueAsync(string source)
    {
        var run = await RunAsync(source);
        Assert.True(run.Errors.Count == 0, $"{source}\n{string.Join("\n", run.Errors)}");
        return run.Shown is [.., var last] ? last.Value : null;
    }

    /// <summary>Gives a variable of the cells a value.</summary>
    public Task SetAsync(string name, object value) => csharp.SetValueAsync(name, value, value.GetType());

    public void Dispose()
    {
        subscription.Dispose();
        kernel.Dispose();
        Formatter.ResetToDefault();
        Directory.SetCurrentDirectory(folderBefore);
    }

    /// <summary>What the kernel itself says while packages are restored and extensions loaded.</summary>
    private static bool IsAboutPackages(object? value) => value is InstallPackagesMessage;

    /// <summary>What the tool does after packages came: it starts the extensions in a folder of that name.</summary>
    private async Task LoadExtensionsAsync(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.dll"))
        {
            foreach (var type in AssemblyLoadContext.Default.LoadFromAssemblyPath(file).ExportedTypes.Where(t => t is { IsAbstract: false, IsInterface: false } && t.IsAssignableTo(typeof(IKernelExtension))))
            {
                await ((IKernelExtension)Activator.CreateInstance(type)!).OnLoadAsync(kernel);
            }
        }
    }

    private sealed class PackageWatch(Queue<string> extensions) : IObserver<KernelEvent>
    {
        private readonly HashSet<string> seen = [];

        public void OnNext(KernelEvent value)
        {
            if (value is not PackageAdded { PackageReference.PackageRoot: { } root } || !seen.Add(root)) return;
            var folder = Path.Combine(root, "interactive-extensions", "dotnet");
            if (Directory.Exists(folder)) extensions.Enqueue(folder);
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}

/// <summary>One thing that a cell showed.</summary>
internal sealed record Shown(object? Value, IReadOnlyCollection<FormattedValue> Formatted)
{
    public bool IsConsole { get; init; }

    /// <summary>What the object itself says its HTML is, asked when it was shown: it may change later.</summary>
    public string? OwnHtml { get; } = Value?.GetType().GetMethod("ToHtml", [])?.Invoke(Value, []) as string;

    public string? As(string mimeType) => Formatted.FirstOrDefault(f => f.MimeType == mimeType)?.Value;
}

/// <summary>What a cell showed and what went wrong.</summary>
internal sealed record CellRun(IReadOnlyList<Shown> Shown, IReadOnlyList<string> Errors);
