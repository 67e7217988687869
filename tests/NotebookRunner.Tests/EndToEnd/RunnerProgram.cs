using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NotebookRunner.Tests.EndToEnd;

/// <summary>Starts the built program as a user does, in a folder of its own.</summary>
internal sealed class RunnerProgram : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("notebook-runner-").FullName;

    /// <summary>Writes <c>notebooks/{name}</c> with one C# cell per text.</summary>
    public RunnerProgram WithNotebook(string name, params string[] cells) =>
        WithFile(Path.Combine("notebooks", name), string.Join("\n\n", cells.Select(cell => "#!csharp\n\n" + cell)) + "\n");

    public RunnerProgram WithFile(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return this;
    }

    /// <summary>Environment variables of the program, beside those of this process.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public ProgramResult Run(params string[] arguments)
    {
        using var process = Start(arguments);
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ProgramResult(process.ExitCode, output, error.Result);
    }

    public Process Start(params string[] arguments)
    {
        var runtime = new DirectoryInfo(RuntimeEnvironment.GetRuntimeDirectory());
        string dotnet = Path.Combine(runtime.Parent!.Parent!.Parent!.FullName, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        var start = new ProcessStartInfo(dotnet, ["exec", Path.Combine(AppContext.BaseDirectory, "NotebookRunner.dll"), .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in Environment) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>The page of a notebook.</summary>
    public string Report(string name) => File.ReadAllText(Path.Combine(Folder, "artifacts", "reports", name + ".html"));

    public bool HasReport(string name) => File.Exists(Path.Combine(Folder, "artifacts", "reports", name + ".html"));

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

public sealed record ProgramResult(int ExitCode, string Output, string Error);
