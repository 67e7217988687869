namespace Backprop;

/// <summary>One summand of a sum, in symbols and in numbers.</summary>
/// <param name="Symbols">The summand in symbols.</param>
/// <param name="Numbers">The summand in numbers.</param>
/// <param name="Value">Its value.</param>
internal readonly record struct Term(Formula Symbols, Formula Numbers, double Value);

/// <summary>Sums written out; of a long one the first terms and the last, and what those between add up to.</summary>
internal static class Sum
{
    private const int MostTerms = 9;

    /// <summary>A product of two numbers.</summary>
    public static Formula Product(double left, double right) => Formula.Operand(left) + "·" + Formula.Operand(right);

    public static Formula InSymbols(IReadOnlyList<Term> terms) =>
        Join(Shown(terms).Select(index => index is { } i ? terms[i].Symbols : "⋯"));

    public static Formula InNumbers(IReadOnlyList<Term> terms)
    {
        int?[] shown = Shown(terms);
        int first = Array.IndexOf(shown, null);
        return Join(
            shown.Select(index => index is { } i ? terms[i].Numbers : Hidden(terms, first, terms.Count - (shown.Length - first - 1))));
    }

    private static Formula Hidden(IReadOnlyList<Term> terms, int start, int end)
    {
        double sum = 0;
        for (int i = start; i < end; i++)
            sum += terms[i].Value;
        return Formula.Parentheses(Formula.Number(sum) + $" from {Symbols.Invariant(end - start)} more");
    }

    private static int?[] Shown(IReadOnlyList<Term> terms) => Abridgement.Shown(terms.Count, MostTerms);

    private static Formula Join(IEnumerable<Formula> terms) => terms.Aggregate((left, right) => left + " + " + right);
}
