namespace NotebookRunner.Documents;

/// <summary>One thing a cell showed; the cases are those of nbformat.</summary>
[JsonDerivedType(typeof(DisplayOutput), "display")]
[JsonDerivedType(typeof(StreamOutput), "stream")]
[JsonDerivedType(typeof(ErrorOutput), "error")]
public abstract record CellOutput;

/// <summary>A displayed value in one or more representations, by mime type, richest first.</summary>
/// <param name="Data">Mime type to content, such as <c>text/html</c>; binary content (image/png) in Base64.</param>
/// <param name="IsResult">Whether it is the value of the cell's trailing expression (nbformat's execute_result).</param>
public sealed record DisplayOutput(IReadOnlyDictionary<string, string> Data, bool IsResult = false) : CellOutput;

/// <summary>Text written to a console stream.</summary>
/// <param name="Name"><c>stdout</c> or <c>stderr</c>.</param>
public sealed record StreamOutput(string Name, string Text) : CellOutput;

/// <summary>Why the cell failed.</summary>
/// <param name="Name">The exception's type, or <c>Error</c> for one found before running.</param>
/// <param name="Traceback">The lines that lead to it: the student's frames, or the code line with a caret.</param>
public sealed record ErrorOutput(string Name, string Message, IReadOnlyList<string> Traceback) : CellOutput;
