namespace Backprop;

/// <content>Its form in a notebook.</content>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed partial record LossValue : IHtmlContent
{
    /// <summary>The loss as HTML: its value, and a table with ŷ, y, the term and ∂L/∂ŷ of each sample.</summary>
    public string ToHtml() => View().ToHtml();

    /// <summary>The same as text.</summary>
    public override string ToString() => View().ToText();

    private View View()
    {
        var samples = Names.Samples(Inputs);
        int outputs = Output.ColumnCount;
        Func<int, Formula>? units = outputs == 1 ? null : index => Symbols.Invariant(index + 1);
        return new(
            $"Loss: {Function.Title}, " + new Formula("", "<b>") + Symbols.Loss + " = " + Formula.Number(Value) + new Formula("", "</b>"),
            [new(Formula.Empty, samples.Heading, samples.Name,
            [
                new(Symbols.Prediction, units, Output),
                new(Symbols.Y, units, Targets),
                new("term", null, new Matrix(SampleTerms.Count, 1, [.. SampleTerms])),
                new(Symbols.GradientOf(Symbols.Prediction), units, Gradient),
            ]) { Note = Definition() }]);
    }

    /// <summary>How L comes from the terms, and for a single output each term from ŷ and y.</summary>
    private Formula Definition()
    {
        var total = Symbols.Loss + (Function.OverSamples == Reduction.Mean ? " = mean of the terms" : " = sum of the terms");
        if (Output.ColumnCount > 1) return total;
        var term = FunctionFormulas.Term(Function, FunctionFormulas.Prediction(Symbols.Prediction), FunctionFormulas.Target(Symbols.Y));
        return total + ", term = " + (FunctionFormulas.IsNegated(Function) ? "−" + Formula.Parentheses(term) : term);
    }
}
