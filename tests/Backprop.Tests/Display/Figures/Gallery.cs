namespace Backprop.Tests.Display;

/// <summary>One of every figure, as a lesson would draw it.</summary>
internal static class Gallery
{
    public static readonly Network Xor = Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 7));

    public static readonly TrainingHistory XorTraining = Xor.Train(Dataset.Xor, new()
    {
        Loss = Loss.HalfSumSquaredError,
        ReportedLoss = Loss.MeanSquaredError,
        Optimizer = Optimizer.GradientDescent(1),
        Epochs = 6000,
        SnapshotEvery = 100,
    });

    public static readonly Dataset Petals = new(
        "Iris petals",
        Matrix.Create(
            [.. Enumerable.Range(0, Dataset.Iris.Count).Select(i => new[] { Dataset.Iris.Inputs[i, 2], Dataset.Iris.Inputs[i, 3] })]),
        Dataset.Iris.Targets,
        ["petal length (cm)", "petal width (cm)"],
        Dataset.Iris.ClassNames);

    public static readonly Network Iris = Network.Create([2, 6, 3], Activation.Tanh, Activation.Softmax, Initializer.XavierNormal(seed: 1));

    public static readonly TrainingHistory IrisTraining = Iris.Train(Petals, new()
    {
        Loss = Loss.CrossEntropy,
        Optimizer = Optimizer.Adam(0.02),
        Epochs = 300,
        SnapshotEvery = 10,
        Validation = Petals,
    });

    private static readonly Dictionary<string, Func<Figure>> figures = new()
    {
        ["loss curve"] = () => Figures.LossCurve(XorTraining, logarithmic: true),
        ["several runs"] = () => Figures.LossCurve([.. Enumerable.Range(1, 9).Select(run => ($"run {run}", XorTraining))]),
        ["accuracy"] = () => Figures.Accuracy(IrisTraining),
        ["gradient norms"] = () => Figures.GradientNorms(XorTraining),
        ["learning rates"] = () => Figures.LearningRateSweep(XorTraining, Diverged()),
        ["decision boundary"] = () => Figures.DecisionBoundary(Xor, Dataset.Xor),
        ["class regions"] = () => Figures.DecisionBoundary(Iris, Petals),
        ["loss contour"] = () => Figures.LossContour(XorTraining, Dataset.Xor),
        ["loss contour of two parameters"] = () => Figures.LossContour(Xor, Dataset.Xor, Loss.HalfSumSquaredError, "W2[h1,ŷ]", "b1[h2]"),
        ["loss surface"] = () => Figures.LossSurface(XorTraining, Dataset.Xor),
        ["activation"] = () => Figures.ActivationCurve(Activation.ReLU),
        ["activations"] = () =>
            Figures.ActivationCurve(Activation.Identity, Activation.Sigmoid, Activation.Tanh, Activation.ReLU, Activation.LeakyReLU,
                Activation.ELU, Activation.Softplus, Activation.SiLU),
        ["weights"] = () => Figures.WeightHistogram(Iris),
        ["weight gradients"] = () => Figures.GradientHistogram(Backward()),
        ["deltas"] = () => Figures.DeltaHeatmap(Backward()),
        ["many deltas"] = () => Figures.DeltaHeatmap(DigitsBackward()),
        ["step size"] = () => Figures.StepSizeCurve(GradientCheck.StepSizeCurve(Xor, Dataset.Xor, Loss.MeanSquaredError)),
        ["gradient check"] = () => Figures.GradientCheckHeatmap(GradientCheck.Run(Iris, Petals, Loss.CrossEntropy)),
        ["confusion matrix"] = () => Figures.ConfusionMatrix(ConfusionMatrix.Of(Iris, Petals)),
        ["digits"] = () => Figures.Digits(Dataset.Digits),
        ["curves"] = () =>
            Figures.Curves("x", "y", ("square", [1, 2, 3], [1, 4, 9]), ("cube", [1, 2, 3], [1, 8, 27])).WithLogX().WithLogY(),
        ["three decades"] = () =>
            Figures.Curves("weight decay λ", "validation loss", ("mean", [0.0001, 0.003, 0.1], [1.1, 0.4, 0.5])).WithLogX(),
        ["two decades"] = () =>
            Figures.Curves("batch size", "noise", ("mean", [0.001, 0.01, 0.1], [1.1, 0.4, 0.5])).WithLogX(),
        ["long titles"] = () =>
            Figures.Curves("step", "loss (half sum of squared errors)", ("η = 0.02", [0, 1, 2, 3], [1.5, 0.7, 0.3, 0.1]),
                ("η = 0.1", [0, 1, 2, 3], [1.5, 0.4, 0.1, 0.02]), ("η = 0.2", [0, 1], [1.5, 1e-33]), ("η = 0.35", [0, 1], [1.5, 0.5]),
                ("η = 0.41", [0, 40], [1.5, 3])).WithLogY()
            .WithTitle("A linear unit: each step multiplies the loss by a constant"),
        ["bars"] = () => Figures.Bars("hidden units", "seeds that learn", ["2", "3"], [61.0, 93.0]),
        ["contour"] = () =>
            Figures.Contour("w", "b", (w, b) => (w * w) + (10 * b * b), (-1, 1), (-1, 1), ("descent", [(1, 1), (0.5, -0.5), (0, 0)]),
                ("momentum", [(1, 1), (0, 0)])),
        ["training"] = () => Figures.TrainingAnimation(XorTraining, Dataset.Xor),
        ["training of classes"] = () => Figures.TrainingAnimation(IrisTraining, Petals),
    };

    /// <summary>
    /// Those above, and the <c>public static Figure Example()</c> of every test class that has one, under the class's name.
    /// </summary>
    public static IReadOnlyDictionary<string, Func<Figure>> All { get; } = new Dictionary<string, Func<Figure>>(
        figures.Concat(
            from test in typeof(Gallery).Assembly.GetTypes()
            let example = test.GetMethod("Example", Type.EmptyTypes)
            where example is { IsStatic: true } && example.ReturnType == typeof(Figure)
            select KeyValuePair.Create(test.Name, example.CreateDelegate<Func<Figure>>())));

    public static TheoryData<string> Names => [.. All.Keys];

    public static BackwardPass Backward()
    {
        var network = Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 42));
        var forward = network.Forward(Dataset.Xor.Inputs);
        return network.Backward(forward, Loss.HalfSumSquaredError.Evaluate(forward, Dataset.Xor.Targets));
    }

    public static BackwardPass DigitsBackward()
    {
        var network = Network.Create([64, 100, 10], Activation.ReLU, Activation.Softmax, Initializer.HeNormal(seed: 1));
        var forward = network.Forward(Dataset.Digits.Inputs);
        return network.Backward(forward, Loss.CrossEntropy.Evaluate(forward, Dataset.Digits.Targets));
    }

    public static TrainingHistory Diverged() => Network.Create([2, 2, 1], Activation.Identity, Initializer.StandardNormal(seed: 42))
        .Train(Dataset.Xor, new() { Optimizer = Optimizer.GradientDescent(50), Epochs = 500 });
}
