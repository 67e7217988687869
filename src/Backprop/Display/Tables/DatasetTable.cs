namespace Backprop;

/// <content>Its form in a notebook.</content>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed partial class Dataset : IHtmlContent
{
    /// <summary>The samples as an HTML table: inputs and targets.</summary>
    public string ToHtml()
    {
        var samples = Names.Samples();
        return new View(ToString(), [new(Formula.Empty, samples.Heading, samples.Name,
        [
            new(Symbols.X, index => Names.Numbered("x", index), Inputs),
            new(Symbols.Y, Targets.ColumnCount == 1 ? null : index => Names.Numbered("y", index), Targets),
        ])]).ToHtml();
    }
}
