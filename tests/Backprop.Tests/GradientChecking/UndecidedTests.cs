namespace Backprop.Tests.GradientChecking;

/// <summary>A check that decides nothing says why, and what would help: the whole sentences.</summary>
public sealed class UndecidedTests
{
    private static readonly Activation Own = new("own", z => z, _ => 1);

    /// <summary>z2 is 40 for one sample, where 1 − ŷ has no digits that a quotient could see.</summary>
    [Theory]
    [InlineData(40, 1, "take smaller weights.")]
    [InlineData(4, 10, "scale the inputs, which reach 10, to 0 to 1, or take smaller weights.")]
    public void Of_saturated_units_the_inputs_or_the_weights_are_too_large(double weight, double input, string help)
    {
        var network = TwoLayers(Activation.Identity, Activation.Sigmoid, weight, bias: 0);
        var data = new Dataset("two", [[input], [input / 2]], [[0], [0]]);

        Says(
            GradientCheck.Run(network, data, Loss.MeanSquaredError, new() { Method = DifferentiationMethod.CentralDifference }), 2,
            "Undecided: 1 of 4 derivatives (b2[ŷ]) agrees only because the tolerance is as coarse as the derivative; a wrong one would "
                + "agree too.",
            $"Pre-activations reach 40, where rounding leaves slopes and ŷ − y few digits or none: {help}");
    }

    /// <summary>The two samples pull with ŷ − y = ±¼, of which rounding leaves next to nothing: another such number would agree.</summary>
    [Theory]
    [InlineData(DifferentiationMethod.CentralDifference, "", "They are too small for central difference: dual numbers measure them.")]
    [InlineData(DifferentiationMethod.Extrapolation, "", "They are too small for extrapolation: dual numbers measure them.")]
    [InlineData(DifferentiationMethod.Extrapolation, "activation", "They are too small for extrapolation: take other weights or data.")]
    [InlineData(DifferentiationMethod.Extrapolation, "loss", "They are too small for extrapolation: take other weights or data.")]
    [InlineData(DifferentiationMethod.DualNumbers, "", "What is left of them after rounding is too little: take other weights or data.")]
    [InlineData(DifferentiationMethod.ComplexStep, "", "What is left of them after rounding is too little: take other weights or data.")]
    public void Of_derivatives_that_are_0_to_rounding_nothing_is_decided(DifferentiationMethod method, string own, string help)
    {
        var network = TwoLayers(own == "activation" ? Own : Activation.Identity, Activation.Identity, weight: 0.1, bias: 0.2);
        var loss = own == "loss" ? new Loss("own", (p, y) => (p - y) * (p - y), (p, y) => 2 * (p - y)) : Loss.MeanSquaredError;
        var data = new Dataset("two", [[1], [1]], [[0.55], [0.05]]);
        Gradients wrong = [.. network.Layers.Select(layer => new LayerGradient(M([[1e-17]]), [3e-17]))];

        Says(
            GradientCheck.Compare(network, data, loss, wrong, new() { Method = method }), null,
            "Undecided: 4 of 4 derivatives (W1[x1,h1], b1[h1], W2[h1,ŷ] and 1 more) agree only because the tolerance is as coarse as the "
                + "derivatives; a wrong one would agree too.", help);
    }

    /// <summary>Both units lie on ReLU's kink for the first sample; a slope there would change both biases alike.</summary>
    [Theory]
    [InlineData(0.3, 0, "b1[h1] lies")]
    [InlineData(0.3, 0.7, "b1[h1], b1[h2] lie")]
    public void Between_the_derivatives_of_a_kink_but_by_no_slope_there(double first, double second, string which)
    {
        var network = Network.Create([1, 2, 1], [Activation.ReLU, Activation.Identity], Initializer.Zeros);
        network.Layers[0].Weights = M([[1, 1]]);
        network.Layers[1].Weights = M([[1], [1]]);
        var data = new Dataset("two", [[0], [1]], [[1], [1]]);
        var right = SentenceExample.GradientOf(network, data, Loss.MeanSquaredError);

        Says(
            GradientCheck.Compare(
                network, data, Loss.MeanSquaredError, [right[0] with { Bias = right[0].Bias - V([first, second]) }, right[1]]), null,
            $"Undecided: {which} between the two one-sided derivatives of a kink, but not by a slope there that gives the others too.",
            "Move the kink away: give the biases or the data other values.");
    }

    [Theory]
    [InlineData(2e-9, "2 of 2 derivatives (theta[0], theta[1]) agree", "derivatives")]
    [InlineData(2, "1 of 2 derivatives (theta[0]) agrees", "derivative")]
    public void Beside_a_large_constant_a_small_derivative_is_open(double slope, string which, string them) => Says(
        GradientCheck.Run(v => 1e8 + (1e-9 * v[0]) + (slope * v[1]), [1, 2], [1e-9, slope]), null,
        $"Undecided: {which} only because the tolerance is as coarse as the {them}; a wrong one would agree too.",
        "Check at another point, or leave away a large constant in f.");

    [Theory]
    [InlineData("1 of 1 derivatives (theta[0]) is", new double[] { 1 })]
    [InlineData("2 of 2 derivatives (theta[0], theta[1]) are", new double[] { 1, 2 })]
    public void Where_f_does_not_change_nothing_is_tested(string which, double[] theta) => Says(
        GradientCheck.Run(_ => 5, theta, new double[theta.Length]), null,
        $"Undecided: {which} 0 in both, which tests nothing: f is at an extremum or does not change, and a derivative below the rounding of "
            + "f would look the same.", "Check at another point, or leave away a large constant in f.");

    private static void Says(GradientCheckReport report, int? layer, string summary, string help)
    {
        Assert.Equal(GradientVerdict.Undecided, report.Verdict);
        Assert.Equal(
            (GradientMistake.Undecided, layer, summary, help),
            (report.Diagnosis.Mistake, report.Diagnosis.Layer, report.Diagnosis.Summary, report.Diagnosis.Evidence));
    }

    /// <summary>A unit that passes x on, and one behind it.</summary>
    private static Network TwoLayers(Activation first, Activation second, double weight, double bias)
    {
        var network = Network.Create([1, 1, 1], [first, second], Initializer.Zeros);
        network.Layers[0].Weights = M([[1]]);
        network.Layers[1].Weights = M([[weight]]);
        network.Layers[1].Bias = [bias];
        return network;
    }
}
