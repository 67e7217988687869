using AngleSharp.Dom;

namespace NotebookRunner.Reports;

/// <summary>The style sheets of an output: they apply to what it shows itself, and to nothing else of the page.</summary>
/// <remarks>Source: CSS Cascading and Inheritance Level 6, <c>@scope</c>: without a prelude, the parent of the style element.</remarks>
internal static partial class OutputStyle
{
    /// <summary>Puts an output that has styles into an element of its own, which is all that they apply to.</summary>
    public static void Scope(IElement body)
    {
        IElement[] styles = [.. body.QuerySelectorAll("style")];
        if (styles.Length == 0) return;
        var box = HtmlFragment.Element(body, "div", "", "styled");
        foreach (var style in styles)
        {
            var scoped = HtmlFragment.Element(body, "style", Scoped(style.TextContent));
            if (style.GetAttribute("media") is { } media) scoped.SetAttribute("media", media);
            box.Append(scoped);
            style.Remove();
        }

        box.Append([.. body.ChildNodes]);
        body.Append(box);
    }

    /// <summary>
    /// A style sheet within a scope that it cannot close: cut off where a brace would, and at an escape outside of a string, which could
    /// hide one. Rules that are the page's as a whole, such as <c>@page</c>, get a name that no browser knows.
    /// </summary>
    internal static string Scoped(string css)
    {
        var scoped = new StringBuilder("@scope{");
        int depth = 0;
        foreach (string token in Token().Matches(css).Select(match => match.Value))
        {
            if (token == "\\" || (token == "}" && depth == 0)) break;
            if (token == "{") depth++;
            if (token == "}") depth--;
            if (token.StartsWith("/*", StringComparison.Ordinal)) scoped.Append(' ');
            else if (token[0] == '@' && !OfPart().IsMatch(token)) scoped.Append("@not-").Append(token, 1, token.Length - 1);
            else scoped.Append(token);
        }

        // Where the sheet ends within a string or an address, so does the scope: nothing follows.
        return scoped.Append('}', depth + 1).Replace("</", "<\\/").ToString();
    }

    /// <summary>Comments, strings, addresses without quotation marks, names of rules, and what is between them.</summary>
    [GeneratedRegex(
        """/\*.*?(?:\*/|\z)|"(?:\\.|[^"\\\n\r\f])*"?|'(?:\\.|[^'\\\n\r\f])*'?|(?<![\w#@-])url\((?!\s*["'])[^)\\]*\)?|@[\w-]*|[^u"'/@\\{}]+|.""",
        RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex Token();

    [GeneratedRegex("^@(media|supports|container|layer|keyframes|-webkit-keyframes|scope|starting-style)$", RegexOptions.IgnoreCase)]
    private static partial Regex OfPart();
}
