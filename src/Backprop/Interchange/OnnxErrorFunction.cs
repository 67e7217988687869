namespace Backprop;

/// <summary>
/// erf(x) from sums, products and exponentials: the quotients of <see cref="ErrorFunction"/>, each with |x| held inside its own interval,
/// so that erf(|x|) = E₁(|x| held below s) + [E₂(|x| held between s and 4) − E₂(s)] + [E₃(|x| held above 4) − E₃(4)] without a case.
/// </summary>
internal static class OnnxErrorFunction
{
    private const double Small = 0.46875, Large = 4;

    // Beyond it erf is 1 to the last bit.
    private const double Largest = 6;

    /// <summary>Appends erf; the name of its result.</summary>
    public static string Write(OnnxGraph graph, string x)
    {
        string size = graph.Add("Min", graph.Add("Abs", x), graph.Number(Largest));
        string sign = graph.Add("Div", x, graph.Add("Max", graph.Add("Abs", x), graph.Number(double.Epsilon * 4503599627370496)));
        string near = graph.Add("Min", size, graph.Number(Small));
        string middle = graph.Add("Max", graph.Add("Min", size, graph.Number(Large)), graph.Number(Small));
        string far = graph.Add("Max", size, graph.Number(Large));

        string square = graph.Add("Mul", near, near);
        string erf = graph.Add("Mul", near, Quotient(graph, ErrorFunction.SmallNumerator, ErrorFunction.SmallDenominator, square));
        string erfcMiddle =
            graph.Add("Mul", ExpOfMinusSquare(graph, middle),
                Quotient(graph, ErrorFunction.MiddleNumerator, ErrorFunction.MiddleDenominator, middle));
        string inverse = graph.Add("Div", graph.Number(1), graph.Add("Mul", far, far));
        string tail = graph.Add("Mul", inverse, Quotient(graph, ErrorFunction.LargeNumerator, ErrorFunction.LargeDenominator, inverse));
        string erfcFar =
            graph.Add("Div", graph.Add("Mul", ExpOfMinusSquare(graph, far), graph.Add("Sub", graph.Number(ErrorFunction.Slope / 2), tail)),
                far);
        erf = graph.Add("Add", erf, graph.Add("Sub", graph.Number(ErrorFunction.Erfc(Small)), erfcMiddle));
        erf = graph.Add("Add", erf, graph.Add("Sub", graph.Number(ErrorFunction.Erfc(Large)), erfcFar));
        return graph.Add("Mul", sign, erf);
    }

    private static string Quotient(OnnxGraph graph, double[] numerator, double[] denominator, string x) =>
        graph.Add("Div", graph.Polynomial(numerator, x), graph.Polynomial(denominator, x));

    private static string ExpOfMinusSquare(OnnxGraph graph, string x) => graph.Add("Exp", graph.Add("Neg", graph.Add("Mul", x, x)));
}
