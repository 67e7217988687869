namespace Backprop;

/// <summary>The exercises of 06-train.</summary>
internal static class Lesson06
{
    public static IReadOnlyList<Question> Questions { get; } =
    [
        new ChoiceQuestion("06.1", ExerciseKind.Predict,
            "The same run with the learning rate 0.05 instead of 0.1: "
                + "after 10 000 iterations, is the loss \"higher\", \"lower\" or \"equal\"?",
            "Half the rate goes about half as far along the same way: after 10 000 iterations it is about where the run was after 5 000.",
            new("higher"),
            new("lower", "Smaller steps get less far along the same way."),
            new("equal", "How far do 10 000 steps of half the length get?")),
        new NumberQuestion("06.2", ExerciseKind.Compute,
            "The sheet descends half the sum of squared errors with η = 0.1. "
                + "Which learning rate gives the same run on the mean squared error, with four samples and one output?",
            () => 0.2, "½ Σ e² has the gradient e, ¼ Σ e² has ½ e. Half the gradient needs twice the rate: 0.2.",
            new(0.1, "The mean has half the gradient of half the sum: the same rate makes smaller steps."),
            new(0.05, "The other way round: the mean's gradient is smaller, so its rate must be larger."),
            new(0.4, "½ Σ e² has the derivative e, the mean has (2/4) e: the ratio is 2, not 4.")),
        new NumberQuestion("06.3", ExerciseKind.Compute,
            "Two samples are answered exactly right, and two with ½. What is the mean squared error? "
                + "(It is the floor on which the loss curve ends.)",
            () => 0.125, "(0 + ¼ + 0 + ¼)/4 = ⅛. The run is at 0.128 and goes on creeping towards it.",
            new(0.25, "That is the loss of four answers of ½, or the sum of two quarters halved."),
            new(0.5, "That is the sum of the squares. The mean divides by the number of samples.")),
        new CountQuestion("06.4", ExerciseKind.Explain,
            "The sheet's pseudo-code updates after each sample, its program after all four. "
                + "How many updates does the pseudo-code make in 10 000 epochs?",
            () => 40_000, "An epoch goes once through all samples: four updates each.",
            new(10_000, "That is the program's number: one update an epoch."),
            new(2_500, "The other way round: an epoch has four updates.")),
        new CodeQuestion("06.5", ExerciseKind.Write,
            "Write the training loop: as many epochs as asked for of forward, loss (half the sum), backward and update; "
                + "then give the loss after the last update.",
            "a function of (Network network, Dataset data, double learningRate, int epochs) that gives a double", WrittenTraining.Judge,
            "for each epoch: forward = network.Forward(data.Inputs); loss = Loss.HalfSumSquaredError.Evaluate(forward, data.Targets); "
                + "network.Update(network.Backward(forward, loss), learningRate). Then evaluate once more."),
    ];
}
