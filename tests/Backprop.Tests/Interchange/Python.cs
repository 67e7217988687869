using System.Collections.Concurrent;
using System.Diagnostics;

namespace Backprop.Tests.Interchange;

/// <summary>A Python 3 of this machine that has what a test needs; the test is skipped where there is none.</summary>
internal static class Python
{
    private static readonly string[] candidates = ["python3", "/usr/bin/python3", "python"];
    private static readonly ConcurrentDictionary<string, string?> interpreters = new();

    /// <summary>The interpreter; skips the test where none has the modules.</summary>
    public static string With(params string[] modules)
    {
        string list = string.Join(", ", modules);
        string? found = interpreters.GetOrAdd(
            list, _ => candidates.FirstOrDefault(python => Run(python, ["-c", $"import {list}"]) is { ExitCode: 0 }));
        Assert.SkipWhen(found is null, $"No Python 3 with {list} is installed here; CI installs Debian's packages.");
        return found!;
    }

    /// <summary>Starts a program; null where there is no such interpreter.</summary>
    public static Process? Start(
        string python, IEnumerable<string> arguments, string? folder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start =
            new ProcessStartInfo(python, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = folder ?? ""
            };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        try
        {
            return Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Runs a program to its end; null where there is no such interpreter.</summary>
    public static (int ExitCode, string Output)? Run(string python, IEnumerable<string> arguments, string? folder = null)
    {
        using var process = Start(python, arguments, folder);
        return process is null ? null : End(process);
    }

    /// <summary>Waits for the end; what was written, errors last.</summary>
    public static (int ExitCode, string Output) End(Process process)
    {
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }
}
