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
            new(Symbols.X, index => InputNames[index], Inputs),
            new(Symbols.Y, TargetName, Targets),
        ])]).ToHtml();
    }

    private Func<int, Formula>? TargetName => Targets.ColumnCount == 1 ? null
        : index => ClassNames.Count == Targets.ColumnCount ? ClassNames[index] : Names.Numbered("y", index);
}
