namespace Backprop.Tests.GradientChecking;

/// <summary>
/// The backward pass from the formulas as they are written: where no output is sure, it is the library's own, to rounding.
/// </summary>
public sealed class PlainBackwardTests
{
    public static TheoryData<string> Hidden => [.. Activation.All.Where(activation => activation.IsElementwise)
        .Select(activation => activation.Name)];

    /// <summary>Every loss behind every output that it may have, with soft targets whose sum is 1 only to a few 1e-7.</summary>
    [Theory]
    [MemberData(nameof(Hidden))]
    public void It_gives_the_gradient_of_the_library(string hidden)
    {
        int compared = 0;
        foreach (var output in (Activation[])[Activation.Sigmoid, Activation.Softmax, Activation.Tanh, Activation.ELU])
        {
            foreach (var loss in Loss.All)
            {
                bool isProbability = output == Activation.Sigmoid || output == Activation.Softmax;
                if (!isProbability && loss.Name.EndsWith("CrossEntropy", StringComparison.OrdinalIgnoreCase)) continue;
                var network = Create(Activation.Named(hidden), output);
                var inputs = new RandomState(4).Randn(3, 3);
                bool isSign = loss.TargetError([0.2, 0.8]) is not null;
                var targets = isSign ? M([[-1, 1], [1, -1], [1, 1]]) : M([[0.2, 0.8000003], [0.7, 0.3], [0.4, 0.5999998]]);
                var forward = network.Forward(inputs);
                var value = loss.Evaluate(forward, targets);

                double[] plain = new PlainBackward(network, forward, value).Gradient;

                double[] library = network.Backward(forward, value).Gradients.Flatten();
                Close.To(0, library, plain, $"{hidden}, {output}, {loss}", absolute: 2e-14 * library.Max(Math.Abs));
                compared++;
            }
        }

        Assert.Equal((2 * Loss.All.Count) + (2 * (Loss.All.Count - 2)), compared);
    }

    [Fact]
    public void Where_an_output_is_sure_it_has_lost_the_digits_that_the_library_has()
    {
        var network = Network.Create([1, 1], Activation.Sigmoid, Initializer.Zeros);
        network.Layers[0].Weights = M([[33]]);
        var forward = network.Forward(M([[1]]));
        var loss = Loss.BinaryCrossEntropy.Evaluate(forward, M([[1]]));

        double plain = new PlainBackward(network, forward, loss).Gradient[0];
        double library = network.Backward(forward, loss).Gradients[0].Weights[0, 0];

        Close.To(1e-12, -1 / (1 + Math.Exp(33)), library, "∂L/∂W", absolute: 0);
        Assert.Equal(forward.Output[0, 0] - 1, plain);
        Assert.InRange(Math.Abs((plain / library) - 1), 1e-4, 0.1);
    }

    /// <summary>Two hidden layers of different width.</summary>
    private static Network Create(Activation hidden, Activation output)
    {
        var network = Network.Create([3, 4, 3, 2], [hidden, hidden, output], Initializer.LeCunNormal(seed: 3));
        foreach (var layer in network.Layers)
            layer.Bias = 0.5 * new RandomState((uint)layer.Number).Randn(layer.Outputs);
        return network;
    }
}
