namespace Backprop.Tests;

/// <summary>
/// The five steps for a 3-layer network, written as someone would who has only read the documentation, against the
/// formulas of a textbook written out with matrices.
/// </summary>
public sealed class FiveStepsTests
{
    private static readonly Matrix X = [[0.5, -1], [2, 0.25], [-0.75, 1.5], [1, 1]];
    private static readonly Matrix Y = [[1, 0], [0, 1], [1, 0], [0, 1]];

    [Fact]
    public void One_iteration_on_a_batch_equals_the_formulas()
    {
        var network = Network.Create([2, 4, 3, 2], hidden: Activation.Tanh, output: Activation.Softmax, Initializer.XavierNormal(seed: 1));
        var (w1, b1) = (network.Layers[0].Weights, network.Layers[0].Bias);
        var (w2, b2) = (network.Layers[1].Weights, network.Layers[1].Bias);
        var (w3, b3) = (network.Layers[2].Weights, network.Layers[2].Bias);

        var forward = network.Forward(X);
        var loss = Loss.CrossEntropy.Evaluate(forward, Y);
        var backward = network.Backward(forward, loss);
        var update = network.Update(backward, learningRate: 0.1);

        var z1 = (X * w1) + b1;
        var a1 = z1.Map(Math.Tanh);
        var z2 = (a1 * w2) + b2;
        var a2 = z2.Map(Math.Tanh);
        var z3 = (a2 * w3) + b3;
        var exp = z3.Map(Math.Exp);
        var prediction = exp.Hadamard((exp * M([[1, 1], [1, 1]])).Map(sum => 1 / sum));
        var delta3 = 0.25 * (prediction - Y);
        var delta2 = (delta3 * w3.Transpose()).Hadamard(a2.Map(a => 1 - (a * a)));
        var delta1 = (delta2 * w2.Transpose()).Hadamard(a1.Map(a => 1 - (a * a)));

        AssertClose(prediction, forward.Output, "the output");
        Close.To(1e-14, -0.25 * Y.Hadamard(prediction.Map(Math.Log)).Values.ToArray().Sum(), loss.Value, "the loss");
        AssertClose(delta3, backward.Layers[2].Delta, "delta3");
        AssertClose(delta2, backward.Layers[1].Delta, "delta2");
        AssertClose(delta1, backward.Layers[0].Delta, "delta1");
        AssertClose(a2.Transpose() * delta3, backward.Gradients[2].Weights, "dW3");
        AssertClose(a1.Transpose() * delta2, backward.Gradients[1].Weights, "dW2");
        AssertClose(X.Transpose() * delta1, backward.Gradients[0].Weights, "dW1");
        AssertClose(delta1 * w1.Transpose(), backward.InputGradient, "dX");
        AssertClose(w3 - (0.1 * (a2.Transpose() * delta3)), update.Layers[2].WeightsAfter, "W3");
        Close.To(1e-13, (b3 - (0.1 * delta3.SumRows())).Values, network.Layers[2].Bias.Values, "b3");
        Assert.Equal(update.Layers[0].WeightsAfter, network.Layers[0].Weights);
        Assert.True(Loss.CrossEntropy.Evaluate(network.Forward(X), Y).Value < loss.Value);
    }

    /// <summary>The lab sheet's pseudo-code: for each pair (x, y), forward, loss, gradients, update.</summary>
    [Fact]
    public void The_pseudo_code_for_single_samples_equals_training_with_batches_of_one()
    {
        var data = new Dataset("four", X, Y);
        var byHand = Network.Create([2, 4, 3, 2], Activation.Sigmoid, Initializer.StandardNormal(seed: 5));
        var byLoop = byHand.Copy();

        for (int epoch = 0; epoch < 3; epoch++)
        {
            foreach (var (x, y) in data.Samples)
            {
                var forward = byHand.Forward(x);
                var loss = Loss.MeanSquaredError.Evaluate(forward, y);
                var backward = byHand.Backward(forward, loss);
                byHand.Update(backward, learningRate: 0.5);
            }
        }

        byLoop.Train(data, new() { Loss = Loss.MeanSquaredError, Optimizer = Optimizer.GradientDescent(0.5), BatchSize = 1, Epochs = 3 });

        Assert.Equal(byLoop.Parameters.ToArray(), byHand.Parameters.ToArray());
        Assert.Equal(byHand.Predict(X).Row(1).ToArray(), byHand.Predict([2, 0.25]));
    }

    [Fact]
    public void Gradients_written_by_hand_make_the_same_step()
    {
        var network = Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 42));
        var other = network.Copy();
        var forward = network.Forward(Dataset.Xor.Inputs);
        var (a1, a2) = (forward.Layers[0].A, forward.Output);

        var delta2 = (a2 - Dataset.Xor.Targets).Hadamard(a2.Map(a => a * (1 - a)));
        var delta1 = (delta2 * forward.Layers[1].Weights.Transpose()).Hadamard(a1.Map(a => a * (1 - a)));
        Gradients mine = [new(Dataset.Xor.Inputs.Transpose() * delta1, delta1.SumRows()), new(a1.Transpose() * delta2, delta2.SumRows())];
        network.Update(forward, mine, learningRate: 0.1);

        var theirs = other.Forward(Dataset.Xor.Inputs);
        other.Update(other.Backward(theirs, Loss.HalfSumSquaredError.Evaluate(theirs, Dataset.Xor.Targets)), learningRate: 0.1);
        Close.To(1e-14, other.Parameters, network.Parameters, "parameters");
    }

    [Fact]
    public void A_step_belongs_to_its_forward_pass_so_a_cell_run_twice_is_one_step()
    {
        var network = Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 42));
        var forward = network.Forward(Dataset.Xor.Inputs);
        var backward = network.Backward(forward, Loss.MeanSquaredError.Evaluate(forward, Dataset.Xor.Targets));

        network.Update(backward, learningRate: 0.1);
        double[] once = network.Parameters.ToArray();
        network.Update(backward, learningRate: 0.1);

        Assert.Equal(once, network.Parameters.ToArray());
    }

    [Fact]
    public void Class_indices_stand_for_one_hot_rows()
    {
        var network = Network.Create([2, 2], Activation.Softmax, Initializer.StandardNormal(seed: 1));
        int[] classes = [0, 1, 0, 1];

        var forward = network.Forward(X);

        Assert.Equal(Y, Matrix.OneHot(classes, 2));
        Assert.Equal(Loss.CrossEntropy.Evaluate(forward, Y).Value, Loss.CrossEntropy.Evaluate(forward, Matrix.OneHot(classes, 2)).Value);
        Assert.Equal(
            Loss.CrossEntropy.Evaluate(forward.Output, Y).SampleTerms[2],
            Loss.CrossEntropy.Evaluate(Vector.Create(forward.Output.Row(2)), [1, 0]).Value);
    }

    [Fact]
    public void A_literal_after_the_forward_pass_of_one_sample_is_its_target()
    {
        var network = Network.Create([2, 2], Activation.Softmax, Initializer.StandardNormal(seed: 1));
        var forward = network.Forward([2, 0.25]);

        Assert.Equal([[0, 1]], Loss.CrossEntropy.Evaluate(forward, [0, 1]).Targets);
        Assert.Equal([[1, 0]], Loss.CrossEntropy.Evaluate(forward, [[1, 0]]).Targets);
    }

    private static void AssertClose(Matrix expected, Matrix actual, string what) => Close.To(1e-13, expected.Values, actual.Values, what);
}
