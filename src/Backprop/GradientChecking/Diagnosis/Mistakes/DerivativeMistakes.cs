namespace Backprop;

/// <summary>Mistakes with φ′ on the way from ∂L/∂a to delta.</summary>
internal static class DerivativeMistakes
{
    public static IEnumerable<Hypothesis> Of(MeasuredPass pass) =>
    [
        .. Factor(pass, GradientMistake.MissingDerivative, l => Ones(pass.Z[l]),
            place => $"φ′(z) is missing {place}: delta is ∂L/∂a itself."),
        .. SoftmaxElementwise(pass),
        .. Twice(pass),
        .. Factor(
            pass, GradientMistake.DerivativeAtActivation,
            l => Elementwise(pass, l) ? MeasuredPass.SlopeOf(Phi(pass, l), pass.A[l], pass.A[l]) : null,
            place => $"φ′ is taken at a instead of z {place}."),
        .. Factor(pass, GradientMistake.DerivativeFormAtZ, l => FormAtZ(pass, l),
            place => $"A derivative written in terms of a, such as a(1 − a), is given z {place}."),
        .. Factor(pass, GradientMistake.ValueForDerivative, l => pass.A[l],
            place => $"φ(z) is used instead of φ′(z) {place}."),
        .. AtActivationOfReLU(pass),
        .. WrongLayer(pass),
        .. Neighbours(pass, 1, "behind"),
        .. Neighbours(pass, -1, "before"),
        .. OtherForm(pass, Activation.Sigmoid, "a(1 − a)"),
        .. OtherForm(pass, Activation.Tanh, "1 − a²"),
        .. OtherForm(pass, Activation.ReLU, "1 for z > 0, else 0"),
        .. Slopes(pass),
    ];

    private static IEnumerable<Hypothesis> SoftmaxElementwise(MeasuredPass pass)
    {
        if (Elementwise(pass, pass.Last)) yield break;
        var wrong = new BackwardSteps { Delta = (_, l, gradient) => gradient.Hadamard(pass.Slope[l]) };
        yield return new(GradientMistake.SoftmaxElementwise, pass.Last + 1,
            "Softmax is differentiated as if each output depended on its own z only: "
                + "delta is ∂L/∂ŷ ⊙ a(1 − a) instead of the Jacobian's product.",
            wrong with { In = l => l == pass.Last });
    }

    private static IEnumerable<Hypothesis> Twice(MeasuredPass pass)
    {
        var wrong = new BackwardSteps { Delta = (_, l, gradient) => BackwardSteps.RightDelta(pass, l, gradient).Hadamard(pass.Slope[l]) };
        return Hypothesis.ByLayer(pass, GradientMistake.DerivativeTwice, wrong, Changed(pass, l => pass.Slope[l].Hadamard(pass.Slope[l])),
            place => PlainBackward.IsDifference(pass.Loss, Phi(pass, pass.Last)) && place == $"in layer {pass.Last + 1}"
                ? $"φ′(z) is multiplied in again {place}: ŷ − y is already the delta of {Phi(pass, pass.Last)} with {pass.Loss}."
                : $"φ′(z) is multiplied in twice {place}.");
    }

    private static IEnumerable<Hypothesis> WrongLayer(MeasuredPass pass)
    {
        for (int l = 0; l <= pass.Last; l++)
        {
            int at = l;
            var others = Enumerable.Range(0, pass.W.Length).Where(m => m != at && Elementwise(pass, at) && Elementwise(pass, m));
            foreach (int m in others)
            {
                string derivative = $"layer {m + 1}'s ({Phi(pass, m)}) instead of its own ({Phi(pass, at)})";
                if (Phi(pass, m) != Phi(pass, at))
                {
                    yield return One(
                        pass, at, MeasuredPass.SlopeOf(Phi(pass, m), pass.Z[at], pass.A[at]), $"φ′ in layer {at + 1} is {derivative}.");
                }

                if (pass.Z[m].ColumnCount == pass.Z[at].ColumnCount)
                {
                    yield return One(
                        pass, at, MeasuredPass.SlopeOf(Phi(pass, at), pass.Z[m], pass.A[m]),
                        $"φ′ in layer {at + 1} is taken at layer {m + 1}'s z.");
                    if (Phi(pass, m) != Phi(pass, at))
                        yield return One(pass, at, pass.Slope[m], $"φ′ in layer {at + 1} is {derivative}, at that layer's z.");
                }
            }
        }
    }

