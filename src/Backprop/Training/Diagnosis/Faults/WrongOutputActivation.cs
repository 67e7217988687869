namespace Backprop;

/// <summary>The last activation cannot give the targets, or does not fit the loss.</summary>
internal sealed class WrongOutputActivation : Fault
{
    public override string Name => "wrong output activation";

    public override FaultKind Kind => FaultKind.Setup;

    public override TrainingFinding? Test(Examination training)
    {
        var (output, loss, targets) = (training.Setup.Output, training.Loss, training.Targets);
        int last = training.Setup.Network.Layers.Count;
        bool needsProbabilities = loss == Loss.BinaryCrossEntropy || loss == Loss.CrossEntropy;
        if (output == Activation.Softmax && training.Setup.Network.Outputs == 1)
        {
            return At(
                0.97, "softmax over a single unit is always 1.",
                "e^z / e^z = 1 whatever z is, so the output never changes and no gradient comes back.");
        }

        if (needsProbabilities && Activation.All.Contains(output) && output != Activation.Sigmoid && output != Activation.Softmax)
        {
            return At(
                0.96, $"{loss} takes logarithms of probabilities, but {output} gives any number.",
                "The logarithm of an output at or below 0 does not exist; with sigmoid or softmax every output lies between 0 and 1.");
        }

        if (loss == Loss.CrossEntropy && output == Activation.Sigmoid && targets.Kind == TargetKind.Classes)
        {
            return At(
                0.95, "cross-entropy over sigmoid outputs.",
                "This loss counts the output of the right class only. With softmax raising it lowers the others; "
                    + "with sigmoids all outputs go to 1 together and the loss to 0, whatever the class.");
        }

        if (output == Activation.Softmax && targets.Kind == TargetKind.Bits)
        {
            return At(
                0.9, "softmax for several targets that may be 1 together.",
                "Its outputs add up to 1, so raising one lowers the others; a sigmoid answers each on its own.");
        }

        if (!needsProbabilities && OutputRange.Of(output) is { } range && range.FractionThatHurts(training) is var outside and > 0)
        {
            return At(
                0.9, $"{output} gives values from {Number(range.Low)} to {Number(range.High)}, but targets go from {Number(targets.Low)} "
                    + $"to {Number(targets.High)}.", "No weights let the output reach those targets: "
                    + "it stays at the end of its range, where its derivative is 0 or "
                    + "nearly so.", new TrainingEvidence("fraction of targets out of reach", outside));
        }

        if (needsProbabilities && !targets.AreClasses && targets.Kind == TargetKind.Numbers && (targets.Low < 0 || targets.High > 1))
        {
            return At(
                0.94, $"{output} gives values from 0 to 1, but targets go from {Number(targets.Low)} to {Number(targets.High)}.",
                "No weights let the output reach those targets.", new TrainingEvidence("lowest target", targets.Low),
                new TrainingEvidence("highest target", targets.High));
        }

        if (!training.HasTrained || !training.IsUnwell || !(targets.AreClasses && targets.Low >= 0)) return null;
        if (output == Activation.ReLU)
        {
            return At(
                0.85, "ReLU as the output of a classification.",
                "Where z is below 0 the output is 0 and its gradient too: such samples are no longer learned from; "
                    + "above, it has no upper end.", new TrainingEvidence("fraction of outputs that are 0", ZeroFraction(training)));
        }

        if (output == Activation.Identity && targets.Kind == TargetKind.Classes)
        {
            return At(
                0.85, "a linear output for classes.",
                "Outputs without bounds are pulled back towards 0 and 1 also where they are right by more than is asked; "
                    + "softmax only asks which class is largest.", new TrainingEvidence(training.Targets.Measure, training.Score));
        }

        return null;

        TrainingFinding At(double weight, string what, string why, params IReadOnlyList<TrainingEvidence> evidence) =>
            Found(weight, what, why, Changes.OutputAndLoss(training), evidence) with { Layer = last };
    }

    private static string Number(double value) => NumberFormat.Single(value);

    private static double ZeroFraction(Examination training)
    {
        var output = training.End.Output.Values;
        int zeros = 0;
        foreach (double value in output)
            zeros += value <= 0 ? 1 : 0;
        return (double)zeros / output.Length;
    }
}
