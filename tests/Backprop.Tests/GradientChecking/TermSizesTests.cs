namespace Backprop.Tests.GradientChecking;

/// <summary>The sizes that rounding errors are judged by, against sums that are written out.</summary>
public sealed class TermSizesTests
{
    private static readonly Dataset Five = FiveSamples.Five;

    /// <summary>Σ |terms| of each derivative, and what differences of a function of one's own cannot see.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("activation")]
    [InlineData("output")]
    [InlineData("loss")]
    public void The_terms_of_a_derivative_are_added_by_their_absolute_values(string own)
    {
        Activation ownTanh = new("own", Math.Tanh, z => 1 / Math.Pow(Math.Cosh(z), 2));
        var network = Create(own == "activation" ? ownTanh : Activation.Tanh, own == "output" ? ownTanh : Activation.Sigmoid);
        var loss = own == "loss" ? new Loss("own", (p, y) => 1e6 + ((p - y) * (p - y)), (p, y) => 2 * (p - y)) : Loss.MeanSquaredError;
        var pass = new MeasuredPass(new BasePass(network, Five, loss));
        double[,] behind = new double[5, 2];
        for (int n = 0; n < 5; n++)
        {
            for (int k = 0; k < 2; k++)
            {
                behind[n, k] = Math.Abs(pass.OutputDelta[n, k])
                    + (own is "output" or "loss" ? Hidden(pass.Base.Terms[n]) / pass.Base.Divisor : 0);
            }
        }

        var expected = new List<double>();
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 4; j++)
                expected.Add(Sum(n => Math.Abs(Five.Inputs[n, i]) * Before(n, j)));
        }

        for (int j = 0; j < 4; j++)
            expected.Add(Sum(n => Before(n, j)));
        for (int j = 0; j < 4; j++)
        {
            for (int k = 0; k < 2; k++)
                expected.Add(Sum(n => Math.Abs(pass.A[0][n, j]) * behind[n, k]));
        }

        for (int k = 0; k < 2; k++)
            expected.Add(Sum(n => behind[n, k]));

        Close.To(1e-12, [.. expected], TermSizes.Of(pass), own, absolute: 0);

        double Before(int n, int j) => Enumerable.Range(0, 2).Sum(k => behind[n, k] * Math.Abs(network.Layers[1].Weights[j, k]))
            * (Math.Abs(pass.Slope[0][n, j]) + (own == "activation" ? Hidden(pass.A[0][n, j]) : 0));

        static double Sum(Func<int, double> term) => Enumerable.Range(0, 5).Sum(term);

        // 16 units in the last place, by the step of extrapolation.
        static double Hidden(double value) => 16 * Math.Pow(2, -53) * Math.Abs(value) / StepSize.Extrapolation;
    }

    /// <summary>
    /// N. Higham, Accuracy and Stability of Numerical Algorithms (2002), 3.1: a sum of n products is off by at most n + 1 units of Σ |x·w|
    /// in whatever order; what enters is off, too, and the activation hands on both sides of it.
    /// </summary>
    [Fact]
    public void Another_order_of_the_sums_sets_a_pre_activation_off_by_no_more_than_its_bound()
    {
        const double Unit = 1.0 / (1L << 53);
        var network = Create(Activation.SiLU, Activation.Sigmoid);
        var pass = new BasePass(network, Five, Loss.MeanSquaredError);
        double[][] ofInputs = [.. Enumerable.Range(0, 5).Select(_ => new double[3])];
        foreach (var layer in network.Layers)
        {
            int l = layer.Number - 1;
            for (int n = 0; n < 5; n++)
            {
                double[] next = new double[layer.Outputs];
                for (int j = 0; j < layer.Outputs; j++)
                {
                    double size = Math.Abs(layer.Bias[j]), handed = 0;
                    for (int i = 0; i < layer.Inputs; i++)
                    {
                        size += Math.Abs(pass.Inputs(l)[(n * layer.Inputs) + i] * layer.Weights[i, j]);
                        handed += ofInputs[n][i] * Math.Abs(layer.Weights[i, j]);
                    }

                    double error = handed + ((layer.Inputs + 2) * Unit * size), z = pass.Z[l][(n * layer.Outputs) + j];
                    double a = pass.A[l][(n * layer.Outputs) + j];
                    Close.To(0.2, error, pass.ZRounding[l][(n * layer.Outputs) + j], "z", absolute: 0);
                    next[j] = Math.Abs(layer.Activation.Apply(z + error) - a) + Math.Abs(layer.Activation.Apply(z - error) - a)
                        + (2 * Unit * Math.Abs(a));
                }

                ofInputs[n] = next;
            }
        }

        Close.To(0.2, [.. ofInputs.SelectMany(row => row)], pass.OutputRounding, "the output", absolute: 0);
    }

    /// <summary>½ − ½: in units of 2⁻⁵³, z1 is off by 4, of which ReLU hands on what is above 0, and ŷ by 4 on both sides.</summary>
    [Fact]
    public void Of_a_kink_the_bound_is_what_lies_on_either_side()
    {
        const double Unit = 1.0 / (1L << 53);
        var network = Network.Create([2, 1, 1], [Activation.ReLU, Activation.Identity], Initializer.Zeros);
        network.Layers[0].Weights = M([[0.5], [-0.5]]);
        network.Layers[1].Weights = M([[1]]);

        var pass = new BasePass(network, new Dataset("one", [[1, 1]], [[0]]), Loss.MeanSquaredError);

        Assert.Equal((4 * Unit, 4 * Unit, 8 * Unit), (pass.ZRounding[0][0], pass.ZRounding[1][0], pass.OutputRounding[0]));
    }

    [Theory]
    [InlineData(2, 2, 0, true)]
    [InlineData(2.5, 2, 0.5, true)]
    [InlineData(2.5, 2, 0.4, false)]
    [InlineData(1.5, 2, 0.5, true)]
    [InlineData(-2, 2, 1, false)]
    [InlineData(1e-291, 0, 0, true)]
    [InlineData(1e-289, 0, 0, false)]
    public void A_number_lies_on_a_breakpoint_to_within_its_rounding(double x, double breakpoint, double rounding, bool isAt) =>
        Assert.Equal(isAt, BasePass.IsAt(x, breakpoint, rounding));

    private static Network Create(Activation hidden, Activation output)
    {
        var network = Network.Create([3, 4, 2], [hidden, output], Initializer.LeCunNormal(seed: 8));
        foreach (var layer in network.Layers)
            layer.Bias = 0.3 * new RandomState((uint)layer.Number).Randn(layer.Outputs);
        return network;
    }
}
