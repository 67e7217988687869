namespace Backprop;

/// <summary>The gradient that is checked, beside what a backward pass with measured slopes gives, with the weight decay.</summary>
/// <param name="given">The gradient that is checked, in the order of the network's parameters.</param>
/// <param name="pass">The measured pass.</param>
/// <param name="rounding">What rounding may do to an entry.</param>
/// <param name="weightDecay">λ of the objective.</param>
internal sealed class MeasuredGradient(double[] given, MeasuredPass pass, AnalyticRounding rounding, double weightDecay)
{
    public double[] Given => given;

    public MeasuredPass Pass => pass;

    /// <summary>The right one.</summary>
    public double[] Right => field ??= Of(pass);

    /// <summary>That of a pass which differs in something, such as a slope at a kink.</summary>
    public double[] Of(MeasuredPass other) => GradientDiagnoser.Flat(BackwardSteps.RightGradients(other).Select((layer, l) =>
        weightDecay == 0 ? layer : layer with { Weights = layer.Weights + (weightDecay * other.Network.Layers[l].Weights) }));

    /// <summary>Whether an entry is that of a gradient, to rounding and to what the slopes are measured to.</summary>
    public bool Is(double[] gradient, GradientEntry entry, int i) =>
        Math.Abs(entry.Analytic - gradient[i]) <= (4 * rounding[i]) + (Math.Max(1e-9, pass.SlopeError) * Math.Abs(gradient[i]));
}
