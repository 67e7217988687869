namespace Backprop;

/// <summary>Numbers and words as LaTeX wants them.</summary>
internal static class LatexText
{
    /// <summary>A number as <see cref="NumberFormat.WriteAscii"/> gives it.</summary>
    public static string Number(string number)
    {
        int exponent = number.IndexOf('e', StringComparison.Ordinal);
        return number switch
        {
            "NaN" => @"\text{NaN}",
            _ when exponent > 0 => $@"{number[..exponent]} \cdot 10^{{{number[(exponent + 1)..]}}}",
            _ => number.Replace("∞", @"\infty", StringComparison.Ordinal),
        };
    }

    /// <summary>Text whose every character stands for itself.</summary>
    public static string Escape(string text)
    {
        var escaped = new System.Text.StringBuilder();
        foreach (char c in text)
        {
            escaped.Append(c switch
            {
                '\\' => @"\backslash ",
                '_' or '%' or '#' or '&' or '$' or '{' or '}' => @"\" + c,
                '^' => @"\hat{}",
                '~' => @"\sim ",
                '−' => "-",
                '·' => @" \cdot ",
                '⋯' => @"\cdots ",
                '←' => @"\leftarrow ",
                'Σ' => @"\sum ",
                'φ' => @"\varphi ",
                'η' => @"\eta ",
                _ => c.ToString(),
            });
        }

        return escaped.ToString();
    }
}
