namespace Backprop;

/// <summary>Mistakes with φ′ on the way from ∂L/∂a to delta.</summary>
internal static class DerivativeMistakes
{
    public static IEnumerable<Hypothesis> Of(PassIngredients x) =>
    [
        .. Factor(x, GradientMistake.MissingDerivative, l => Ones(x.Z[l]),
            place => $"φ′(z) is missing {place}: delta is ∂L/∂a itself."),
        .. SoftmaxElementwise(x),
        .. Twice(x),
        .. Factor(x, GradientMistake.DerivativeAtActivation, l => Elementwise(x, l) ? PassIngredients.SlopeOf(Phi(x, l), x.A[l], x.A[l]) : null,
            place => $"φ′ is taken at a instead of z {place}."),
        .. Factor(x, GradientMistake.DerivativeFormAtZ, l => FormAtZ(x, l),
            place => $"A derivative written in terms of a, such as a(1 − a), is given z {place}."),
        .. Factor(x, GradientMistake.ValueForDerivative, l => x.A[l],
            place => $"φ(z) is used instead of φ′(z) {place}."),
        .. WrongLayer(x),
        .. OtherForm(x, Activation.Sigmoid, "a(1 − a)"),
        .. OtherForm(x, Activation.Tanh, "1 − a²"),
    ];

    private static IEnumerable<Hypothesis> SoftmaxElementwise(PassIngredients x)
    {
        if (Elementwise(x, x.Last)) yield break;
        var wrong = BackwardSteps.Right with { Delta = (_, l, gradient) => gradient.Hadamard(x.Slope[l]) };
        yield return new(GradientMistake.SoftmaxElementwise, x.Last + 1,
            "Softmax is differentiated as if each output depended on its own z only: delta is ∂L/∂ŷ ⊙ a(1 − a) instead of the Jacobian's product.",
            wrong.In(l => l == x.Last).Run(x));
    }

    private static IEnumerable<Hypothesis> Twice(PassIngredients x)
    {
        var wrong = BackwardSteps.Right with { Delta = (_, l, gradient) => BackwardSteps.Right.Delta(x, l, gradient).Hadamard(x.Slope[l]) };
        return Hypothesis.ByLayer(x, GradientMistake.DerivativeTwice, wrong, Changed(x, l => x.Slope[l].Hadamard(x.Slope[l])),
            place => x.Loss.FusedWith(Phi(x, x.Last)) is not null && place == $"in layer {x.Last + 1}"
                ? $"φ′(z) is multiplied in again {place}: ŷ − y is already the delta of {Phi(x, x.Last)} with {x.Loss}."
                : $"φ′(z) is multiplied in twice {place}.");
    }

    private static IEnumerable<Hypothesis> WrongLayer(PassIngredients x)
    {
        for (int l = 0; l <= x.Last; l++)
        {
            int at = l;
            var others = Enumerable.Range(0, x.W.Length).Where(m => m != at && Elementwise(x, at) && Elementwise(x, m));
            foreach (int m in others)
            {
                string derivative = $"layer {m + 1}'s ({Phi(x, m)}) instead of its own ({Phi(x, at)})";
                if (Phi(x, m) != Phi(x, at))
                    yield return One(x, at, PassIngredients.SlopeOf(Phi(x, m), x.Z[at], x.A[at]), $"φ′ in layer {at + 1} is {derivative}.");
                if (x.Z[m].ColumnCount == x.Z[at].ColumnCount)
                {
                    yield return One(x, at, PassIngredients.SlopeOf(Phi(x, at), x.Z[m], x.A[m]), $"φ′ in layer {at + 1} is taken at layer {m + 1}'s z.");
                    if (Phi(x, m) != Phi(x, at)) yield return One(x, at, x.Slope[m], $"φ′ in layer {at + 1} is {derivative}, at that layer's z.");
                }
            }
        }
    }

    /// <summary>A derivative written in terms of a, used in layers with another activation.</summary>
    private static IEnumerable<Hypothesis> OtherForm(PassIngredients x, Activation other, string form) =>
        Factor(x, GradientMistake.WrongLayerDerivative, l => Elementwise(x, l) && Phi(x, l) != other ? Form(other, x.Z[l], x.A[l]) : null,
            place => $"φ′ is {form} {place}: that is the derivative of {other}, but the activation is another.");

    private static Hypothesis One(PassIngredients x, int layer, Matrix factor, string summary) =>
        new(GradientMistake.WrongLayerDerivative, layer + 1, summary, Times(_ => factor).In(l => l == layer).Run(x));

    private static IEnumerable<Hypothesis> Factor(PassIngredients x, GradientMistake mistake, Func<int, Matrix?> factor, Func<string, string> summary)
    {
        var factors = Enumerable.Range(0, x.W.Length).Select(factor).ToArray();
        return Hypothesis.ByLayer(x, mistake, Times(l => factors[l]!), Changed(x, l => factors[l]), summary);
    }

    private static BackwardSteps Times(Func<int, Matrix> factor) =>
        BackwardSteps.Right with { Delta = (_, l, gradient) => gradient.Hadamard(factor(l)) };

    /// <summary>The layers in which a factor is known and is not φ′ itself.</summary>
    private static int[] Changed(PassIngredients x, Func<int, Matrix?> factor) =>
        [.. Enumerable.Range(0, x.W.Length).Where(l => factor(l) is { } known && (!Elementwise(x, l) || !known.Equals(x.Slope[l])))];

    /// <summary>The derivative as it is written for the layer, in terms of z and a, with z in the place of a.</summary>
    private static Matrix? FormAtZ(PassIngredients x, int l)
    {
        if (!Elementwise(x, l)) return null;
        var form = Form(Phi(x, l), x.Z[l], x.Z[l]);
        return form.Equals(Phi(x, l).Derivative(x.Z[l])) ? null : form;
    }

    /// <summary>The derivative as it is written for an activation, in terms of any z and a.</summary>
    private static Matrix Form(Activation activation, Matrix z, Matrix a)
    {
        double[] factor = new double[z.Values.Length];
        activation.Kernel.Backward(z.Values, a.Values, Ones(z).Values, factor, z.ColumnCount);
        return new Matrix(z.RowCount, z.ColumnCount, factor);
    }

    private static Activation Phi(PassIngredients x, int l) => x.Network.Layers[l].Activation;

    private static bool Elementwise(PassIngredients x, int l) => Phi(x, l).IsElementwise;

    private static Matrix Ones(Matrix like) => like.Map(_ => 1);
}
