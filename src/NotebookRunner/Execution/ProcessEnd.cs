namespace NotebookRunner.Execution;

/// <summary>Says in words why the process of a notebook ended in the middle of it.</summary>
internal static partial class ProcessEnd
{
    /// <summary>The signals that end a process on Linux and macOS, where its exit code is 128 more.</summary>
    private enum Signal { SIGHUP = 1, SIGINT = 2, SIGILL = 4, SIGABRT = 6, SIGBUS = 7, SIGFPE = 8, SIGKILL = 9, SIGSEGV = 11, SIGTERM = 15 }

    private const int LineLimit = 8;

    /// <param name="text">What the process wrote to standard error.</param>
    /// <param name="hasSpoken">Whether it came as far as to its first cell.</param>
    /// <param name="exits">Whether it has said that a call of its own ends it: then no exit code stands for a signal.</param>
    public static ErrorOutput Describe(int exitCode, string text, bool hasSpoken, bool exits = false)
    {
        string[] frames = [.. Frame().Matches(text).Select(frame => $"at {frame.Groups["method"].Value}").Distinct().Take(5)];
        if (StackOverflow().IsMatch(text))
            return new ErrorOutput("StackOverflowException", "Stack overflow: a method calls itself without an end.", frames);
        if (OutOfMemory().IsMatch(text))
            return new ErrorOutput("OutOfMemoryException", "The notebook's process was out of memory.", []);
        // A program that does not even find its runtime has such a code, too, and says why.
        if (!hasSpoken && text.Length > 0)
        {
            var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(LineLimit)
                .Prepend(Invariant($"The notebook's process ended with exit code {exitCode} before its first cell."));
            return new ErrorOutput("ProcessNotStarted", string.Join('\n', lines), []);
        }
        if (FailFast().Match(text) is { Success: true } fail)
            return new ErrorOutput("FailFast", $"{Message(fail)} (Environment.FailFast, which ends the process)".TrimStart(), frames);
        if (Unhandled().Match(text) is { Success: true } crash)
        {
            string type = crash.Groups["type"].Value.Split('`', '[')[0].Split('.', '+')[^1];
            return new ErrorOutput(
                type.Length > 0 ? type : "UnhandledException",
                $"{Message(crash)} (on a thread of its own, which ended the notebook's process)".TrimStart(), frames);
        }
        var signal = (Signal)(exitCode - 128);
        if (!exits && Enum.IsDefined(signal))
        {
            return signal is Signal.SIGHUP or Signal.SIGINT or Signal.SIGKILL or Signal.SIGTERM
                ? new ErrorOutput(
                    "ProcessKilled",
                    $"The notebook's process was ended from outside ({signal}): by the system, if memory ran out, or by somebody; "
                        + Invariant($"or native code that a cell calls ended it with exit code {exitCode}."), [])
                : new ErrorOutput(
                    "ProcessCrashed", $"The notebook's process crashed ({signal}), in native code that a cell calls or in the runtime.",
                    frames);
        }
        string when = hasSpoken ? "in the middle of the notebook; a call of Environment.Exit?" : "before its first cell.";
        return new ErrorOutput("ProcessExited", Invariant($"The notebook's process ended with exit code {exitCode} {when}"), []);
    }

    private static string Message(Match end) => end.Groups["message"].Value.Trim();

    // What the runtime says stands at the beginning of a line; in a message of the notebook's the same words mean something else.
    [GeneratedRegex(@"^(Stack overflow|Process is terminating due to StackOverflow)", RegexOptions.Multiline)]
    private static partial Regex StackOverflow();

    [GeneratedRegex(
        @"^(Out of memory|Unhandled exception\. System\.OutOfMemoryException|GC heap init.* failed|Failed to create CoreCLR.*0x8007000E)",
        RegexOptions.Multiline)]
    private static partial Regex OutOfMemory();

    [GeneratedRegex(@"^Process terminated\.(?<message>.*?)(?=^ +at |\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FailFast();

    /// <summary>The message may have several lines; the frames follow it, or the exception that caused this one.</summary>
    [GeneratedRegex(
        @"^Unhandled exception\. ((?<type>[\w.+`#\[\],]+): )?(?<message>.*?)(?=^ +(at |--->)|\z)",
        RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Unhandled();

    [GeneratedRegex(@"^\s*at Submission#\d+\.(?<method>[^<\s][^(]*\(.*\))", RegexOptions.Multiline)]
    private static partial Regex Frame();
}
