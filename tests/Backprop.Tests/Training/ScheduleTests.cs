namespace Backprop.Tests.Training;

public sealed class ScheduleTests
{
    [Fact]
    public void Constant_stays() => Assert.Equal([1, 1, 1], FactorsOf(LearningRateSchedule.Constant, 0, 1, 1000));

    [Fact]
    public void Step_falls_after_every_so_many_epochs() =>
        Assert.Equal([1, 1, 1, 0.5, 0.5, 0.5, 0.25], FactorsOf(LearningRateSchedule.Step(3, 0.5), 0, 1, 2, 3, 4, 5, 6));

    [Fact]
    public void Exponential_falls_after_every_epoch() =>
        Assert.Equal([1, 0.5, 0.25, 0.125], FactorsOf(LearningRateSchedule.Exponential(0.5), 0, 1, 2, 3));

    [Fact]
    public void Cosine_goes_from_1_to_the_lowest_and_stays_there()
    {
        double[] factors = FactorsOf(LearningRateSchedule.Cosine(6, lowest: 0.1), 0, 2, 3, 4, 6, 7, 100);

        Close.To(1e-15, [1, 0.1 + (0.9 * 0.75), 0.55, 0.1 + (0.9 * 0.25), 0.1, 0.1, 0.1], factors, "factor", absolute: 1e-16);
    }

    [Fact]
    public void One_of_ones_own_is_followed()
    {
        var warmUp = new LearningRateSchedule("warm-up", epoch => Math.Min(1, (epoch + 1) / 4.0));

        var history = Network.Create([2, 1], Activation.Sigmoid, Initializer.Zeros)
            .Train(Dataset.Xor, new() { Optimizer = Optimizer.GradientDescent(0.2), Schedule = warmUp, Epochs = 6 });

        Assert.Equal([0.05, 0.1, 0.2 * 0.75, 0.2, 0.2, 0.2], history.LearningRate);
        Assert.Equal("warm-up", warmUp.ToString());
    }

    [Fact]
    public void Each_has_a_name() => Assert.Equal(
        ["constant", "step", "exponential", "cosine"],
        new[] { LearningRateSchedule.Constant, LearningRateSchedule.Step(1, 0.5), LearningRateSchedule.Exponential(0.5),
            LearningRateSchedule.Cosine(1) }.Select(schedule => schedule.ToString()));

    private static double[] FactorsOf(LearningRateSchedule schedule, params int[] epochs) => [.. epochs.Select(schedule.FactorAt)];
}
