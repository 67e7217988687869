namespace Backprop;

/// <summary>A flat place or local dead end: outputs stay at one half.</summary>
internal sealed class Plateau : Fault
{
    private const double NearHalf = 0.1;
    private const int ManySteps = 200;
    private const int FewUnits = 8;
    private const double AdamRate = 0.05;

    public override string Name => "plateau";

    public override TrainingFinding? Test(Examination training)
    {
        if (training.Diverged || !training.Targets.AreClasses || training.Setup.Output != Activation.Sigmoid
            || training.Setup.Steps < ManySteps || training.HiddenLayers.All(layer => layer.Activation == Activation.Identity))
        {
            return null;
        }

        var output = training.End.Output;
        int[] undecided = [.. Enumerable.Range(0, output.RowCount).Where(i => Math.Abs(output[i, 0] - 0.5) < NearHalf)];
        if (undecided.Length < 0.4 * output.RowCount || training.LateFall > 0.1) return null;
        if (training.Trials.DependsOnRate) return null; // not flat: with other steps it gets down
        var change = Changes.Hidden(training, null, units => Math.Max(units, FewUnits));
        if (training.Trials.Of("plateau", change.Apply).Score < training.Score + 0.05)
            change = Changes.Both(change, Changes.Adam(AdamRate));

        // Where no relation to the inputs is known, there may be nothing to learn, and then ½ is the right answer.
        if (double.IsNaN(training.Reference.Attainable)
            && training.IsPoor(training.Trials.Of($"plateau, {change.Code}", change.Apply).Score))
        {
            return null;
        }

        string named = output.RowCount > 8 ? "" : ": " + string.Join(", ", undecided.Select(i => Sample(training.Data.Inputs.Row(i), i)));
        return Found(
            0.88,
            undecided.Length == output.RowCount
                ? $"all {output.RowCount} outputs stay near ½."
                : $"{undecided.Length} of {output.RowCount} outputs stay near ½{named}.",
            "There the errors of the samples pull the weights in opposite directions and cancel: "
                + "the gradient is nearly 0 though the answers are not right. "
                + "It is a flat place or a local minimum, and which one is met depends on the start weights.",
            change,
            new TrainingEvidence("outputs within 0.1 of ½", undecided.Length),
            new TrainingEvidence("loss of the last epoch", training.History!.Loss[^1]),
            new TrainingEvidence("loss with ten times the rate", training.Trials.Rate(10).Loss),
            new TrainingEvidence("norm of the last gradient", Math.Sqrt(training.History.GradientNorm.Sum(norm => norm[^1] * norm[^1]))),
            new TrainingEvidence("fall of the loss in the last quarter, in %", 100 * training.LateFall)) with
        {
            Sample = undecided[0] + 1,
            Series = new("output of each sample", [.. Enumerable.Range(0, Math.Min(output.RowCount, 40)).Select(i => output[i, 0])]),
        };
    }

    /// <summary>A sample by number, and by its inputs where they are few.</summary>
    private static string Sample(ReadOnlySpan<double> inputs, int index) =>
        FormattableString.Invariant($"sample {index + 1}")
            + (inputs.Length > 4 ? "" : $" ({string.Join(',', inputs.ToArray().Select(NumberFormat.Single))})");
}
