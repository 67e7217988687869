namespace Backprop.Tests.Training;

/// <summary>A step with clipping is the step with the clipped gradient.</summary>
public sealed class ClippingTests
{
    [Theory]
    [InlineData(0.01, null)]
    [InlineData(1000.0, null)]
    [InlineData(null, 0.004)]
    public void A_step_follows_the_clipped_gradient(double? norm, double? value)
    {
        var (byLoop, byHand) = (NewNetwork(), NewNetwork());
        var forward = byHand.Forward(Dataset.Xor.Inputs);
        var gradients = byHand.Backward(forward, Loss.MeanSquaredError.Evaluate(forward, Dataset.Xor.Targets)).Gradients;
        byHand.Update(forward, norm is { } n ? gradients.ClipNorm(n) : gradients.ClipValue(value!.Value), learningRate: 0.5);

        var history =
            byLoop.Train(Dataset.Xor, new() { Optimizer = Optimizer.GradientDescent(0.5), ClipNorm = norm, ClipValue = value, Epochs = 1 });

        Close.To(1e-15, byHand.Parameters, byLoop.Parameters, "parameters", absolute: 1e-17);
        Close.To(1e-14, gradients.Norm(), Math.Sqrt(history.GradientNorm.Sum(layer => layer[0] * layer[0])), "norm before clipping");
    }

    [Fact]
    public void A_training_that_diverges_can_be_kept_finite()
    {
        var data = new Dataset("line", [[1], [2]], [[2], [3]]);
        var options = new TrainingOptions { Optimizer = Optimizer.GradientDescent(0.5), Epochs = 200 };

        Assert.Equal(StopReason.Diverged, NewLine().Train(data, options).StopReason);
        Assert.Equal(StopReason.EpochsDone, NewLine().Train(data, options with { ClipNorm = 0.1 }).StopReason);

        static Network NewLine() => Network.Create([1, 4, 1], Activation.Identity, Initializer.StandardNormal(seed: 1));
    }

    private static Network NewNetwork() => Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 42));
}
