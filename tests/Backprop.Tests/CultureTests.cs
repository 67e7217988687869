using System.Globalization;

namespace Backprop.Tests;

/// <summary>A notebook runs in the culture of its reader; numbers are written with a point all the same.</summary>
public sealed class CultureTests
{
    private static readonly Network Network = Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 42));
    private static readonly ForwardPass Forward = Network.Forward(Dataset.Xor.Inputs);
    private static readonly LossValue Loss = Backprop.Loss.HalfSumSquaredError.Evaluate(Forward, Dataset.Xor.Targets);
    private static readonly BackwardPass Backward = Network.Backward(Forward, Loss);

    [Fact]
    public void What_is_shown_is_the_same_in_every_culture() => AssertSameInEveryCulture(
        () => Shown(Network),
        () => Shown(Forward),
        () => Shown(Loss),
        () => Shown(Backward),
        () => Shown(Network.Copy().Update(Backward, 0.1)),
        () => Shown(Diagram.Of(Backward)),
        () => Shown(Train()),
        () => Shown(Figures.LossCurve(Train())),
        () => Shown(Figures.DecisionBoundary(Network, Dataset.Xor)),
        () => Shown(GradientCheck.Run(Network, Dataset.Xor, Backprop.Loss.MeanSquaredError)),
        () => Shown(GradientCheck.Compare(Network, Dataset.Xor, Backprop.Loss.MeanSquaredError, Backward.Gradients)),
        () => Shown(GradientCheck.StepSizeCurve(Activation.Tanh, 0.7)),
        () => Shown(ConfusionMatrix.Of(Network, Dataset.Xor)),
        () => Exercise.Check("04.3", M([[0.123, -0.5]])).Message);

    [Fact]
    public void What_an_exception_says_is_the_same_in_every_culture() => AssertSameInEveryCulture(
        () => Says(() => Optimizer.GradientDescent(-0.5)),
        () => Says(() => Optimizer.Momentum(0.1, -0.5)),
        () => Says(() => Initializer.SmallNormal(1, -0.5)),
        () => Says(() => LearningRateSchedule.Cosine(10, -0.5)),
        () => Says(() => Network.Update(Backward, -0.5)),
        () => Says(() => Network.Train(Dataset.Xor, new() { WeightDecay = -0.5 })),
        () => Says(() => Dataset.Xor.Split(-0.5, seed: 1)),
        () => Says(() => Dataset.Xor.Split(0.01, seed: 1)),
        () => Says(() => Network.Forward([[double.NegativeInfinity, 1]])),
        () => Says(() => Backprop.Loss.BinaryCrossEntropy.Evaluate(M([[-0.5]]), M([[1]]))),
        () => Says(() => Backprop.Loss.BinaryCrossEntropy.Evaluate(M([[0.5]]), M([[-0.5]]))),
        () => Says(() => GradientCheck.Run(Network, Dataset.Xor, Backprop.Loss.MeanSquaredError, new() { Step = -0.5 })),
        () => Says(() => GradientCheck.Run(Network, Dataset.Xor, Backprop.Loss.MeanSquaredError, new() { RelativeTolerance = -0.5 })));

    private static string Shown(IHtmlContent value) => value.ToHtml() + value;

    private static TrainingHistory Train() => Network.Copy().Train(Dataset.Xor, new() { Epochs = 20, StopWhenLossBelow = 0.0001 });

    /// <summary>What the library says: the framework adds lines of its own, which follow the culture.</summary>
    private static string Says(Action action) => Assert.ThrowsAny<ArgumentException>(action).Message.Split('\n')[0];

    private static void AssertSameInEveryCulture(params Func<string>[] texts)
    {
        string[] expected = In(CultureInfo.InvariantCulture, texts);
        string[] actual =
            In(new CultureInfo("")
            {
                NumberFormat = new()
                {
                    NumberDecimalSeparator = ",",
                    NumberGroupSeparator = ".",
                    PercentDecimalSeparator = ",",
                    NegativeSign = "~",
                    NaNSymbol = "no number",
                    NegativeInfinitySymbol = "~∞"
                }
            }, texts);
        Assert.Equal(expected, actual);
    }

    private static string[] In(CultureInfo culture, Func<string>[] texts)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            return [.. texts.Select(text => text())];
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
