namespace Backprop;

/// <summary>What is put in for a variable of an equation.</summary>
/// <param name="Name">The variable: <c>z</c>.</param>
/// <param name="Alone">What stands for it on its own.</param>
/// <param name="Operand">The same beside an operator: a negative number in parentheses.</param>
internal readonly record struct Insertion(string Name, Formula Alone, Formula Operand)
{
    public static Insertion Of(string name, Formula symbol) => new(name, symbol, symbol);

    public static Insertion Of(string name, double number) => new(name, Formula.Number(number), Formula.Operand(number));
}

/// <summary>
/// The equation of a function as its file has it, such as <c>1/(1 + e^(−z))</c>, set with something put in for its variables.
/// Operators are + − · / ^ ², comparisons &gt; ≤, with functions, √, |…| and cases: <c>z if z &gt; 0, else 0</c>.
/// </summary>
internal sealed class EquationText
{
    private readonly string text;
    private readonly Insertion[] insertions;
    private int position;

    private EquationText(string text, Insertion[] insertions)
    {
        this.text = text;
        this.insertions = insertions;
    }

    private char Next => position < text.Length ? text[position] : '\0';

    /// <exception cref="FormatException">The text is not in the notation.</exception>
    public static Formula Set(string text, params Insertion[] insertions)
    {
        var equation = new EquationText(text, insertions);
        var formula = equation.Cases();
        return equation.position == text.Length ? formula : throw equation.Error();
    }

    /// <summary>A sum, or one sum if a comparison holds and else another.</summary>
    private Formula Cases()
    {
        var formula = Sum();
        if (!Take(" if ")) return formula;
        formula += " if " + Sum();
        foreach (string comparison in new[] { " > ", " ≤ " })
        {
            if (Take(comparison)) formula += comparison + Sum();
        }

        return Take(", else ") ? formula + ", else " + Cases() : throw Error();
    }

    private Formula Sum()
    {
        var sum = Product(isFirst: true);
        while (true)
        {
            if (Take(" + ")) sum += " + " + Product(isFirst: false);
            else if (Take(" − ")) sum += " − " + Product(isFirst: false);
            else return sum;
        }
    }

    private Formula Product(bool isFirst)
    {
        if (Take("−")) return "−" + Product(isFirst: false);
        var product = Factor(isFirst);
        while (true)
        {
            if (Take("·")) product = new(product.Whole + "·" + Factor(isFirst: false).Whole);
            else if (Take("/")) product = new(Formula.Fraction(product.Bare, Factor(isFirst: true).Bare));
            else return product.Whole;
        }
    }

    private Part Factor(bool isFirst)
    {
        var factor = Atom(isFirst);
        if (Take("²")) return new(Formula.Squared(factor.Whole));
        return Take("^") ? new(Formula.Power(factor.Whole, Factor(isFirst: true).Bare)) : factor;
    }

    private Part Atom(bool isFirst)
    {
        if (Take("√")) return new("√" + Atom(isFirst: false).Whole);
        if (Take("("))
        {
            var inner = Cases();
            return Take(")") ? new(Formula.Parentheses(inner), inner) : throw Error();
        }

        if (Take("|"))
        {
            var inner = Sum();
            return Take("|") ? new("|" + inner + "|") : throw Error();
        }

        string name = While(char.IsLetter), digits = While(c => char.IsAsciiDigit(c) || c is '.' or '½');
        foreach (var insertion in insertions)
        {
            if (name == insertion.Name && digits.Length == 0)
                return new(isFirst && Next is not ('²' or '^') ? insertion.Alone : insertion.Operand);
        }

        if (name.Length > 0 && Take("(")) return new(name + Formula.Parentheses(Arguments()));
        return name.Length + digits.Length > 0 ? new(name.Length > 0 ? Formula.Variable(name) : digits) : throw Error();
    }

    private Formula Arguments()
    {
        var arguments = Sum();
        while (Take(", "))
            arguments += ", " + Sum();
        return Take(")") ? arguments : throw Error();
    }

    private bool Take(string expected)
    {
        if (!text.AsSpan(position).StartsWith(expected, StringComparison.Ordinal)) return false;
        position += expected.Length;
        return true;
    }

    private string While(Func<char, bool> belongs)
    {
        int start = position;
        while (belongs(Next))
            position++;
        return text[start..position];
    }

    private FormatException Error() => new($"The equation '{text}' cannot be read at position {position}.");

    /// <summary>A factor, and what stands between its parentheses: a fraction and an exponent need none.</summary>
    private readonly record struct Part(Formula Whole, Formula? Inner = null)
    {
        public Formula Bare => Inner ?? Whole;
    }
}
