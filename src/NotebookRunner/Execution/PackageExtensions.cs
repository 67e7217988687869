using System.Runtime.Loader;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Events;

namespace NotebookRunner.Execution;

/// <summary>Starts the extensions in the folder <c>interactive-extensions/dotnet</c> of a package, as the tool does.</summary>
/// <remarks>Source: PackageDirectoryExtensionLoader.cs of github.com/dotnet/interactive.</remarks>
internal static class PackageExtensions
{
    public static void LoadInto(CompositeKernel kernel)
    {
        var waiting = new Queue<string>();
        var seen = new HashSet<string>();
        kernel.RegisterForDisposal(kernel.KernelEvents.Subscribe(message =>
        {
            if (message is not PackageAdded { PackageReference.PackageRoot: { } root } || !seen.Add(root)) return;
            string folder = Path.Combine(root, "interactive-extensions", "dotnet");
            if (Directory.Exists(folder)) waiting.Enqueue(folder);
        }));
        kernel.AddMiddleware(async (command, context, next) =>
        {
            await next(command, context);
            while (waiting.TryDequeue(out string? folder)) await LoadAsync(folder, kernel);
        });
    }

    private static async Task LoadAsync(string folder, CompositeKernel kernel)
    {
        foreach (var type in Directory.EnumerateFiles(folder, "*.dll").Select(AssemblyLoadContext.Default.LoadFromAssemblyPath)
            .SelectMany(assembly => assembly.ExportedTypes)
            .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(IKernelExtension))))
        {
            await ((IKernelExtension)Activator.CreateInstance(type)!).OnLoadAsync(kernel);
        }
        var script = new FileInfo(Path.Combine(folder, "extension.dib"));
        if (script.Exists) await kernel.LoadAndRunInteractiveDocument(script);
    }
}
