namespace Backprop;

/// <content>Its form in a notebook.</content>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed partial class ConfusionMatrix : IHtmlContent
{
    /// <summary>
    /// The counts as an HTML table: a row for each class, a column for each class it was taken for, then precision and recall.
    /// </summary>
    public string ToHtml() => new View(ToString(), [Table()]).ToHtml();

    private NumberTable Table()
    {
        int classes = ClassNames.Count;
        var cells = new Matrix(classes, classes, [.. counts.Cast<int>().Select(count => (double)count)]);
        int[] all = [.. Enumerable.Range(0, classes)];
        return new(Formula.Empty, "class", row => ClassNames[row],
        [
            new("taken for", column => ClassNames[column], cells),
            ColumnGroup.Single("precision", [.. all.Select(Precision)]),
            ColumnGroup.Single("recall", [.. all.Select(Recall)]),
        ]);
    }
}
