using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis.Scripting;
using NotebookRunner.Documents;

namespace NotebookRunner.Execution;

/// <summary>Runs one cell: its code by language, its lines that speak to the notebook by what they ask for.</summary>
internal sealed class CellExecutor(CSharpSession csharp, PackageRestore packages, OutputSink sink, string folder)
{
    private readonly Dictionary<string, string> sources = [];
    private readonly Stack<string> importing = [];

    /// <param name="cell">The cell.</param>
    /// <param name="name">What errors call it, such as <c>cell 3</c> or <c>setup.dib cell 1</c>.</param>
    public async Task<CellEnd> RunAsync(Cell cell, string name)
    {
        var clock = Stopwatch.StartNew();
        sources[name] = cell.Source;
        var parts = CellParser.Parse(cell.Source, CellParser.Language(cell.Language) ?? cell.Language);
        var end = await RunAsync(parts, name).ConfigureAwait(false);
        if (end is CellEnd.Succeeded && parts.Any(part => part is DirectivePart { Name: "#!time" }))
        {
            Show(ValueFormatter.Text, string.Create(CultureInfo.InvariantCulture, $"Wall time: {clock.Elapsed.TotalMilliseconds:0.###}ms"));
        }
        FlushConsole();
        return end;
    }

    private async Task<CellEnd> RunAsync(IReadOnlyList<CellPart> parts, string name)
    {
        List<DirectivePart> shared = [];
        foreach (var part in parts)
        {
            var end = part switch
            {
                CodePart { Language: "csharp" } code => await RunCSharpAsync(code.Code, name).ConfigureAwait(false),
                CodePart { Language: "html" } code => Show(ValueFormatter.Html, code.Code),
                CodePart { Language: "markdown" } code => Show("text/markdown", code.Code),
                CodePart { Language: "mermaid" } code => Show("text/vnd.mermaid", code.Code),
                CodePart { Language: "javascript" } code => ShowJavaScript(shared, code.Code, name),
                CodePart code => Unknown(name, code.Line, $"cells in {code.Language} are not run here; C#, Markdown, HTML, JavaScript and Mermaid are"),
                DirectivePart { Name: "#!time" } => CellEnd.Success,
                DirectivePart { Name: "#!import" } import => await ImportAsync(import, name).ConfigureAwait(false),
                DirectivePart { Name: "#!set" or "#!share", Language: "javascript" } share => Remember(shared, share),
                DirectivePart { Name: "#!set" or "#!share" } share => Unknown(name, share.Line, $"{share.Name} is known here only in JavaScript cells, to hand them a value of C#"),
                DirectivePart { Name: "#i nuget" } source => AddSource(source),
                DirectivePart { Name: "#r nuget" } package => Restore(package, name),
                DirectivePart directive => Unknown(name, directive.Line, $"{directive.Name} is not known here; known are #!import, #!time, #!set, #!share and the languages #!csharp, #!markdown, #!html, #!javascript, #!mermaid"),
                _ => throw new UnreachableException(),
            };
            if (end is not CellEnd.Succeeded) return end;
        }
        return shared.Count > 0 ? ShowJavaScript(shared, "", name) : CellEnd.Success;
    }

    private async Task<CellEnd> RunCSharpAsync(string code, string name)
    {
        var errors = new ScriptErrors(sources);
        try
        {
            var submission = await csharp.RunAsync(code, name).ConfigureAwait(false);
            FlushConsole();
            if (submission.Exception is { } exception) return Fail(errors.Of(exception));
            // What display(…) gives back has been shown already.
            if (submission is { HasValue: true, Value: not DisplayedValue }) sink.Show(ValueFormatter.Format(submission.Value), isResult: true);
            return CellEnd.Success;
        }
        catch (CompilationErrorException e)
        {
            return Fail(errors.Of(e.Diagnostics));
        }
        catch (Exception e)
        {
            // The value could not be shown, or the compiler gave up.
            FlushConsole();
            return Fail(errors.Of(e));
        }
    }

    private async Task<CellEnd> ImportAsync(DirectivePart import, string name)
    {
        string file = import.Arguments.Trim('"');
        string path = Path.GetFullPath(file, folder);
        if (importing.Contains(path)) return Unknown(name, import.Line, $"#!import {file}: the file imports itself");
        IReadOnlyList<Cell> cells;
        try
        {
            cells = ImportedFile.Read(path);
        }
        catch (Exception e) when (e is NotebookFormatException or IOException or UnauthorizedAccessException)
        {
            return Unknown(name, import.Line, $"#!import {file}: {(e as NotebookFormatException)?.Problem ?? e.Message}");
        }
        importing.Push(path);
        try
        {
            int number = 0;
            foreach (var cell in cells)
            {
                string cellName = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)} cell {(cell.IsMarkdown ? number : ++number)}");
                var end = await RunAsync(cell, cellName).ConfigureAwait(false);
                if (end is CellEnd.Failed) return end;
                // A notice is shown already; the importing notebook can do without the rest of the file.
                if (end is CellEnd.Stopped) break;
            }
            return CellEnd.Success;
        }
        finally
        {
            importing.Pop();
        }
    }

    private CellEnd Restore(DirectivePart package, string name)
    {
        switch (packages.Add(package.Arguments))
        {
            case RestoreResult.Restored(var assemblies):
                csharp.AddPackages(assemblies);
                return CellEnd.Success;
            case RestoreResult.Unavailable(var reason):
                sink.Show(OutputSink.Notice(importing.Count > 0
                    ? $"{Path.GetFileName(importing.Peek())} was not imported: {reason}"
                    : $"Not run from here on: {reason}"));
                return new CellEnd.Stopped(reason);
            case RestoreResult.Wrong(var problem):
                return Unknown(name, package.Line, $"#r \"nuget:{package.Arguments}\": {problem}");
            default:
                throw new UnreachableException();
        }
    }

    private CellEnd AddSource(DirectivePart source)
    {
        packages.AddSource(source.Arguments);
        return CellEnd.Success;
    }

    private static CellEnd Remember(List<DirectivePart> shared, DirectivePart share)
    {
        shared.Add(share);
        return CellEnd.Success;
    }

    private CellEnd ShowJavaScript(List<DirectivePart> shared, string code, string name)
    {
        var values = new List<(string, string)>();
        foreach (var share in shared)
        {
            try
            {
                values.Add(SharedValue.Read(share, csharp));
            }
            catch (FormatException e)
            {
                return Unknown(name, share.Line, $"{share.Name} {share.Arguments}: {e.Message}");
            }
        }
        shared.Clear();
        return Show(ValueFormatter.Html, JavaScriptCell.ToHtml(values, code));
    }

    private CellEnd Show(string mimeType, string content)
    {
        FlushConsole();
        sink.Show(new Dictionary<string, string> { [mimeType] = content });
        return CellEnd.Success;
    }

    private CellEnd Unknown(string name, int line, string problem) =>
        Fail(new ErrorOutput("Error", problem, [string.Create(CultureInfo.InvariantCulture, $"{name}, line {line}:"), "    " + sources[name].Split('\n')[line - 1].Trim()]));

    private CellEnd Fail(ErrorOutput error)
    {
        sink.Fail(error);
        return CellEnd.Failure;
    }

    private static void FlushConsole()
    {
        Console.Out.Flush();
        Console.Error.Flush();
    }
}
