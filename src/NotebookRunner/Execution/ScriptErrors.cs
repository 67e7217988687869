using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using NotebookRunner.Documents;

namespace NotebookRunner.Execution;

/// <summary>
/// Turns what the compiler or a running cell reports into an error that a student can read: the place by cell and line,
/// the code there, and of the call stack only the student's own frames and the libraries between them.
/// </summary>
/// <param name="sources">The code of every submission so far, by the name it runs under.</param>
internal sealed partial class ScriptErrors(IReadOnlyDictionary<string, string> sources)
{
    private const int ErrorLimit = 10;
    private const int FrameLimit = 20;

    /// <summary>Compile errors: each with its place, the code line and a caret under what is wrong.</summary>
    public ErrorOutput Of(IEnumerable<Diagnostic> diagnostics)
    {
        var errors = diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        List<string> lines = [];
        foreach (var error in errors.Take(ErrorLimit)) AddDiagnostic(lines, error);
        if (errors.Count > ErrorLimit) lines.Add(Invariant($"… and {errors.Count - ErrorLimit} more errors"));
        var first = errors[0];
        string advice = first.Id == "CS0006" ? Advice : "";
        return new ErrorOutput("Error", $"{first.Id}: {Message(first)}{advice}", lines);
    }

    /// <summary>An exception: its type and message, and the student's frames, innermost first.</summary>
    public ErrorOutput Of(Exception exception)
    {
        if (exception is AggregateException { InnerExceptions: [var only] }) exception = only;
        if (exception is TargetInvocationException { InnerException: { } inner }) exception = inner;
        List<string> lines = [];
        AddException(lines, exception);
        return new ErrorOutput(TypeName.Of(exception.GetType()), exception.Message, lines);
    }

    private const string Advice =
        ". If this is the compiled library of the lessons, it has not been built yet: run `dotnet build` once in the folder of Notebooks.sln, then run the notebook again.";

    private void AddDiagnostic(List<string> lines, Diagnostic error)
    {
        var span = error.Location.GetLineSpan();
        lines.Add(Invariant($"{span.Path}, line {span.StartLinePosition.Line + 1}: {error.Id}: {Message(error)}"));
        if (Line(span.Path, span.StartLinePosition.Line) is not { } code) return;
        int start = Math.Min(span.StartLinePosition.Character, code.Length);
        int end = span.EndLinePosition.Line == span.StartLinePosition.Line ? span.EndLinePosition.Character : code.Length;
        lines.Add("    " + code);
        lines.Add("    " + Blank(code[..start]) + new string('^', Math.Max(1, end - start)));
    }

    private void AddException(List<string> lines, Exception exception)
    {
        var frames = new StackTrace(exception, fNeedFileInfo: true).GetFrames();
        var shown = frames.Where(IsOfInterest).ToList();
        // Below the last frame of a cell there is only what started it.
        shown = [.. shown.Take(shown.FindLastIndex(f => IsOfCell(f)) + 1)];
        foreach (var frame in shown.Take(FrameLimit)) AddFrame(lines, frame);
        if (shown.Count > FrameLimit) lines.Add(Invariant($"… and {shown.Count - FrameLimit} more calls"));
        if (exception.InnerException is { } inner)
        {
            lines.Add($"caused by {TypeName.Of(inner.GetType())}: {inner.Message}");
            AddException(lines, inner);
        }
    }

    private void AddFrame(List<string> lines, StackFrame frame)
    {
        string? name = Name(frame.GetMethod()!);
        if (!IsOfCell(frame))
        {
            if (name is not null) lines.Add($"at {name}");
            return;
        }
        string file = CellName(frame)!;
        lines.Add(Invariant($"at {(name is null ? "" : name + " in ")}{file}, line {frame.GetFileLineNumber()}"));
        if (Line(file, frame.GetFileLineNumber() - 1) is { } code) lines.Add("    " + code.Trim());
    }

    private bool IsOfCell(StackFrame frame) => CellName(frame) is { } name && sources.ContainsKey(name);

    /// <summary>Symbols hold the name of a cell as a path in the notebook's folder.</summary>
    private static string? CellName(StackFrame frame) => Path.GetFileName(frame.GetFileName());

    private bool IsOfInterest(StackFrame frame)
    {
        if (IsOfCell(frame)) return true;
        if (frame.GetMethod()?.DeclaringType is not { } type) return false;
        string assembly = type.Assembly.GetName().Name ?? "";
        return !assembly.StartsWith("System.", StringComparison.Ordinal) && !assembly.StartsWith("Microsoft.", StringComparison.Ordinal)
            && !assembly.StartsWith('ℛ') && type.Assembly != typeof(ScriptErrors).Assembly;
    }

    /// <summary>The name as written in the source; null for the code of a cell outside any function.</summary>
    private static string? Name(MethodBase method)
    {
        var type = method.DeclaringType!;
        string name = method.Name;
        // Compiler-made types and methods carry the name of the function they were made from in angle brackets.
        if (name == "MoveNext" || type.Name.Contains('<', StringComparison.Ordinal) || name.Contains('<', StringComparison.Ordinal))
        {
            string source = name == "MoveNext" ? type.Name : name;
            var made = MadeFrom().Match(source);
            name = made.Groups["local"].Success ? made.Groups["local"].Value : made.Groups["name"].Value;
            while (type.IsNested && type.Name.Contains('<', StringComparison.Ordinal)) type = type.DeclaringType!;
        }
        if (name.Contains('<', StringComparison.Ordinal) || name is "" or "Initialize") return null;
        return type.Name.StartsWith("Submission#", StringComparison.Ordinal) ? name : $"{TypeName.Of(type)}.{(name == ".ctor" ? "new" : name)}";
    }

    [GeneratedRegex(@"^<(?<name>.*)>(g__(?<local>[^|]+)\||[a-z]__)")]
    private static partial Regex MadeFrom();

    private string? Line(string name, int index) =>
        sources.TryGetValue(name, out string? source) && source.Split('\n') is var lines && index >= 0 && index < lines.Length
            ? lines[index].TrimEnd('\r')
            : null;

    private static string Blank(string text) => string.Concat(text.Select(c => c == '\t' ? '\t' : ' '));

    private static string Message(Diagnostic diagnostic) => diagnostic.GetMessage(CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
