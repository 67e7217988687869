namespace Backprop.Tests.Reference;

/// <summary>Activations and losses for |z| up to 1e300, against mpmath with 50 digits.</summary>
public sealed class ExtremeTests
{
    private static readonly Extremes Expected = ReferenceFile.Read<Extremes>("extremes.json");

    public static TheoryData<string> Activations => [.. Expected.Activations.Select(activation => activation.Name)];

    [Theory]
    [MemberData(nameof(Activations))]
    public void Activation_is_exact_to_rounding_from_the_smallest_to_the_largest_z(string name)
    {
        var (_, z, expected, _) = Expected.Activations.Single(activation => activation.Name == name);

        var values = Activation.Named(name).Apply(Column(z));

        for (int i = 0; i < z.Length; i++)
        {
            // The vectorised tanh subtracts from 1.
            double absolute = name == "tanh" && Math.Abs(z[i]) > 1e-4 ? 3e-16 : 4e-321;
            Close.To(4e-15, expected[i], values[i, 0], $"{name}({z[i]:R})", absolute);
            Close.To(4e-15, expected[i], Activation.Named(name).Apply(z[i]), $"{name}({z[i]:R}) alone", absolute);
        }
    }

    /// <summary>Absolute, because a·(1 − a), 1 − a² and a + 1 round a.</summary>
    [Theory]
    [MemberData(nameof(Activations))]
    public void Derivative_is_exact_to_rounding_from_the_smallest_to_the_largest_z(string name)
    {
        var (_, z, _, expected) = Expected.Activations.Single(activation => activation.Name == name);

        var derivatives = Activation.Named(name).Derivative(Column(z));

        for (int i = 0; i < z.Length; i++)
        {
            Close.To(0, expected[i], derivatives[i, 0], $"{name}'({z[i]:R})", absolute: 5e-16);
            Close.To(0, expected[i], Activation.Named(name).Derivative(z[i]), $"{name}'({z[i]:R}) alone", absolute: 5e-16);
        }
    }

    [Fact]
    public void Binary_cross_entropy_of_a_saturated_sigmoid_is_exact_and_so_is_its_delta()
    {
        var network = Identity(inputs: 1, Activation.Sigmoid);
        foreach (var (z, y, value, delta) in Expected.SigmoidBinaryCrossEntropy)
        {
            var forward = network.Forward([[z]]);
            var loss = Loss.BinaryCrossEntropy.Evaluate(forward, M([[y]]));

            Close.To(4e-15, value, loss.Value, $"loss at z = {z:R}, y = {y}", absolute: double.Epsilon);
            Close.To(4e-15, value, loss.SampleTerms[0], $"term at z = {z:R}, y = {y}", absolute: double.Epsilon);
            Close.To(
                y is 0 or 1 ? 1e-12 : 0, delta, network.Backward(forward, loss).Layers[0].Delta[0, 0], $"delta at z = {z:R}, y = {y}",
                absolute: y is 0 or 1 ? 4e-308 : 3e-16);
            Assert.True(double.IsFinite(loss.Gradient[0, 0]));
        }
    }

    [Fact]
    public void Cross_entropy_of_a_saturated_softmax_is_exact_and_so_is_its_delta()
    {
        foreach (var (z, y, value, delta) in Expected.SoftmaxCrossEntropy)
        {
            var network = Identity(z.Length, Activation.Softmax);
            var forward = network.Forward(Vector.Create(z));
            var loss = Loss.CrossEntropy.Evaluate(forward, Vector.Create(y));

            Close.To(4e-15, value, loss.Value, $"loss at z = {string.Join(", ", z)}", absolute: double.Epsilon);
            // Of a one-hot row nothing cancels; the reference has ŷ − 1 to 50 digits.
            bool isOneHot = y.Max() == 1;
            Close.To(
                isOneHot ? 1e-12 : 0, delta, network.Backward(forward, loss).Layers[0].Delta.Values, "delta",
                absolute: isOneHot ? 1e-49 : 3e-16);
            Assert.True(Finite.All(loss.Gradient.Values));
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    public void Losses_of_an_output_that_has_rounded_to_0_or_1_stay_finite_without_the_pre_activation(double output)
    {
        foreach (double target in new[] { 0.0, 1.0 })
        {
            var binary = Loss.BinaryCrossEntropy.Evaluate(M([[output]]), M([[target]]));
            var categorical = Loss.CrossEntropy.Evaluate(M([[output, 1 - output]]), M([[target, 1 - target]]));

            Assert.Equal(output == target ? 0 : 100, binary.Value);
            Assert.Equal(output == target ? 0 : (output - target) * 1e12, binary.Gradient[0, 0]);
            Close.To(1e-15, output == target ? 0 : 708.3964185322641, categorical.Value, "cross-entropy");
            Assert.True(Finite.All(categorical.Gradient.Values));
        }
    }

    /// <summary>Both have a form over z, which is finite and exact where ŷ has rounded to 0 or 1.</summary>
    [Theory]
    [InlineData("softmax", "binaryCrossEntropy")]
    [InlineData("sigmoid", "crossEntropy")]
    public void The_delta_of_the_other_pairs_is_the_slope_of_their_loss(string activation, string loss)
    {
        double[][] rows = [[0.3, -0.2, 0.1], [40, 0, -3], [0, 60, 1], [-50, -20, -49.5], [700, 2, 1], [9, 9, 9]];
        double[][] targets = [[1, 0, 0], [0, 1, 0], [0, 1, 0], [0, 0, 1], [0, 0, 1], [1, 0, 0]];
        var network = Identity(3, Activation.Named(activation));
        var (function, output) = (Loss.Named(loss), Activation.Named(activation));
        var fused = function.FusedWith(output)!;
        for (int n = 0; n < rows.Length; n++)
        {
            var forward = network.Forward(Vector.Create(rows[n]));
            var value = function.Evaluate(forward, Vector.Create(targets[n]));
            var delta = network.Backward(forward, value).Layers[0].Delta;

            Assert.True(double.IsFinite(value.Value));
            for (int k = 0; k < 3; k++)
            {
                Dual[] z = [.. rows[n].Select((x, j) => j == k ? Dual.Variable(x) : x)];
                double slope = fused.SampleTerm<Dual>(z, targets[n], 3).Derivative * function.Scale(1, 3);
                Close.To(1e-12, slope, delta[0, k], $"{loss} over {activation}, row {n}, output {k}", absolute: 1e-300);
            }
        }
    }

    /// <summary>A network whose z is its input.</summary>
    private static Network Identity(int inputs, Activation output)
    {
        var network = Network.Create([inputs, inputs], output, Initializer.Zeros);
        for (int i = 0; i < inputs; i++)
            network.Layers[0].Weights = network.Layers[0].Weights.With(i, i, 1);
        return network;
    }

    private static Matrix Column(double[] entries) => Matrix.Create([.. entries.Select(entry => new[] { entry })]);
}

internal sealed record Extremes(
    ExtremeActivation[] Activations, ExtremeBinary[] SigmoidBinaryCrossEntropy, ExtremeSoftmax[] SoftmaxCrossEntropy);

internal sealed record ExtremeActivation(string Name, double[] Z, double[] Value, double[] Derivative);

internal sealed record ExtremeBinary(double Z, double Y, double Value, double Delta);

internal sealed record ExtremeSoftmax(double[] Z, double[] Y, double Value, double[] Delta);
