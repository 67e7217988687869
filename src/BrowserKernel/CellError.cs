namespace BrowserKernel;

/// <summary>Why a cell failed, for the reader.</summary>
/// <param name="Name">The kind: the exception's type, or <c>Error</c> for one of the compiler.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Trace">Where: the cells' own lines, innermost first.</param>
/// <param name="Marks">The places in this cell to underline.</param>
internal sealed record CellError(string Name, string Message, IReadOnlyList<string> Trace, IReadOnlyList<CellMark> Marks);

/// <summary>A place in a cell, lines and columns from 0, and what is wrong there.</summary>
internal sealed record CellMark(int Line, int Column, int EndLine, int EndColumn, string Message);
