namespace Backprop.Tests.Optimizers;

/// <summary>Two steps of each optimizer worked out by hand; a hundred against PyTorch are in TorchTests.</summary>
public sealed class OptimizerTests
{
    [Fact]
    public void Gradient_descent_subtracts_the_gradient() => AssertSteps(Optimizer.GradientDescent(0.5), 1 - (0.5 * 2), 0 - (0.5 * -4));

    [Fact]
    public void Momentum_keeps_a_part_of_the_last_step() => AssertSteps(Optimizer.Momentum(0.5, 0.8), 0, 0 - (0.5 * ((0.8 * 2) - 4)));

    [Fact]
    public void Nesterov_looks_ahead() => AssertSteps(Optimizer.Nesterov(0.5, 0.8), 1 - (0.5 * (2 + (0.8 * 2))), -0.8 - (0.5 * (-4 + (0.8 * ((0.8 * 2) - 4)))));

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
        Optimizer[] all = [Optimizer.GradientDescent(0.1), Optimizer.Momentum(0.1), Optimizer.Nesterov(0.1), Optimizer.RmsProp(), Optimizer.Adam()];
        Assert.Equal(["gradient descent, η = 0.1", "momentum, η = 0.1", "Nesterov, η = 0.1", "RMSProp, η = 0.01", "Adam, η = 0.001"], all.Select(optimizer => optimizer.ToString()));
        Assert.Equal(["gradient descent", "momentum", "Nesterov", "RMSProp", "Adam"], all.Select(optimizer => optimizer.Name));
    }

    /// <summary>Several parameters are updated at a time and the rest one by one: numbers on both sides of any vector.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(19)]
    public void Each_of_many_parameters_is_updated_as_if_it_were_alone(int count)
    {
        foreach (var optimizer in new[] { Optimizer.GradientDescent(0.1), Optimizer.Momentum(0.1), Optimizer.Nesterov(0.1), Optimizer.RmsProp(), Optimizer.Adam() })
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
