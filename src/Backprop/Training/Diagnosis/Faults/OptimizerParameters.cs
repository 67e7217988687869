namespace Backprop;

/// <summary>Parameters of an optimizer that are far from what it is used with.</summary>
internal sealed class OptimizerParameters : Fault
{
    public override string Name => "optimizer parameters";

    public override TrainingFinding? Test(Examination training)
    {
        var optimizer = training.Options.Optimizer;
        if (optimizer.Settings.FirstOrDefault(setting => setting.Value < setting.Low || setting.Value > setting.High) is not { } unusual)
            return null;
        return Found(
            unusual.Name == "λ" ? 0.93 : 0.74,
            $"{unusual.Name} of {optimizer.Name} is {NumberFormat.Single(unusual.Value)}; usual is {NumberFormat.Single(unusual.Usual)}.",
            "These numbers say over how many steps gradients are averaged and where their size stops counting. "
                + "Far from the usual ones the optimizer overshoots, or takes steps of no size.",
            Changes.UsualOptimizer(optimizer),
            new TrainingEvidence(unusual.Name, unusual.Value),
            new TrainingEvidence("from", unusual.Low),
            new TrainingEvidence("to", unusual.High));
    }
}
