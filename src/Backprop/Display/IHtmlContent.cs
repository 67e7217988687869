namespace Backprop;

/// <summary>What has a form in a notebook.</summary>
/// <remarks>
/// A public type that implements this carries <c>[TypeFormatterSource(typeof(HtmlFormatterSource))]</c> too, for .NET Interactive,
/// and a <see cref="object.ToString"/> fit for a terminal. Other hosts find the public <c>ToHtml()</c> by its name.
/// </remarks>
internal interface IHtmlContent
{
    /// <summary>A fragment of HTML that needs nothing else on the page.</summary>
    string ToHtml();

    /// <summary>The same in a notebook, whose page has what earlier outputs brought along.</summary>
    string ToNotebookHtml() => ToHtml();
}
