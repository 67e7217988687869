namespace Backprop.Tests.Optimizers;

/// <summary>Two steps of each optimizer worked out by hand; a hundred against PyTorch are in TorchTests.</summary>
public sealed class OptimizerTests
{
    [Fact]
    public void Gradient_descent_subtracts_the_gradient() => AssertSteps(Optimizer.GradientDescent(0.5), 1 - (0.5 * 2), 0 - (0.5 * -4));

    [Fact]
    public void Momentum_keeps_a_part_of_the_last_step() => AssertSteps(Optimizer.Momentum(0.5, 0.8), 0, 0 - (0.5 * ((0.8 * 2) - 4)));

    [Fact]
    public void Nesterov_looks_ahead() =>
        AssertSteps(Optimizer.Nesterov(0.5, 0.8), 1 - (0.5 * (2 + (0.8 * 2))), -0.8 - (0.5 * (-4 + (0.8 * ((0.8 * 2) - 4)))));

    [Fact]
    public void RMSProp_divides_by_the_root_of_the_mean_square()
    {
        double first = 1 - (0.5 * 2 / (Math.Sqrt(0.25 * 4) + 0.1));
        AssertSteps(Optimizer.RmsProp(0.5, 0.75, 0.1), first, first - (0.5 * -4 / (Math.Sqrt((0.75 * 0.25 * 4) + (0.25 * 16)) + 0.1)));
    }

    [Fact]
    public void Adam_corrects_the_bias_of_both_means()
    {
        double first = 1 - (0.5 * 2 / (2 + 0.1));
        double m = ((0.5 * 0.5 * 2) + (0.5 * -4)) / (1 - 0.25), v = ((0.75 * 0.25 * 4) + (0.25 * 16)) / (1 - (0.75 * 0.75));
        AssertSteps(Optimizer.Adam(0.5, 0.5, 0.75, 0.1), first, first - (0.5 * m / (Math.Sqrt(v) + 0.1)));
    }

    [Fact]
    public void Defaults_are_those_of_PyTorch_and_each_has_a_name()
    {
        Optimizer[] some = [Optimizer.GradientDescent(0.1), Optimizer.Momentum(0.1), Optimizer.Nesterov(0.1), Optimizer.RmsProp(),
            Optimizer.Adam()];
        Assert.Equal(
            ["gradient descent, η = 0.1", "momentum, η = 0.1", "Nesterov, η = 0.1", "RMSProp, η = 0.01", "Adam, η = 0.001"],
            some.Select(optimizer => optimizer.ToString()));
        Assert.Subset(Optimizer.All.Select(optimizer => optimizer.Name).ToHashSet(), some.Select(optimizer => optimizer.Name).ToHashSet());
        Assert.Equal(Optimizer.All.Count, Optimizer.All.Select(optimizer => optimizer.Name).Distinct().Count());
    }

    public static TheoryData<int> Members => [.. Enumerable.Range(0, Optimizer.All.Count)];

    /// <summary>
    /// θ² + (θ' − 1)², whose minimum any optimizer approaches; a default η that is meant for large networks would need more steps.
    /// </summary>
    [Theory]
    [MemberData(nameof(Members))]
    public void Every_optimizer_goes_downhill(int member)
    {
        var optimizer = Optimizer.All[member];
        var state = new OptimizerState(2);
        double[] theta = [2, -2];
        double learningRate = Math.Max(optimizer.LearningRate, 0.001);
        for (int step = 0; step < 500; step++)
            optimizer.Step(theta, [2 * theta[0], 2 * (theta[1] - 1)], learningRate, state);

        Assert.True((theta[0] * theta[0]) + ((theta[1] - 1) * (theta[1] - 1)) < 0.9 * (4 + 9), $"{optimizer}: {theta[0]}, {theta[1]}");
    }

    [Fact]
    public void An_optimizer_of_ones_own_is_a_lambda()
    {
        AssertSteps(new Optimizer("descent", 0.5, (theta, g, rate) => theta - (rate * g)), 1 - (0.5 * 2), 0 - (0.5 * -4));
        var momentum = new Optimizer("heavy ball", 0.5, (theta, g, rate, memory) =>
        {
            double v = (0.8 * memory.First) + g;
            return (theta - (rate * v), memory with { First = v });
        });
        AssertSteps(momentum, 0, 0 - (0.5 * ((0.8 * 2) - 4)));
        Assert.Equal("heavy ball, η = 0.5", momentum.ToString());
        var counting = new Optimizer("counting", 1, (theta, g, rate, memory) => (memory.Step, memory));
        AssertSteps(counting, 1, 2);
    }

    [Fact]
    public void An_optimizer_of_ones_own_trains_as_the_built_in_one()
    {
        var (built, own) =
            (Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 1)),
                Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 1)));

        built.Train(Dataset.Xor, new() { Optimizer = Optimizer.Momentum(0.1, 0.9), Epochs = 20 });
        own.Train(
            Dataset.Xor,
            new()
            {
                Epochs = 20,
                Optimizer =
            new Optimizer("own", 0.1,
            (theta, g, rate, memory) => (theta - (rate * ((0.9 * memory.First) + g)), memory with { First = (0.9 * memory.First) + g }))
            });

        Close.To(1e-12, built.Parameters, own.Parameters, "parameters");
    }

    /// <summary>Several parameters are updated at a time and the rest one by one: numbers on both sides of any vector.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(19)]
    public void Each_of_many_parameters_is_updated_as_if_it_were_alone(int count)
    {
        foreach (var optimizer in Optimizer.All)
        {
            double[] together = [.. new RandomState(1).Randn(count)], apart = (double[])together.Clone();
            var state = new OptimizerState(count);
            var states = Enumerable.Range(0, count).Select(_ => new OptimizerState(1)).ToArray();
            for (uint step = 2; step < 5; step++)
            {
                double[] gradient = [.. new RandomState(step).Randn(count)];
                optimizer.Step(together, gradient, optimizer.LearningRate, state);
                for (int i = 0; i < count; i++)
                    optimizer.Step(apart.AsSpan(i, 1), gradient.AsSpan(i, 1), optimizer.LearningRate, states[i]);
            }

            Close.To(1e-15, apart, together, optimizer.Name);
        }
    }

    /// <summary>θ = 1, then a step with g = 2 and one with g = −4.</summary>
    private static void AssertSteps(Optimizer optimizer, double first, double second)
    {
        var state = new OptimizerState(1);
        double[] theta = [1];

        optimizer.Step(theta, [2], optimizer.LearningRate, state);
        Close.To(1e-15, first, theta[0], "after the first step");
        optimizer.Step(theta, [-4], optimizer.LearningRate, state);
        Close.To(1e-15, second, theta[0], "after the second step");
    }
}
