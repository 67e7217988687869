using System.Globalization;
using System.Text.RegularExpressions;
using NotebookRunner.Documents;

namespace NotebookRunner.Execution;

/// <summary>Says in words why the process of a notebook ended in the middle of it.</summary>
internal static partial class ProcessEnd
{
    public static ErrorOutput Describe(int exitCode, string errorText)
    {
        if (errorText.Contains("Stack overflow", StringComparison.OrdinalIgnoreCase))
        {
            return new ErrorOutput(
                "StackOverflowException", "Stack overflow: a method calls itself without an end.", [.. Frames(errorText)]);
        }
        if (errorText.Contains("OutOfMemory", StringComparison.OrdinalIgnoreCase)
            || errorText.Contains("Out of memory", StringComparison.OrdinalIgnoreCase))
        {
            return new ErrorOutput("OutOfMemoryException", "The notebook's process was out of memory.", []);
        }
        if (exitCode == 137)
        {
            return new ErrorOutput(
                "ProcessKilled",
                "The notebook's process was ended from outside (SIGKILL): by the system, if memory ran out, or by somebody.", []);
        }
        if (FailFast().Match(errorText) is { Success: true } fail)
        {
            return new ErrorOutput(
                "FailFast", $"{fail.Groups["message"].Value.Trim()} (Environment.FailFast, which ends the process)",
                [.. Frames(errorText)]);
        }
        var crash = Unhandled().Match(errorText);
        if (crash.Success)
        {
            return new ErrorOutput(
                crash.Groups["type"].Value.Split('.')[^1],
                $"{crash.Groups["message"].Value.Trim()} (on a thread of its own, which ended the notebook's process)",
                [.. Frames(errorText)]);
        }
        return new ErrorOutput("ProcessExited", string.Create(CultureInfo.InvariantCulture,
            $"The notebook's process ended with exit code {exitCode} in the middle of the notebook; a call of Environment.Exit?"), []);
    }

    /// <summary>The student's frames of a call stack as the runtime prints it.</summary>
    private static IEnumerable<string> Frames(string errorText) =>
        errorText.Split('\n').Select(line => Frame().Match(line)).Where(m => m.Success)
            .Select(m => $"at {m.Groups["method"].Value}").Distinct().Take(5);

    [GeneratedRegex(@"Process terminated\.\s*(?<message>[^\r\n]*)")]
    private static partial Regex FailFast();

    [GeneratedRegex(@"Unhandled exception\. (?<type>[\w.+`]+): (?<message>.*)")]
    private static partial Regex Unhandled();

    [GeneratedRegex(@"^\s*at Submission#\d+\.(?<method>[^<\s][^(]*\(.*\))")]
    private static partial Regex Frame();
}
