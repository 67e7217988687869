using System.Text;

namespace Backprop;

/// <summary>
/// The records of a CSV text one after the other, so that a large file is never in memory as text: RFC 4180, blank lines left out.
/// </summary>
internal sealed class CsvReader(TextReader reader, string file, char delimiter)
{
    private readonly List<ReadOnlyMemory<char>> fields = [];
    private long lines;

    /// <summary>The line on which the record begins, from 1.</summary>
    public long Line { get; private set; }

    /// <summary>The number of its fields.</summary>
    public int Count => fields.Count;

    /// <summary>A field without the blanks around it, or what stood between quotation marks.</summary>
    public ReadOnlySpan<char> this[int index] => fields[index].Span;

    /// <summary>Goes on to the next record; false at the end.</summary>
    /// <exception cref="FormatException">The text is not in the encoding, or quotation marks do not match.</exception>
    public bool Read()
    {
        while (NextLine() is { } text)
        {
            if (string.IsNullOrWhiteSpace(text)) continue;
            Line = lines;
            Split(text);
            return true;
        }

        return false;
    }

    private void Split(string text)
    {
        fields.Clear();
        for (int start = 0; start <= text.Length; start++)
        {
            int first = start;
            while (first < text.Length && text[first] != delimiter && char.IsWhiteSpace(text[first]))
                first++;
            if (first < text.Length && text[first] == '"')
            {
                start = AddQuoted(ref text, first + 1);
                continue;
            }

            int end = text.IndexOf(delimiter, start);
            if (end < 0) end = text.Length;
            fields.Add(text.AsMemory(start, end - start).Trim());
            start = end;
        }
    }

    /// <summary>Adds what stands between quotation marks, over several lines if need be, and returns where the field ends.</summary>
    private int AddQuoted(ref string text, int start)
    {
        var content = new StringBuilder();
        int at = start;
        while (true)
        {
            if (at == text.Length)
            {
                text += '\n' + (NextLine() ?? throw NoMatch());
            }
            else if (text[at] == '"' && (at + 1 == text.Length || text[at + 1] != '"'))
            {
                break;
            }
            else if (text[at] == '"')
            {
                at++;
            }

            content.Append(text[at++]);
        }

        fields.Add(content.ToString().AsMemory());
        do at++;
        while (at < text.Length && text[at] != delimiter && char.IsWhiteSpace(text[at]));
        return at == text.Length || text[at] == delimiter ? at : throw NoMatch();
    }

    private FormatException NoMatch() => new($"{file}, line {Line}: the quotation marks do not match.");

    private string? NextLine()
    {
        try
        {
            lines++;
            return reader.ReadLine();
        }
        catch (DecoderFallbackException exception)
        {
            string bytes = string.Join(" ", (exception.BytesUnknown ?? []).Select(b => $"0x{b:X2}"));
            string hint = "save it as UTF-8, or give its Encoding, such as Encoding.Latin1";
            throw new FormatException($"{file} is not UTF-8 (the byte {bytes} at line {lines} or soon after): {hint}.", exception);
        }
    }
}
