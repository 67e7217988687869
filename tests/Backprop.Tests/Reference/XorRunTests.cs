namespace Backprop.Tests.Reference;

/// <summary>The lab sheet's run, against NumPy.</summary>
public sealed class XorRunTests
{
    private static readonly XorRun Run = ReferenceFile.Read<XorRun>("xor-run.json");

    [Fact]
    public void Initial_weights_equal_NumPy_bit_for_bit()
    {
        var network = LabSheetNetwork();

        Assert.Equal(Run.Steps[0].W1.ToMatrix(), network.Layers[0].Weights);
        Assert.Equal(Run.Steps[0].W2.ToMatrix(), network.Layers[1].Weights);
        Assert.Equal([0, 0], network.Layers[0].Bias);
    }

    [Fact]
    public void Ten_printed_losses_equal_the_lab_sheet()
    {
        var history = LabSheetNetwork().Train(Dataset.Xor, LabSheetOptions(10_000));

        for (int i = 0; i < 10; i++)
            Close.To(1e-13, Run.Sheet.Losses[i], history.ReportedLoss[1000 * i], $"loss of iteration {1000 * i}", absolute: 0);
    }

    [Fact]
    public void Final_output_equals_the_lab_sheet_to_every_printed_digit()
    {
        var network = LabSheetNetwork();
        network.Train(Dataset.Xor, LabSheetOptions(9_999));

        var output = network.Predict(Dataset.Xor.Inputs);

        for (int i = 0; i < 4; i++)
            Assert.Equal(Run.Sheet.Output[i], Math.Round(output[i, 0], 8));
    }

    [Fact]
    public void Every_intermediate_of_the_recorded_iterations_equals_NumPy()
    {
        var network = LabSheetNetwork();
        for (int iteration = 0; iteration < 10_000; iteration++)
        {
            var forward = network.Forward(Dataset.Xor.Inputs);
            var loss = Loss.HalfSumSquaredError.Evaluate(forward, Dataset.Xor.Targets);
            var backward = network.Backward(forward, loss);
            var update = network.Update(backward, learningRate: 0.1);
            if (Run.Steps.FirstOrDefault(step => step.Iteration == iteration) is { } expected)
                AssertEqual(expected, forward, loss, backward, update);
        }
    }

    private static void AssertEqual(XorStep expected, ForwardPass forward, LossValue loss, BackwardPass backward, ParameterUpdate update)
    {
        const double Tolerance = 1e-12;
        Close.To(Tolerance, expected.W1, forward.Layers[0].Weights, "W1");
        Close.To(Tolerance, expected.B1, forward.Layers[0].Bias.Values, "b1");
        Close.To(Tolerance, expected.W2, forward.Layers[1].Weights, "W2");
        Close.To(Tolerance, expected.B2, forward.Layers[1].Bias.Values, "b2");
        Close.To(Tolerance, expected.Z1, forward.Layers[0].Z, "z1");
        Close.To(Tolerance, expected.A1, forward.Layers[0].A, "a1");
        Close.To(Tolerance, expected.Z2, forward.Layers[1].Z, "z2");
        Close.To(Tolerance, expected.A2, forward.Output, "a2");
        Close.To(Tolerance, expected.Loss, Loss.MeanSquaredError.Evaluate(forward, Dataset.Xor.Targets).Value, "loss");
        Close.To(Tolerance, expected.Error, loss.Gradient, "error");
        Close.To(Tolerance, expected.Delta2, backward.Layers[1].Delta, "delta2");
        Close.To(Tolerance, expected.Delta1, backward.Layers[0].Delta, "delta1");
        Close.To(Tolerance, expected.GradW2, backward.Gradients[1].Weights, "dW2");
        Close.To(Tolerance, expected.GradB2, backward.Gradients[1].Bias.Values, "db2");
        Close.To(Tolerance, expected.GradW1, backward.Gradients[0].Weights, "dW1");
        Close.To(Tolerance, expected.GradB1, backward.Gradients[0].Bias.Values, "db1");
        Close.To(Tolerance, expected.NewW1, update.Layers[0].WeightsAfter, "new W1");
        Close.To(Tolerance, expected.NewB1, update.Layers[0].BiasAfter.Values, "new b1");
        Close.To(Tolerance, expected.NewW2, update.Layers[1].WeightsAfter, "new W2");
        Close.To(Tolerance, expected.NewB2, update.Layers[1].BiasAfter.Values, "new b2");
    }

    private static Network LabSheetNetwork() => Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 42));

    private static TrainingOptions LabSheetOptions(int epochs) => new()
    {
        Loss = Loss.HalfSumSquaredError,
        ReportedLoss = Loss.MeanSquaredError,
        Optimizer = Optimizer.GradientDescent(0.1),
        Epochs = epochs,
    };
}
