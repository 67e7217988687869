namespace NotebookRunner.Documents;

/// <summary>The one form of a cell's text: valid Unicode, <c>\n</c> line ends, no empty lines before or after.</summary>
internal static partial class CellText
{
    /// <summary>Text as .NET Interactive reads and writes it in a .dib; the same for .ipynb.</summary>
    public static string Normalize(string text) => UnifyLineEnds(WellFormed(text)).Trim('\n');

    /// <summary>Turns every <c>\r\n</c> and lone <c>\r</c> into <c>\n</c>.</summary>
    public static string UnifyLineEnds(string text) => text.Replace("\r\n", "\n").Replace('\r', '\n');

    /// <summary>Text with U+FFFD for each half of a surrogate pair that stands alone: no file can hold those.</summary>
    public static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>Text without the escape sequences that colour it, or make it a link, on a terminal.</summary>
    public static string WithoutEscapes(string text) => TerminalEscape().Replace(text, "");

    [GeneratedRegex(@"\x1B(\[[0-9;?]*[A-Za-z]|\][^\x07\x1B]*(\x07|\x1B\\))")]
    private static partial Regex TerminalEscape();
}
