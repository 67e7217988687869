using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace NotebookRunner.Execution;

/// <summary>The processes that this one started, which go on when it is killed; .NET has no call for them.</summary>
internal static class ChildProcesses
{
    /// <summary>Ends them and all that they started, on Linux and macOS.</summary>
    public static void Kill()
    {
        foreach (int id in Ids())
        {
            try
            {
                using var child = Process.GetProcessById(id);
                child.Kill(entireProcessTree: true);
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception or AggregateException)
            {
                // It has ended by itself.
            }
        }
    }

    private static IEnumerable<int> Ids()
    {
        if (OperatingSystem.IsWindows()) return [];
        try
        {
            string text = OperatingSystem.IsLinux()
                ? string.Join(' ', Directory.GetDirectories("/proc/self/task").Select(task => File.ReadAllText(task + "/children")))
                : Output("pgrep", "-P", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return text.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
                .Select(id => int.Parse(id, CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or Win32Exception)
        {
            return [];
        }
    }

    private static string Output(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        return process.StandardOutput.ReadToEnd();
    }
}
