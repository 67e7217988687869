namespace Backprop;

/// <summary>Another optimizer at an ordinary rate gets down, this one at no rate.</summary>
internal sealed class OptimizerUnsuited : Fault
{
    private const double AdamRate = 0.01;

    public override string Name => "optimizer unsuited";

    public override FaultKind Kind => FaultKind.Progress;

    public override TrainingFinding? Test(Examination training)
    {
        if (training.Diverged || training.Options.Optimizer.Name == "Adam") return null;
        var trials = training.Trials;
        if (trials.Epochs < training.Options.Epochs / 2) return null; // too short to tell
        var adam = trials.Of("Adam", setup => setup with { Options = setup.Options with { Optimizer = Optimizer.Adam(AdamRate) } });
        var rates = trials.Rates.Select(rate => rate.Trial).Append(trials.Same).Where(trial => trial.IsFinite).ToArray();
        double best = rates.Min(trial => trial.Loss), highest = rates.Max(trial => trial.Score);
        bool solvesAlone = adam.Score >= training.Needed && highest < training.Needed;
        if (!adam.IsFinite || !(adam.Loss < 0.5 * best) || !(solvesAlone || adam.Score >= highest + 0.05)) return null;
        return Found(
            0.755,
            $"with Adam the loss is {NumberFormat.Single(adam.Loss)} after {Words.Count(trials.Epochs, "epoch")}; "
                + $"{training.Options.Optimizer.Name} gets to {NumberFormat.Single(best)} at the best of "
                + $"{Words.Count(rates.Length, "learning rate")}.",
            "In a valley that is steep across and flat along, one rate for all parameters is either too large for the one or too small "
                + "for the other; Adam gives each its own.",
            Changes.Adam(AdamRate),
            new TrainingEvidence("loss with Adam", adam.Loss),
            new TrainingEvidence("lowest at other rates", best));
    }
}
