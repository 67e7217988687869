using System.Reflection;
using Microsoft.CodeAnalysis;

namespace NotebookRunner.Execution;

/// <summary>What compiler and cells report, for a student: cell and line, the code there, and the frames that matter.</summary>
/// <param name="submissions">The code of every submission so far.</param>
internal sealed partial class ScriptErrors(Submissions submissions)
{
    private const int ErrorLimit = 10;
    private const int FrameLimit = 20;
    private const int CauseLimit = 10;

    /// <summary>Compile errors: each with its place, the code line and a caret under what is wrong.</summary>
    public ErrorOutput Of(IEnumerable<Diagnostic> diagnostics)
    {
        var errors = diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        List<string> lines = [.. errors.Take(ErrorLimit).SelectMany(Lines)];
        if (errors.Count > ErrorLimit) lines.Add(Invariant($"… and {errors.Count - ErrorLimit} more errors"));
        var first = errors[0];
        string advice = first.Id == "CS0006" && Message(first).Contains("Backprop.dll") ? Advice : "";
        return new ErrorOutput("Error", $"{first.Id}: {Message(first)}{advice}", lines);
    }

    /// <summary>An exception: its type and message, and the student's frames, innermost first.</summary>
    public ErrorOutput Of(Exception exception)
    {
        if (exception is AggregateException { InnerExceptions: [var only] }) exception = only;
        if (exception is TargetInvocationException { InnerException: { } inner }) exception = inner;
        List<string> lines = [.. Frames(exception)];
        int causes = 0;
        for (var cause = exception.InnerException; cause is not null && ++causes <= CauseLimit; cause = cause.InnerException)
            lines.AddRange([$"caused by {NameOf(cause.GetType())}: {cause.Message}", .. Frames(cause)]);
        if (causes > CauseLimit) lines.Add("… and more causes");
        // A class of the student's may give null.
        return new ErrorOutput(NameOf(exception.GetType()), exception.Message ?? "", lines);
    }

    /// <summary>What the kernel says of a line that is not C#, or of packages.</summary>
    public static ErrorOutput Of(string message, string place, string source)
    {
        if (RestoreError().Match(message) is { Success: true } restore)
        {
            return OfLine(
                $"{restore.Groups["code"].Value}: {restore.Groups["message"].Value.Trim()}", place, source,
                (line, _) => line.Contains("nuget:"));
        }
        if (DirectiveError().Match(message) is { Success: true } directive)
        {
            int number = int.Parse(directive.Groups["line"].Value, CultureInfo.InvariantCulture);
            string[] messages = [.. DirectiveError().Matches(message).Select(error => error.Groups["message"].Value.Trim()).Distinct()];
            return OfLine(string.Join('\n', messages), place, source, (_, at) => at == number);
        }
        return OfLine(message.Trim(), place, source, (line, _) => line.StartsWith('#'));
    }

    /// <summary>An error of the first line of a cell for which, with its number, something holds.</summary>
    public static ErrorOutput OfLine(string message, string place, string source, Func<string, int, bool> isLine)
    {
        string[] lines = source.Split('\n');
        int index = Enumerable.Range(0, lines.Length).FirstOrDefault(i => isLine(lines[i], i + 1), -1);
        return new ErrorOutput("Error", message, index < 0 ? [] : [Invariant($"{place}, line {index + 1}:"), "    " + lines[index].Trim()]);
    }

    /// <summary>Whether an error says that a name means nothing, as where a package is missing.</summary>
    public static bool IsUnknownName(ErrorOutput error) => UnknownName().IsMatch(error.Message);

    [GeneratedRegex(@"error (?<code>NU\d+): (?<message>.*)")]
    private static partial Regex RestoreError();

    [GeneratedRegex(@"^\((?<line>\d+),\d+\): error \w+: (?<message>.*?)(?=^\(|\z)", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex DirectiveError();

    [GeneratedRegex("^CS(0103|0234|0246|1061|0400|0426):")]
    private static partial Regex UnknownName();

    private const string Advice =
        ". The library of the lessons has not been built yet: run `dotnet build` once in the folder of Notebooks.sln, then run the "
            + "notebook again.";

    private IEnumerable<string> Lines(Diagnostic error)
    {
        var span = error.Location.GetLineSpan();
        var place = submissions.Find(span.Path, span.StartLinePosition.Line);
        string what = $"{(place is null ? "" : place + ": ")}{error.Id}: {Message(error)}";
        if (place?.Text is not { } code) return [what];
        // A caret under the part that is wrong.
        int start = Math.Min(span.StartLinePosition.Character, code.Length);
        int end = span.EndLinePosition.Line == span.StartLinePosition.Line ? span.EndLinePosition.Character : code.Length;
        string blank = string.Concat(code[..start].Select(c => c == '\t' ? '\t' : ' '));
        return [what, "    " + code, "    " + blank + new string('^', Math.Max(1, end - start))];
    }

    private IEnumerable<string> Frames(Exception exception)
    {
        var shown = new StackTrace(exception, fNeedFileInfo: true).GetFrames().Where(IsOfInterest).ToList();
        // Below the last frame of a cell there is only what started it.
        shown = shown[..(shown.FindLastIndex(frame => Place(frame) is not null) + 1)];
        var lines = shown.Take(FrameLimit).SelectMany(Lines);
        return shown.Count > FrameLimit ? lines.Append(Invariant($"… and {shown.Count - FrameLimit} more calls")) : lines;
    }

    private IEnumerable<string> Lines(StackFrame frame)
    {
        string? name = Name(frame.GetMethod()!);
        var place = Place(frame);
        if (name is not null || place is not null) yield return $"at {name}{(name is null || place is null ? "" : " in ")}{place}";
        if (place?.Text is { } code) yield return "    " + code.Trim();
    }

    private CellLine? Place(StackFrame frame) => submissions.Find(frame.GetFileName(), frame.GetFileLineNumber() - 1);

    private bool IsOfInterest(StackFrame frame)
    {
        if (Place(frame) is not null) return true;
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
        if (name == "MoveNext" || type.Name.Contains('<') || name.Contains('<'))
        {
            string source = name == "MoveNext" ? type.Name : name;
            var made = MadeFrom().Match(source);
            name = made.Groups["local"].Success ? made.Groups["local"].Value : made.Groups["name"].Value;
            while (type.IsNested && type.Name.Contains('<')) type = type.DeclaringType!;
        }
        if (name.Contains('<') || name is "" or "Initialize") return null;
        return type.Name.StartsWith("Submission#", StringComparison.Ordinal) ? name : $"{NameOf(type)}.{(name == ".ctor" ? "new" : name)}";
    }

    [GeneratedRegex(@"^<(?<name>.*)>(g__(?<local>[^|]+)\||[a-z]__)")]
    private static partial Regex MadeFrom();

    /// <summary>The name of a type as one writes it in C#, without those of its arguments.</summary>
    private static string NameOf(Type type) =>
        (type.DeclaringType is { } outer && !outer.Name.StartsWith("Submission#", StringComparison.Ordinal) ? NameOf(outer) + "." : "")
            + type.Name.Split('`')[0];

    private static string Message(Diagnostic diagnostic) => diagnostic.GetMessage(CultureInfo.InvariantCulture);
}
