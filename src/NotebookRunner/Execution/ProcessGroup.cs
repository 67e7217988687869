using System.Runtime.InteropServices;

namespace NotebookRunner.Execution;

/// <summary>A process with all that it starts, on Linux and macOS; .NET has no call for it.</summary>
internal static class ProcessGroup
{
    private const int Kill = 9;
    private static bool isOwn;

    /// <summary>Makes this process, and what it starts from now on, a group without a terminal, where nobody would answer.</summary>
    public static void Begin() => isOwn = !OperatingSystem.IsWindows() && StartSession() > 0;

    /// <summary>Ends the group that this process began, and so this process.</summary>
    public static void End()
    {
        if (isOwn) _ = Send(0, Kill);
    }

    /// <summary>Ends what is left of the group that another process began.</summary>
    public static void End(int process)
    {
        if (!OperatingSystem.IsWindows()) _ = Send(-process, Kill);
    }

    [DllImport("libc", EntryPoint = "setsid")]
    private static extern int StartSession();

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Send(int group, int signal);
}
