namespace Backprop;

/// <summary>ReLU units that are zero for every sample, so that no gradient passes them.</summary>
internal sealed class DeadReLU : Fault
{
    /// <summary>The fraction of a layer from which on it is said: a few dead units do no harm.</summary>
    private const double Half = 0.5;

    /// <summary>At the start about half are dead where all inputs are positive; from here on hardly anything passes.</summary>
    private const double Nearly = 0.9;

    public override string Name => "dead ReLU";

    public override TrainingFinding? Test(Examination training)
    {
        if (training.End.Layers[^1].DeadFraction == 1) return OfOutput(training);
        var atStart = training.Start.Hidden.MaxBy(layer => layer.DeadFraction);
        var atEnd = training.End.Hidden.MaxBy(layer => layer.DeadFraction);
        if (atStart is null || atEnd is null || Math.Max(atStart.DeadFraction, atEnd.DeadFraction) < Half) return null;
        bool fromStart = atStart.DeadFraction >= Half;
        var worst = fromStart ? atStart : atEnd;
        bool isWhole = worst.DeadFraction == 1;
        int dead = worst.Dead.Count(isDead => isDead);
        return Found(
            fromStart && worst.DeadFraction > Nearly ? 0.93 : isWhole ? 0.68 : 0.5,
            $"{dead} of {worst.Dead.Length} units of layer {worst.Layer.Number} are 0 for every sample "
                + $"{(fromStart ? "from the start" : "at the end")}.",
            isWhole
                ? "Where all units of a layer are 0 the output no longer depends on the input, and no gradient passes: "
                    + "nothing before that layer learns any more."
                : "A unit whose z is below 0 for every sample has derivative 0: its weights no longer change, and it is lost.",
            Changes.Hidden(training, Activation.LeakyReLU),
            new TrainingEvidence("fraction dead at the start", training.Start.Layers[worst.Layer.Number - 1].DeadFraction),
            new TrainingEvidence("at the end", training.End.Layers[worst.Layer.Number - 1].DeadFraction)) with
        {
            Layer = worst.Layer.Number,
            Unit = Array.IndexOf(worst.Dead, true) + 1,
            Series = new(
                "dead fraction of each hidden layer",
                [.. (fromStart ? training.Start : training.End).Hidden.Select(layer => layer.DeadFraction)]),
        };
    }

    private TrainingFinding OfOutput(Examination training)
    {
        bool fromStart = training.Start.Layers[^1].DeadFraction == 1;
        return Found(
            0.86,
            $"the output is 0 for every sample {(fromStart ? "from the start" : "at the end")}.",
            "ReLU's derivative is 0 where its output is: no gradient enters the network any more.",
            Changes.OutputAndLoss(training),
            new TrainingEvidence("largest z of the output", LargestOfOutput(training))) with
        { Layer = training.Setup.Network.Layers.Count };
    }

    private static double LargestOfOutput(Examination training) =>
        training.Run.End.Forward(training.Data.Inputs).Layers[^1].Z.Values.ToArray().Max();
}
