namespace NotebookRunner.Documents;

/// <summary>The one form of a cell's text: <c>\n</c> line ends, no empty lines before or after.</summary>
internal static class CellText
{
    /// <summary>
    /// Normalizes text as .NET Interactive does on reading and writing a .dib, whose blank lines around a cell carry no
    /// meaning; the same for .ipynb, so that a notebook reads the same from either.
    /// </summary>
    public static string Normalize(string text) => UnifyLineEnds(text).Trim('\n');

    /// <summary>Turns every <c>\r\n</c> and lone <c>\r</c> into <c>\n</c>.</summary>
    public static string UnifyLineEnds(string text) =>
        text.Contains('\r', StringComparison.Ordinal)
            ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n')
            : text;
}
