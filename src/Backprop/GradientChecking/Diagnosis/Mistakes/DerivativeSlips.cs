namespace Backprop;

/// <summary>A derivative in terms of a that is written down with a slip, such as 1 − a for the a(1 − a) of a sigmoid.</summary>
internal static class DerivativeSlips
{
    private static readonly (string Text, Func<double, double> Form)[] forms =
    [
        ("1 − a", a => 1 - a), ("1 + a", a => 1 + a), ("a²", a => a * a), ("1 + a²", a => 1 + (a * a)), ("a(1 + a)", a => a * (1 + a)),
        ("(1 − a)²", a => (1 - a) * (1 - a)), ("a² − 1", a => (a * a) - 1), ("a(a − 1)", a => a * (a - 1)),
    ];

    public static IEnumerable<Hypothesis> Of(MeasuredPass pass)
    {
        int[] curved = [.. Enumerable.Range(0, pass.W.Length).Where(l => pass.Network.Layers[l].Activation is
            { IsElementwise: true, Kinks.Count: 0 } activation && activation != Activation.Identity)];
        return forms.SelectMany(slip => Hypothesis.ByLayer(
            pass, GradientMistake.DerivativeSlip,
            new() { Delta = (pass, l, gradient) => gradient.Hadamard(pass.A[l].Map(slip.Form)) }, curved,
            place => $"φ′ is {slip.Text} {place}, which is not the derivative of the activation."));
    }
}
