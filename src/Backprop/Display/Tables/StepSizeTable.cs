namespace Backprop;

/// <content>Its form in a notebook.</content>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed partial record StepSizeCurve : IHtmlContent
{
    /// <summary>A table with the best step of each method; <see cref="Figures"/> draws the curves.</summary>
    public string ToHtml() => View().ToHtml();

    /// <summary>The same table as text.</summary>
    public override string ToString() => View().ToText();

    private View View() =>
        new(
            $"Error of each method for {Of} = {NumberFormat.Single(Exact)}",
            [
                new(Formula.Empty, "method", row => Words.Of(Methods[row].Method),
                [
                    ColumnGroup.Single("best step h", [.. Methods.Select(method => method.BestStep)]),
                    ColumnGroup.Single("relative error there", [.. Methods.Select(method => method.Best)]),
                ]),
            ]);
}