    /// <summary>φ′ of the neighbouring layer in every layer that has one.</summary>
    private static IEnumerable<Hypothesis> Neighbours(MeasuredPass pass, int offset, string neighbour)
    {
        int[] layers = [.. Enumerable.Range(0, pass.W.Length)
            .Where(l => l + offset >= 0 && l + offset <= pass.Last && Elementwise(pass, l) && Elementwise(pass, l + offset))];
        int[] other = [.. layers.Where(l => Phi(pass, l) != Phi(pass, l + offset))], fitting = [.. layers.Where(l =>
            pass.Z[l].ColumnCount == pass.Z[l + offset].ColumnCount)];
        if (other.Length > 1)
        {
            yield return All(
                other, l => MeasuredPass.SlopeOf(Phi(pass, l + offset), pass.Z[l], pass.A[l]),
                $"φ′ is that of the layer {neighbour} instead of its own");
        }

        if (fitting.Length > 1)
        {
            yield return All(fitting, l => pass.Slope[l + offset], $"φ′(z) is that of the layer {neighbour}, at its z,");
            yield return All(
                fitting, l => MeasuredPass.SlopeOf(Phi(pass, l), pass.Z[l + offset], pass.A[l + offset]),
                $"φ′ is taken at the z of the layer {neighbour}");
        }

        Hypothesis All(int[] where, Func<int, Matrix> factor, string what)
        {
            var factors = where.ToDictionary(l => l, factor);
            return new(
                GradientMistake.WrongLayerDerivative, null, $"{what} {Hypothesis.Place(pass, where)}.",
                Times(l => factors[l]) with { In = l => where.Contains(l) });
        }
    }

    /// <summary>ReLU with a slope below 0 it does not have, or leaky ReLU with another than its own.</summary>
    private static IEnumerable<Hypothesis> Slopes(MeasuredPass pass)
    {
        foreach (double slope in (double[])[0.01, 0.001, 0.02, 0.05, 0.1, 0.2, 0.25, 0.3, 0.5, 1])
        {
            string number = FactorName.Number(slope);
            var hypotheses = Factor(
                pass, GradientMistake.WrongSlope,
                l => Phi(pass, l) == Activation.ReLU || Phi(pass, l) == Activation.LeakyReLU
                    ? pass.Z[l].Map(z => z > 0 ? 1 : slope)
                    : null,
                place => $"φ′ is 1 for z > 0 and {number} below {place}: that is the derivative of a leaky ReLU with another slope.");
            foreach (var hypothesis in slope == 1 ? [] : hypotheses)
                yield return hypothesis;
        }
    }

    /// <summary>a ≥ 0 holds for every a of ReLU, so its φ′ taken there is 1: the same gradient as without φ′.</summary>
    private static IEnumerable<Hypothesis> AtActivationOfReLU(MeasuredPass pass) =>
        Factor(pass, GradientMistake.DerivativeAtActivation, l => Phi(pass, l) == Activation.ReLU ? Ones(pass.Z[l]) : null,
            place => $"φ′ is taken at a with ≥ {place}: ReLU's a is never below 0, so a ≥ 0 always holds and φ′ is 1.");

    /// <summary>A derivative written in terms of a, used in layers with another activation.</summary>
    private static IEnumerable<Hypothesis> OtherForm(MeasuredPass pass, Activation other, string form) =>
        Factor(
            pass, GradientMistake.WrongLayerDerivative,
            l => Elementwise(pass, l) && Phi(pass, l) != other ? PlainBackward.Slope(other, pass.Z[l], pass.A[l]) : null,
            place => $"φ′ is {form} {place}: that is the derivative of {other}, but the activation is another.");

    private static Hypothesis One(MeasuredPass pass, int layer, Matrix factor, string summary) =>
        new(GradientMistake.WrongLayerDerivative, layer + 1, summary, Times(_ => factor) with { In = l => l == layer });

    private static IEnumerable<Hypothesis> Factor(
        MeasuredPass pass, GradientMistake mistake, Func<int, Matrix?> factor, Func<string, string> summary)
    {
        var factors = Enumerable.Range(0, pass.W.Length).Select(factor).ToArray();
        return Hypothesis.ByLayer(pass, mistake, Times(l => factors[l]!), Changed(pass, l => factors[l]), summary);
    }

    private static BackwardSteps Times(Func<int, Matrix> factor) =>
        new BackwardSteps { Delta = (_, l, gradient) => gradient.Hadamard(factor(l)) };

    /// <summary>The layers in which a factor is known and is not φ′ itself.</summary>
    private static int[] Changed(MeasuredPass pass, Func<int, Matrix?> factor) =>
        [.. Enumerable.Range(0, pass.W.Length)
            .Where(l => factor(l) is { } known && (!Elementwise(pass, l) || !known.Equals(pass.Slope[l])))];

    /// <summary>The derivative as it is written for the layer, in terms of z and a, with z in the place of a.</summary>
    private static Matrix? FormAtZ(MeasuredPass pass, int l)
    {
        if (!Elementwise(pass, l)) return null;
        var form = PlainBackward.Slope(Phi(pass, l), pass.Z[l], pass.Z[l]);
        return form.Equals(Phi(pass, l).Derivative(pass.Z[l])) ? null : form;
    }

    private static Activation Phi(MeasuredPass pass, int l) => pass.Network.Layers[l].Activation;

    private static bool Elementwise(MeasuredPass pass, int l) => Phi(pass, l).IsElementwise;

    private static Matrix Ones(Matrix like) => like.Map(_ => 1);
}
