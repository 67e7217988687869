using System.Diagnostics;
using NotebookRunner.Documents;
using NotebookRunner.Execution;
using NotebookRunner.Tests.EndToEnd;
using NotebookRunner.Tests.Lessons;

namespace NotebookRunner.Tests.Jupyter;

/// <summary>
/// Jupyter and the tool Microsoft.dotnet-interactive as they are installed here, in a folder of their own: with a kernel that is registered
/// for these tests only, and the twins of the lessons with what they load.
/// </summary>
internal sealed class JupyterInstallation : IDisposable
{
    public const string Missing = "This needs Jupyter (Debian: jupyter-notebook, jupyter-nbconvert) and the .NET kernel: "
        + "dotnet tool install Microsoft.dotnet-interactive --version 1.0.712001 --tool-path artifacts/tools";

    private readonly RunnerProgram folder = LessonFolder.CopyTo(new RunnerProgram());

    public JupyterInstallation()
    {
        string kernel = Path.Combine(folder.Folder, "kernels", ".net-csharp");
        Directory.CreateDirectory(kernel);
        File.WriteAllText(Path.Combine(kernel, "kernel.json"), $$"""
            {
              "argv": ["{{Tool}}", "jupyter", "--default-kernel", "csharp", "{connection_file}"],
              "display_name": ".NET (C#)", "language": "C#"
            }
            """);
        foreach (string twin in Directory.GetFiles(LessonFolder.Path, "*.ipynb"))
            File.Copy(twin, Path.Combine(Notebooks, Path.GetFileName(twin)));
    }

    public static bool IsThere => Jupyter is not null && Tool is not null && !OperatingSystem.IsWindows();

    /// <summary>The folder with the lessons.</summary>
    public string Notebooks => Path.Combine(folder.Folder, "notebooks");

    private static string? Jupyter { get; } = OnPath("jupyter-nbconvert") is null || OnPath("jupyter-notebook") is null
        ? null
        : OnPath("jupyter");

    private static string? Tool { get; } = new[]
    {
        Path.Combine(Path.GetDirectoryName(LessonFolder.Path)!, "artifacts", "tools", "dotnet-interactive"),
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".dotnet", "tools", "dotnet-interactive"),
    }.FirstOrDefault(File.Exists) ?? OnPath("dotnet-interactive");

    public void Dispose() => folder.Dispose();

    /// <summary>Runs a lesson's cells from the first to the last, with no network where Linux lets a process be without one.</summary>
    /// <returns>The notebook that Jupyter saved; fails where a cell did.</returns>
    public Notebook Run(string lesson)
    {
        using var process = Start(
            CanCutOff, "nbconvert", "--to", "notebook", "--execute", "--ExecutePreprocessor.kernel_name=.net-csharp", "--ExecutePreprocessor.timeout=600",
            "--ExecutePreprocessor.startup_timeout=300", "--output", $"{lesson}-run.ipynb", $"{lesson}.ipynb");
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{lesson}\n{output}\n{error.Result}");
        return NotebookFile.Read(Path.Combine(Notebooks, $"{lesson}-run.ipynb"));
    }

    /// <summary>Starts the server of the classic notebook, for a browser on this machine.</summary>
    public Process StartServer(int port)
    {
        var server = Start(
            isCutOff: false, "notebook", "--no-browser", "--allow-root", "--ip=localhost", FormattableString.Invariant($"--port={port}"),
            "--NotebookApp.token=", "--NotebookApp.password=", "--NotebookApp.iopub_data_rate_limit=1e9");
        server.OutputDataReceived += (_, _) => { };
        server.ErrorDataReceived += (_, _) => { };
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        return server;
    }

    private Process Start(bool isCutOff, params string[] arguments)
    {
        string[] command = isCutOff ? ["unshare", "-rn", "sh", "-c", "ip link set lo up; exec \"$@\"", "sh", Jupyter!] : [Jupyter!];
        var start = new ProcessStartInfo(command[0], [.. command[1..], .. arguments])
        {
            WorkingDirectory = Notebooks,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        // Neither settings nor kernels of whoever runs the tests, and no proxy through which something could be loaded.
        (start.Environment["JUPYTER_PATH"], start.Environment["JUPYTER_CONFIG_DIR"]) =
            (folder.Folder, Path.Combine(folder.Folder, "config"));
        (start.Environment["JUPYTER_RUNTIME_DIR"], start.Environment["JUPYTER_DATA_DIR"]) =
            (Path.Combine(folder.Folder, "runtime"), Path.Combine(folder.Folder, "data"));
        (start.Environment["http_proxy"], start.Environment["https_proxy"], start.Environment["no_proxy"]) =
            ("http://127.0.0.1:9", "http://127.0.0.1:9", "127.0.0.1,localhost");
        start.Environment["DOTNET_ROOT"] = Path.GetDirectoryName(NotebookProcess.Dotnet);
        start.Environment["DOTNET_INTERACTIVE_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_INTERACTIVE_SKIP_FIRST_TIME_EXPERIENCE"] = "1";
        return Process.Start(start)!;
    }

    /// <summary>Whether a process can be given a network of its own, in which there is nothing but itself.</summary>
    public static bool CanCutOff { get; } = OnPath("unshare") is { } unshare && OnPath("ip") is not null
        && Succeeds(unshare, "-rn", "ip", "link", "set", "lo", "up");

    private static bool Succeeds(string program, params string[] arguments)
    {
        using var process =
            Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static string? OnPath(string command) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, command)).FirstOrDefault(File.Exists);
}
