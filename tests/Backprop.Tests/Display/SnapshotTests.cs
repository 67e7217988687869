namespace Backprop.Tests.Display;

/// <summary>What students see, against files that were looked at.</summary>
public sealed class SnapshotTests
{
    public static TheoryData<string> Names => [.. Shown.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Html_is_as_stored(string name) => Snapshot.Matches($"{name}.html", Page(((IHtmlContent)Shown[name]).ToHtml()));

    [Fact]
    public void Text_is_as_stored() =>
        Snapshot.Matches("text.txt", string.Join("\n\n", Shown.Values.Where(value => value is not Equation)));

    [Fact]
    public void Equations_are_as_stored_in_text() =>
        Snapshot.Matches("equations.txt", string.Join("\n\n", Equations));

    [Fact]
    public void Equations_are_as_stored_in_html() =>
        Snapshot.Matches("equations.html", Page(string.Join("\n", Equations.Select(equation => equation.ToHtml()))));

    private static Dictionary<string, object> Shown { get; } = new()
    {
        ["network"] = Example.Network,
        ["forward"] = Example.Forward,
        ["loss"] = Example.Loss,
        ["backward"] = Example.Backward,
        ["update"] = Example.Update,
        ["dataset"] = Dataset.Xor,
        ["history"] = Example.Network.Copy()
            .Train(Dataset.Xor, new() { Loss = Loss.HalfSumSquaredError, ReportedLoss = Loss.MeanSquaredError, Epochs = 200 }),
        ["chain"] = Backprop.Equations.Chain(Example.Backward, layer: 1, input: 1, unit: 2),
        ["diagram-forward"] = Diagram.Of(Example.Forward, sample: 2),
        ["diagram-backward"] = Diagram.Of(Example.Backward, sample: 2),
        ["diagram-large"] = Diagram.Of(Example.LargeNetwork),
        ["forward-large"] = Example.LargeForward,
        ["confusion"] = ConfusionMatrix.Of([0, 0, 1, 1, 2, 2, 2], [0, 1, 1, 1, 2, 0, 2], ["cat", "dog", "bird"]),
        ["special-numbers"] = (Matrix)SpecialNumbers,
    };

    private static Matrix SpecialNumbers =>
        [[double.NaN, double.PositiveInfinity, double.NegativeInfinity], [-0.0, 1e-9, 1e12], [0.5, -123.456, 0]];

    private static IReadOnlyList<Equation> Equations { get; } =
    [
        Backprop.Equations.PreActivation(Example.Forward, layer: 1, unit: 2, sample: 2),
        Backprop.Equations.Activation(Example.Forward, layer: 1, unit: 2, sample: 2),
        Backprop.Equations.LossTerm(Example.Loss, sample: 2),
        Backprop.Equations.Loss(Example.Loss),
        Backprop.Equations.OutputGradient(Example.Loss, output: 1, sample: 2),
        Backprop.Equations.ActivationDerivative(Example.Forward, layer: 1, unit: 2, sample: 2),
        Backprop.Equations.Delta(Example.Backward, layer: 2, unit: 1, sample: 2),
        Backprop.Equations.Delta(Example.Backward, layer: 1, unit: 2, sample: 2),
        Backprop.Equations.WeightGradient(Example.Backward, layer: 1, input: 1, unit: 2),
        Backprop.Equations.BiasGradient(Example.Backward, layer: 1, unit: 2),
        Backprop.Equations.WeightUpdate(Example.Update, layer: 1, input: 1, unit: 2),
        Backprop.Equations.BiasUpdate(Example.Update, layer: 1, unit: 2),
        Backprop.Equations.PreActivation(Example.LargeForward, layer: 2, unit: 3, sample: 7),
        Backprop.Equations.Activation(Example.LargeForward, layer: 3, unit: 2, sample: 2),
        Backprop.Equations.LossTerm(Example.LargeLoss, sample: 2),
        Backprop.Equations.Loss(Example.LargeLoss),
        Backprop.Equations.Delta(Example.LargeBackward, layer: 3, unit: 1, sample: 2),
        Backprop.Equations.WeightGradient(Example.LargeBackward, layer: 3, input: 2, unit: 1),
    ];

    private static string Page(string body) =>
        $"<!DOCTYPE html><meta charset=\"utf-8\"><meta name=\"color-scheme\" content=\"light dark\"><body>\n{body}";
}
