using System.Runtime.InteropServices;

namespace NotebookRunner.Execution;

/// <summary>The <c>dotnet</c> program that runs this process, also where the process was started through another one.</summary>
internal static class DotnetHost
{
    // The runtime lies in dotnet/shared/Microsoft.NETCore.App/10.0.x/.
    public static string Path { get; } = System.IO.Path.Combine(
        new DirectoryInfo(RuntimeEnvironment.GetRuntimeDirectory()).Parent!.Parent!.Parent!.FullName,
        OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
}
