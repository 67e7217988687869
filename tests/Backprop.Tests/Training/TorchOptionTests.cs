using Backprop.Tests.Reference;

namespace Backprop.Tests.Training;

/// <summary>Weight decay, schedules and shuffled mini-batches, against PyTorch.</summary>
public sealed class TorchOptionTests
{
    private static readonly TorchOptionRun[] Runs = ReferenceFile.Read<TorchOptions>("torch-options.json").Trainings;

    public static TheoryData<string, string> Names
    {
        get
        {
            var names = new TheoryData<string, string>();
            foreach (var run in Runs)
                names.Add(run.Optimizer, run.Schedule);
            return names;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Mini_batches_with_decayed_weights_and_a_schedule_equal_PyTorch(string optimizer, string schedule)
    {
        var expected = Runs.Single(run => run.Optimizer == optimizer && run.Schedule == schedule);
        var network = ReferenceFile.NetworkOf(expected.Sizes, expected.Activations, expected.Weights, expected.Biases);

        var history = network.Train(new Dataset("reference", expected.X.ToMatrix(), expected.Y.ToMatrix()), new()
        {
            Optimizer = OptimizerNamed(optimizer),
            Schedule = ScheduleNamed(schedule),
            Epochs = 20,
            BatchSize = 4,
            ShuffleSeed = 5,
            WeightDecay = expected.WeightDecay,
        });

        Close.To(1e-14, expected.LearningRates, [.. history.LearningRate], "learning rate", absolute: 1e-17);
        for (int l = 0; l < network.Layers.Count; l++)
        {
            Close.To(1e-11, expected.FinalWeights[l], network.Layers[l].Weights, $"W{l + 1}");
            Close.To(1e-11, expected.FinalBiases[l], network.Layers[l].Bias.Values, $"b{l + 1}");
        }
    }

    private static Optimizer OptimizerNamed(string name) => name switch
    {
        "gradientDescent" => Optimizer.GradientDescent(0.1),
        "momentum" => Optimizer.Momentum(0.05),
        "nesterov" => Optimizer.Nesterov(0.05),
        "rmsProp" => Optimizer.RmsProp(),
        "adam" => Optimizer.Adam(0.01),
        _ => throw new ArgumentException(name, nameof(name)),
    };

    private static LearningRateSchedule ScheduleNamed(string name) => name switch
    {
        "constant" => LearningRateSchedule.Constant,
        "step" => LearningRateSchedule.Step(every: 3, factor: 0.5),
        "exponential" => LearningRateSchedule.Exponential(0.9),
        "cosine" => LearningRateSchedule.Cosine(20),
        _ => throw new ArgumentException(name, nameof(name)),
    };
}
