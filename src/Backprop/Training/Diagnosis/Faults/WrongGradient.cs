namespace Backprop;

/// <summary>An activation or loss of one's own whose derivative is wrong: the gradient checker says so.</summary>
internal sealed class WrongGradient : Fault
{
    private const int Samples = 8;
    private const int MostParameters = 2000;

    public override string Name => "wrong gradient";

    public override FaultKind Kind => FaultKind.Setup;

    public override TrainingFinding? Test(Examination training)
    {
        var network = training.Setup.Network;
        bool hasOwn = !Loss.All.Contains(training.Loss) || network.Layers.Any(layer => !Activation.All.Contains(layer.Activation));
        if (!hasOwn || network.ParameterCount > MostParameters) return null;
        var some = training.Data.Select(training.Data.Name, [.. Enumerable.Range(0, Math.Min(Samples, training.Data.Count))]);
        var check = GradientCheck.Run(network, some, training.Loss);
        if (check.Verdict != GradientVerdict.Wrong) return null;
        var worst = check.Worst(1)[0];
        return Found(
            0.99,
            check.Diagnosis.ToString(),
            "A training follows its gradient. Where that is not the gradient of the loss, the loss falls by chance at best; "
                + "nothing else can be judged before it is right.",
            null,
            new TrainingEvidence($"{worst.Name}, analytic", worst.Analytic),
            new TrainingEvidence("numeric", worst.Numeric),
            new TrainingEvidence("relative error", worst.RelativeError)) with
        { Layer = worst.Layer };
    }
}
