using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace NotebookRunner.Reports;

/// <summary>
/// HTML from Markdown or from an output, made fit to stand in a page: tags that were left open are closed, wide tables scroll in a box,
/// local images and files are inside, links to other notebooks lead to their pages, and nothing is loaded from the network.
/// </summary>
internal static class HtmlFragment
{
    /// <summary>Parses a fragment and makes it fit; the result is the element that holds it.</summary>
    /// <param name="folder">The folder that relative image paths start from.</param>
    public static IElement Load(string html, string folder)
    {
        var body = new HtmlParser().ParseDocument("<!DOCTYPE html><body>" + html).Body!;
        // What would swallow the rest of the page, or lead away from it.
        foreach (var rest in body.QuerySelectorAll("plaintext").ToList()) rest.Replace(Element(body, "pre", rest.TextContent));
        foreach (var away in body.QuerySelectorAll("meta, base, noscript").ToList()) away.Remove();
        // An element that is called getElementById would be what the page's scripts get when they ask for that method.
        foreach (var named in body.QuerySelectorAll("[name]:is(img, form, embed, object, iframe)")) named.RemoveAttribute("name");
        foreach (var script in body.QuerySelectorAll("script").Where(s => s.TextContent.Contains("<!--")))
            script.TextContent = script.TextContent.Replace("<!--", "\\u003C!--");
        foreach (var image in body.QuerySelectorAll("img[src]")) InlineImage(image, folder);
        foreach (var remote in body.QuerySelectorAll("script[src], iframe, object, embed, link[href], audio[src], video[src], source"))
        {
            string address = remote.GetAttribute("src") ?? remote.GetAttribute("href") ?? remote.GetAttribute("data") ?? remote.LocalName;
            if (!address.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
                remote.Replace(Element(body, "span", $"not shown, since this page loads nothing from elsewhere: {address}", "missing"));
        }

        // A corner without a name is no heading: a screen reader would announce nothing.
        foreach (var corner in body.QuerySelectorAll("th").Where(heading => string.IsNullOrWhiteSpace(heading.TextContent)))
            corner.Replace(Element(body, "td"));
        foreach (var link in body.QuerySelectorAll("a[href]").ToList()) MendLink(link, folder);
        return body;
    }

    /// <summary>Takes out of Markdown what would run, and styles, which are those of the whole page.</summary>
    public static void RemoveScripts(IElement body)
    {
        foreach (var script in body.QuerySelectorAll("script, style").ToList()) script.Remove();

        foreach (var element in body.QuerySelectorAll("*"))
        {
            foreach (var attribute in element.Attributes.Where(IsScript).ToList())
            {
                element.RemoveAttribute(attribute.NamespaceUri, attribute.LocalName);
                element.RemoveAttribute(attribute.Name);
            }
        }

        static bool IsScript(IAttr attribute) =>
            attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase)
            || (attribute.LocalName is "href" or "src" or "action" or "formaction" or "to" or "values" or "from"
                && string.Concat(attribute.Value.Where(c => c > ' ')).Contains("javascript:", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Puts every table of a text into a box of its own that scrolls sideways.</summary>
    public static void BoxTables(IElement body)
    {
        foreach (var table in body.QuerySelectorAll("table").Where(table => table.ParentElement?.Closest("table") is null))
        {
            var box = Element(body, "div", "", "wide");
            table.Replace(box);
            box.Append(table);
        }
    }

    /// <summary>A new element of the same page.</summary>
    public static IElement Element(IElement context, string name, string text = "", string? className = null)
    {
        var element = context.Owner!.CreateElement(name);
        if (className is not null) element.ClassName = className;
        element.TextContent = text;
        return element;
    }

    private static void InlineImage(IElement image, string folder)
    {
        string source = image.GetAttribute("src")!;
        if (source.StartsWith("data:", StringComparison.OrdinalIgnoreCase)) return;
        if (IsElsewhere(source))
        {
            var link = Element(image, "a", $"image: {(image.GetAttribute("alt") is { Length: > 0 } alt ? alt : source)}");
            link.SetAttribute("href", source);
            image.Replace(link);
        }
        else if (LocalFile.DataUri(folder, Uri.UnescapeDataString(source), out string problem) is { } content)
        {
            image.SetAttribute("src", content);
        }
        else
        {
            image.Replace(Element(image, "span", $"image {problem}: {source}", "missing"));
        }
    }

    /// <summary>A link to a notebook leads to its page, one to a file of the folder downloads it from this page; another is text.</summary>
    private static void MendLink(IElement link, string folder)
    {
        string target = link.GetAttribute("href")!;
        string path = Uri.UnescapeDataString(target.Split('#')[0]);
        if (path.Length == 0) return;
        if (IsElsewhere(target))
        {
            link.SetAttribute("rel", "noreferrer");
        }
        else if (Path.GetExtension(path) is ".dib" or ".ipynb")
        {
            string anchor = target.Contains('#') ? target[target.IndexOf('#')..] : "";
            link.SetAttribute("href", ReportPage.LinkTo(Path.GetFileNameWithoutExtension(path)) + anchor);
        }
        else if (LocalFile.DataUri(folder, path, out string problem) is { } content)
        {
            link.SetAttribute("href", content);
            link.SetAttribute("download", Path.GetFileName(path));
        }
        else
        {
            link.Replace([.. link.ChildNodes, Element(link, "span", $" ({problem})", "missing")]);
        }
    }

    private static bool IsElsewhere(string address) => address.StartsWith("//", StringComparison.Ordinal)
        || (Uri.TryCreate(address, UriKind.Absolute, out var absolute) && !absolute.IsFile);
}
