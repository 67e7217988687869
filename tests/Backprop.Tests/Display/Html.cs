using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Backprop.Tests.Display;

/// <summary>Reads rendered HTML as a browser does.</summary>
internal static class Html
{
    public static IDocument Parse(string html) => new HtmlParser().ParseDocument(html);

    /// <summary>The numbers in the titles of a table's cells, row by row.</summary>
    public static double[][] Numbers(IElement table) =>
        [.. table.QuerySelectorAll("tbody tr").Select(row => (double[])[.. row.QuerySelectorAll("td[title]").Select(Exact)])];

    public static double Exact(IElement cell) => double.Parse(cell.GetAttribute("title")!, CultureInfo.InvariantCulture);

    /// <summary>The number that a cell shows; its exponent and minus as printed.</summary>
    public static double Shown(IElement cell) => cell.TextContent.Trim('\u2007', '\u2008') switch
    {
        "NaN" => double.NaN,
        "∞" => double.PositiveInfinity,
        "−∞" => double.NegativeInfinity,
        var text => double.Parse(text.Replace('−', '-'), CultureInfo.InvariantCulture),
    };
}
