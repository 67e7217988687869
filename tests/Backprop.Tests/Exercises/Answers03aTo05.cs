namespace Backprop.Tests.Exercises;

/// <summary>Answers to the exercises of lessons 03a to 05.</summary>
internal static class Answers03aTo05
{
    public static ExerciseAnswers[] Lesson03a =>
    [
        new("03a.1", -2, [-2.0, "−2"], [(-3, "sum directly"), (1, "into the product"), (-4, "f itself"), (2, "∂f/∂y")]),
        new("03a.2", 1.5, [3 * 0.5, "1.50"],
            [(3, "∂e/∂d"), (-1.5, "over c alone"), (0.75, "derivative is 2d"), (9, "∂e/∂b"), (1, "cut to a whole number")]),
        new("03a.3", 3, [3.0, "3"], [(6, "right for +="), (9, "x·x itself"), (0, "not 0")]),
        new("03a.4", Function(x => (1 + x) * Math.Exp(x)),
            [Function(x => Math.Exp(x) + (x * Math.Exp(x))), Function(x => (x * Math.Exp(x)) + Math.Exp(x))],
            [(Function(x => x * Math.Exp(x)), "factor x is missing"), (Function(Math.Exp), "Only the way through the factor x"),
                (Function(_ => 0), "Backward()"), (Function(x => -(1 + x) * Math.Exp(x)), "sign")]),
    ];

    public static ExerciseAnswers[] Lesson04 =>
    [
        new("04.1", "negative", ["Negative", " NEGATIVE"], [("positive", "Which sign"), ("zero", "Choose"), (-1, "one of")]),
        new("04.2", -0.104,
            ["−0.104", -0.1042, RoundNetwork.Backward.Layers[1].Delta[0, 0] - RoundNetwork.Backward.Layers[1].Derivative![0, 0]],
            [(-0.4262, "φ′(z) is missing"), (0.104, "sign"), (0.2446, "∂L/∂ŷ is missing"), (-0.208, "2 times"),
            (0.1403, "for the target 0"), (-0.1044, "first 3 digits"), (0, "cut to a whole number")]),
        new("04.3", M([[0.00587, -0.00713]]), [M([[0.00587, -0.007128]]), V([0.005868, -0.00713]), new[] { 0.00587, -0.00713 }],
            [(M([[0.01174, -0.01426]]), "gradient of half the sum"), (M([[0.00293, -0.00356]]), "the factor is ½"),
                (M([[0.02347, -0.02851]]), "other way round"), (M([[0.0122, -0.0104]]), "first sample's delta"),
                (M([[0.00587], [-0.00713]]), "transposed"), (M([[-0.00587, 0.00713]]), "In every entry: The size"), (
                    M([[0.00587, 0.00713]]), "1 of 2 entries is wrong"), (0.0117, "a matrix")]),
        new("04.4", 15, [5 * 3, 15.0], [(60, "to h1 only"), (8, "paths multiply"), (1, "Through h1"), (14, "off by one")]),
        new("04.5", Backward(),
            [Backward(explicitFormula: true),
            (Func<Network, ForwardPass, LossValue, Gradients>)((network, forward, loss) => network.Backward(forward, loss).Gradients)],
            [
                (Backward(a: (loss, _) => loss.Gradient), "Line A is wrong"),
                (Backward(a: (loss, last) => (-1 * loss.Gradient).Hadamard(last.Activation.Derivative(last.Z))), "Line A is wrong"),
                (Backward(b: (inputs, delta) => 2 * (inputs.Transpose() * delta)), "Line B is wrong"),
                (Backward(b: (inputs, delta) => delta.Transpose() * inputs), "line B: ∂L/∂W"),
                (Backward(b: (_, _) => null!), "Line B is still open"),
                (Backward(c: delta => 0.25 * delta.SumRows()), "Line C is wrong"),
                (Backward(c: delta => Vector.Create(delta.Row(0))), "Line C is wrong"),
                (Backward(c: _ => null!), "Line C is still open"),
                (Backward(d: (delta, w, slope) => delta * w.Transpose()), "Line D is wrong"),
                (Backward(d: (delta, w, slope) => (delta * w).Hadamard(slope)), "has to be transposed"),
                (Backward(a: (_, _) => null!), "Lines A and D"),
                (Backward(d: (_, _, _) => null!), "Lines A and D"),
            ]),
    ];

    public static ExerciseAnswers[] Lesson05 =>
    [
        new("05.1", "larger", ["Larger", "LARGER "], [("smaller", "against the gradient"), ("equal", "Choose"), (1, "one of")]),
        new("05.2", 0.184, ["0.184", 0.2 - (0.2 * RoundNetwork.Backward.Gradients[1].Bias[0])],
            [(-0.01613, "step itself"), (0.01613, "size of the step"), (0.2161, "uphill"), (0.1193, "learning rate is missing"),
                (0.0807, "That is the gradient"), (0.1597, "η = 0.5"), (0, "cut to a whole number")]),
        new("05.3", -0.000109098, [-0.000109, -1.091e-4],
            [(0.000109, "change is negative"), (-0.00104, "norm is squared"), (-0.0109, "learning rate is missing")]),
        new("05.4", 0.0522249, [0.0522, 0.10444976427307433 * Math.Cos(Math.PI / 3)],
            [(0.104, "along the gradient itself"), (0.0905, "30°"), (-0.0995, "radians"), (-0.0522, "sign")]),
        new("05.5", Update((w, g, eta) => w - (eta * g)), [Update((w, g, eta) => w + (-eta * g)), Update((w, g, eta) => w - (g * eta))],
            [(Update((w, g, eta) => w + (eta * g)), "uphill"), (Update((w, g, _) => w - g), "learning rate is missing"),
                (Update((_, g, eta) => -eta * g), "plus the step"), (Update((w, _, _) => w), "one entry"), (1, "a function of")]),
    ];

    private static Func<double, double> Function(Func<double, double> function) => function;

    private static Func<Matrix, Matrix, double, Matrix> Update(Func<Matrix, Matrix, double, Matrix> update) => update;

    /// <summary>The exercise's function with its four lines, any of which can be another.</summary>
    private static Func<Network, ForwardPass, LossValue, Gradients> Backward(
        Func<LossValue, LayerForward, Matrix>? a = null, Func<Matrix, Matrix, Matrix>? b = null, Func<Matrix, Vector>? c = null,
        Func<Matrix, Matrix, Matrix, Matrix>? d = null, bool explicitFormula = false) => (network, forward, loss) =>
    {
        var last = forward.Layers[^1];
        var delta = a is null ? loss.Gradient.Hadamard(last.Activation.Derivative(last.Z)) : a(loss, last);
        var gradients = new LayerGradient[network.Layers.Count];
        for (int l = network.Layers.Count; l >= 1; l--)
        {
            var inputs = l == 1 ? forward.Inputs : forward.Layers[l - 2].A;
            var dW = b is null ? inputs.Transpose() * delta : b(inputs, delta);
            var db = c is null
                ? explicitFormula
                ? Vector.Create([.. Enumerable.Range(0, delta.ColumnCount).Select(j => delta.Column(j).Sum())])
                : delta.SumRows()
                : c(delta);
            gradients[l - 1] = new(dW, db);
            if (l == 1) break;
            var before = forward.Layers[l - 2];
            var slope = before.Activation.Derivative(before.Z);
            delta = d is null
                ? (delta * network.Layers[l - 1].Weights.Transpose()).Hadamard(slope)
                : d(delta, network.Layers[l - 1].Weights, slope);
        }

        return [.. gradients];
    };
}
