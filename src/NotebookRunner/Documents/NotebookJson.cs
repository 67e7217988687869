using System.Text.Encodings.Web;

namespace NotebookRunner.Documents;

/// <summary>How the notebook formats spell JSON: nothing escaped that need not be, and nbformat's indentation by one space.</summary>
internal static class NotebookJson
{
    /// <summary>One line.</summary>
    public static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>As nbformat writes a file.</summary>
    public static readonly JsonSerializerOptions Indented = new(Compact) { WriteIndented = true, IndentSize = 1, NewLine = "\n" };
}
