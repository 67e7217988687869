using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace BrowserKernel;

/// <summary>Turns what the compiler or a running cell reports into an error that names the cell, the line and the code there.</summary>
/// <param name="lines">Knows the lines of cells that ran.</param>
internal sealed class CellErrors(CellLines lines)
{
    private const int ErrorLimit = 10;
    private const int FrameLimit = 20;

    private readonly Dictionary<string, string[]> sources = new(StringComparer.Ordinal);

    /// <summary>Remembers the code of a cell.</summary>
    public void Add(string name, string code) => sources[name] = code.Split('\n');

    /// <summary>Compile errors: each with its place, the code line and a caret under what is wrong.</summary>
    public CellError Of(IEnumerable<Diagnostic> diagnostics)
    {
        Diagnostic[] found = [.. diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).OrderBy(d => d.Location.SourceSpan.Start)];
        List<string> trace = [];
        foreach (var error in found.Take(ErrorLimit)) AddDiagnostic(trace, error);
        if (found.Length > ErrorLimit) trace.Add($"… and {found.Length - ErrorLimit} more errors");
        // A type that was forwarded to an assembly that is not there, and a namespace of .NET that is not.
        bool isMissing = found.Any(error =>
            error.Id == "CS1069" || (error.Id == "CS0234" && Message(error).Contains("'System", StringComparison.Ordinal)));
        string elsewhere = isMissing ? $" A page has only a part of .NET: no network, no processes. {CellDirectives.Elsewhere}" : "";
        return new("Error", $"{found[0].Id}: {Message(found[0])}{elsewhere}", trace, [.. found.Select(Mark)]);
    }

    /// <summary>What the compiler warns of, in the words of the notebooks' runner: each with the cell and the line.</summary>
    public static IEnumerable<string> Warnings(IEnumerable<Diagnostic> diagnostics) =>
        from warning in diagnostics
        // Two versions of an assembly that pass for one are no matter of the cell's.
        where warning.Severity == DiagnosticSeverity.Warning && warning.Id is not ("CS1701" or "CS1702")
        let span = warning.Location.GetLineSpan()
        select $"{span.Path}, line {span.StartLinePosition.Line + 1}: warning {warning.Id}: {Message(warning)}";

    /// <summary>An exception: its type and message, and the cells' own lines, innermost first.</summary>
    public CellError Of(Exception exception)
    {
        if (exception is AggregateException { InnerExceptions: [var only] }) exception = only;
        List<string> trace = [];
        AddException(trace, exception);
        return new(exception.GetType().ToString(), exception.Message + Elsewhere(exception), trace, []);
    }

    /// <summary>For what fails only because a page has no files, no network of its own and one thread: where it works.</summary>
    private static string Elsewhere(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException =>
            $" A page has no files but those that its cells have written. {CellDirectives.Elsewhere}",
        PlatformNotSupportedException
            when new StackTrace(exception).GetFrames().Any(frame => frame.GetMethod() is { Name: "get_In" or "ReadKey" }) =>
            " A cell cannot be answered while it runs: give the value to a variable instead, such as var answer = \"42\";",
        PlatformNotSupportedException => $" A page cannot do that. {CellDirectives.Elsewhere}",
        { InnerException: { } inner } => Elsewhere(inner),
        _ => "",
    };

    private void AddDiagnostic(List<string> trace, Diagnostic error)
    {
        var span = error.Location.GetLineSpan();
        trace.Add($"{span.Path}, line {span.StartLinePosition.Line + 1}: {error.Id}: {Message(error)}");
        if (Line(span.Path, span.StartLinePosition.Line) is not { } code) return;
        int start = Math.Min(span.StartLinePosition.Character, code.Length);
        int end = span.EndLinePosition.Line == span.StartLinePosition.Line ? span.EndLinePosition.Character : code.Length;
        trace.Add("    " + code);
        trace.Add("    " + string.Concat(code[..start].Select(c => c == '\t' ? '\t' : ' ')) + new string('^', Math.Max(1, end - start)));
    }

    private void AddException(List<string> trace, Exception exception)
    {
        (string Cell, int Line)[] frames = [.. new StackTrace(exception).GetFrames().Select(lines.Find).OfType<(string, int)>()];
        foreach (var (cell, line) in frames.Take(FrameLimit))
        {
            trace.Add($"at {cell}, line {line}");
            if (Line(cell, line - 1) is { } code) trace.Add("    " + code.Trim());
        }
        if (frames.Length > FrameLimit) trace.Add($"… and {frames.Length - FrameLimit} more calls");
        if (exception.InnerException is not { } inner) return;
        trace.Add($"caused by {inner.GetType()}: {inner.Message}");
        AddException(trace, inner);
    }

    private string? Line(string name, int index) =>
        sources.TryGetValue(name, out string[]? lines) && index >= 0 && index < lines.Length ? lines[index].TrimEnd('\r') : null;

    private static CellMark Mark(Diagnostic error)
    {
        var span = error.Location.GetLineSpan();
        var (start, end) = (span.StartLinePosition, span.EndLinePosition);
        return new(start.Line, start.Character, end.Line, end.Character, $"{error.Id}: {Message(error)}");
    }

    private static string Message(Diagnostic diagnostic) => diagnostic.GetMessage(CultureInfo.InvariantCulture);
}
