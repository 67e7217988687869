namespace Backprop.Tests;

/// <summary>Gradients are added, scaled and clipped entry by entry.</summary>
public sealed class GradientsTests
{
    private static readonly Gradients One = [new([[3], [-4]], [12])];
    private static readonly Gradients Other = [new([[1], [2]], [3])];

    [Fact]
    public void They_are_added_scaled_and_mapped()
    {
        AssertEqual([new([[4], [-2]], [15])], One + Other);
        AssertEqual([new([[2], [-6]], [9])], One - Other);
        AssertEqual([new([[6], [-8]], [24])], 2 * One);
        AssertEqual(2 * One, One * 2);
        AssertEqual([new([[1.5], [-2]], [6])], One / 2);
        AssertEqual([new([[-3], [4]], [-12])], -One);
        AssertEqual([new([[9], [16]], [144])], One.Map(g => g * g));
    }

    [Fact]
    public void The_gradients_of_two_halves_of_the_samples_add_up_to_that_of_all()
    {
        var network = Network.Create([2, 3, 1], Activation.Tanh, Activation.Sigmoid, Initializer.StandardNormal(seed: 2));

        var sum = GradientsOf(Dataset.Xor.Select("first", [0, 1])) + GradientsOf(Dataset.Xor.Select("second", [2, 3]));

        var whole = GradientsOf(Dataset.Xor);
        Close.To(1e-14, whole.Flatten(), sum.Flatten(), "gradient");

        Gradients GradientsOf(Dataset data)
        {
            var forward = network.Forward(data.Inputs);
            return network.Backward(forward, Loss.HalfSumSquaredError.Evaluate(forward, data.Targets)).Gradients;
        }
    }

    [Fact]
    public void Clipping_the_norm_keeps_the_direction_and_short_gradients_as_they_are()
    {
        var clipped = One.ClipNorm(6.5);

        Assert.Equal(13, One.Norm());
        Close.To(
            1e-15, [1.4999998846153937, -1.9999998461538582, 5.999999538461575], clipped.Flatten(), "gradient",
            absolute: 0); // clip_grad_norm_ of PyTorch 2
        Assert.Same(One, One.ClipNorm(14));
    }

    [Fact]
    public void Clipping_values_brings_each_entry_into_the_limits() => AssertEqual([new([[3], [-3.5]], [3.5])], One.ClipValue(3.5));

    [Fact]
    public void Gradients_of_other_networks_and_limits_that_are_none_are_refused()
    {
        Gradients two = [One[0], Other[0]], wide = [new([[1, 2]], [1, 2])];

        Throws.Argument("right", "left has 1 layer but right has 2; both must be of the same network.", () => _ = One + two);
        Throws.Argument(
            "right", "Layer 1 of left has 2 × 1 weights and 1 biases but that of right 1 × 2 and 2; both must be of the same network.",
            () => _ = One - wide);
        Throws.Argument("limit", "limit is 0 but must be a finite number above 0.", () => One.ClipNorm(0));
        Throws.Argument("limit", "limit is -1 but must be a finite number above 0.", () => One.ClipValue(-1));
    }

    private static void AssertEqual(Gradients expected, Gradients actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        Assert.Equal(expected.Flatten(), actual.Flatten());
    }
}
