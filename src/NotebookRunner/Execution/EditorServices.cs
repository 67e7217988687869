using System.Composition.Hosting;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Host.Mef;

namespace NotebookRunner.Execution;

/// <summary>What the kernel prepares for editors and no cell needs: about a third of the time in which the process starts.</summary>
internal static class EditorServices
{
    /// <summary>The parts of Roslyn without which the kernel's workspace cannot be made.</summary>
    private static readonly string[] needed =
    [
        "Host.TaskSchedulerProvider", "Host.WorkspaceAsynchronousOperationListenerProvider",
        "Shared.TestHooks.AsynchronousOperationListenerProvider", "Options.GlobalOptionService", "Options.LegacyGlobalOptionService",
        "Options.LegacyGlobalOptionService+WorkspaceService",
    ];

    /// <summary>Leaves out all that can be, in kernels that are made from now on.</summary>
    public static void LeaveOut()
    {
        var parts = needed.Select(name => typeof(Workspace).Assembly.GetType("Microsoft.CodeAnalysis." + name)).OfType<Type>().ToList();
        // Where another version of Roslyn has other parts, the kernel makes all of them itself.
        if (parts.Count == needed.Length)
            Parts(null) = MefHostServices.Create(new ContainerConfiguration().WithParts(parts).CreateContainer());
        // A folder without assemblies: the kernel reads all of the framework's a second time, for their documentation.
        Documentation(null) = new(() => Path.Combine(Path.GetDirectoryName(NotebookProcess.Dotnet)!, "host"));
    }

    [UnsafeAccessor(UnsafeAccessorKind.StaticField, Name = "<DefaultHost>k__BackingField")]
    private static extern ref MefHostServices Parts(MefHostServices? type);

    [UnsafeAccessor(UnsafeAccessorKind.StaticField, Name = "_referenceAssembliesPath")]
    private static extern ref Lazy<string> Documentation(
        [UnsafeAccessorType("Microsoft.DotNet.Interactive.CSharp.InteractiveWorkspace, Microsoft.DotNet.Interactive.CSharp")] object? type);
}
