namespace Backprop;

/// <summary>Input columns far from zero or on very different scales.</summary>
internal sealed class UnnormalisedInputs : Fault
{
    /// <summary>A column whose root mean square is above this is large, or far from zero.</summary>
    private const double Large = 3;

    /// <summary>From so many deviations off zero on, what is common to all samples hides what differs.</summary>
    private const double Offset = 3;

    private const double VeryLarge = 10;
    private const double ScaleRatio = 100;
    private const double Tiny = 0.01;

    public override string Name => "unnormalised inputs";

    public override TrainingFinding? Test(Examination training)
    {
        var scaling = Standardization.Of(training.Data);
        int[] columns = [.. Enumerable.Range(0, scaling.Mean.Count).Where(j => scaling.Deviation[j] > 0)];
        if (columns.Length == 0) return null;
        double Size(int j) => Math.Sqrt((scaling.Mean[j] * scaling.Mean[j]) + (scaling.Deviation[j] * scaling.Deviation[j]));
        int worst = columns.MaxBy(Size);
        var (mean, deviation) = (scaling.Mean[worst], scaling.Deviation[worst]);
        double ratio = columns.Max(j => scaling.Deviation[j]) / columns.Min(j => scaling.Deviation[j]);
        bool isFar =
            columns.Any(j => Size(j) > Large && (Math.Abs(scaling.Mean[j]) > Offset * scaling.Deviation[j] || Size(j) > VeryLarge));
        bool isTiny = Size(worst) < Tiny;
        if (!isFar && !isTiny && ratio < ScaleRatio) return null;
        return Found(
            Size(worst) > 100 || isTiny ? 0.89 : 0.72,
            isTiny ? $"no input is larger than about {NumberFormat.Single(Size(worst))} (its root mean square)."
                : isFar ? $"input {training.Data.InputNames[worst]} has mean {NumberFormat.Single(mean)} and standard deviation "
                + $"{NumberFormat.Single(deviation)}."
                : $"the inputs' standard deviations differ by a factor of {NumberFormat.Single(ratio)}.",
            isTiny
                ? "The gradient of a weight is its input times delta: with inputs next to 0 weights hardly move, and outputs hardly differ."
                : "The gradient of a weight is its input times delta. "
                    + "Inputs that are large or far from zero make some directions steep and "
                    + "others flat, saturate or kill units, and no learning rate suits all.",
            Changes.StandardizeInputs(training),
            new TrainingEvidence("largest root mean square", Size(worst)),
            new TrainingEvidence("largest standard deviation over smallest", ratio)) with
        {
            Unit = worst + 1,
            Series = new("root mean square of each input", [.. Enumerable.Range(0, scaling.Mean.Count).Take(40).Select(Size)]),
        };
    }
}
