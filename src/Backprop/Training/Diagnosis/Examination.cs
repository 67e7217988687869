using System.Globalization;

namespace Backprop;

/// <summary>A training with everything that is measured of it, each once and when it is first asked for.</summary>
internal sealed class Examination
{
    private readonly Lazy<Probe> start;
    private readonly Lazy<Probe> end;
    private readonly Lazy<Reference> reference;
    private readonly Lazy<Trials> trials;

    public Examination(TrainingRun run, uint seed)
    {
        Run = run;
        Seed = seed;
        Targets = new Targets(Data.Targets);
        start = new(() => new Probe(Setup.Network, Data, Loss));
        end = new(() => new Probe(run.End, Data, Loss));
        reference = new(() => new Reference(Data, Targets, Options.Validation));
        trials = new(() => new Trials(this));
        if (History is null) return;
        Score = Finite(Targets.Score(run.End.Predict(Data.Inputs)));
        if (Options.Validation is { } validation)
            ValidationScore = Finite(new Targets(validation.Targets).Score(run.End.Predict(validation.Inputs)));
    }

    public TrainingRun Run { get; }

    /// <summary>The seed of what a change draws anew.</summary>
    public uint Seed { get; }

    public TrainingSetup Setup => Run.Setup;

    public Dataset Data => Setup.Data;

    /// <summary>The loss that is descended.</summary>
    public Loss Loss => Options.Loss!;

    public TrainingOptions Options => Setup.Options;

    public TrainingHistory? History => Run.History;

    public Targets Targets { get; }

    /// <summary>The network before the training.</summary>
    public Probe Start => start.Value;

    /// <summary>The network after it.</summary>
    public Probe End => end.Value;

    public Reference Reference => reference.Value;

    /// <summary>Short trainings with one thing changed.</summary>
    public Trials Trials => trials.Value;

    /// <summary>How well the trained network answers its training data: accuracy or R²; NaN where no training could start.</summary>
    public double Score { get; } = double.NaN;

    /// <summary>The same on the validation data; NaN if there are none.</summary>
    public double ValidationScore { get; } = double.NaN;

    public bool HasTrained => History is not null;

    public bool Diverged => History?.StopReason == StopReason.Diverged;

    public bool HasHiddenLayer => Setup.Network.Layers.Count > 1;

    public IEnumerable<Layer> HiddenLayers => Setup.Network.Layers.Take(Setup.Network.Layers.Count - 1);

    /// <summary>Whether the training data are answered clearly worse than the data allow.</summary>
    public bool FallsShort => History is not null && (Diverged || (double.IsNaN(Reference.Attainable) ? IsPoor(Score) : Score < Needed));

    /// <summary>The score below which a training falls short of what is attainable.</summary>
    public double Needed => Targets.Kind == TargetKind.Numbers
        ? Reference.Attainable - (3 * (1 - Reference.Attainable)) - 0.025
        : Reference.Attainable - 0.03 - (1.5 * Math.Sqrt(Reference.Attainable * (1 - Reference.Attainable) / Data.Count));

    /// <summary>
    /// Whether the validation data are answered clearly worse than the training data, and worse than their nearest neighbours answer them
    /// or with a loss that has risen to twice its lowest.
    /// </summary>
    public bool Overfits =>
        Options.Validation is not null && !FallsShort && Score - ValidationScore > 0.1
        && (!(ValidationScore >= Reference.OnValidation - 0.06) || ValidationLossRose);

    /// <summary>Whether something is wrong that a finding should explain.</summary>
    public bool IsUnwell => !HasTrained || FallsShort || Overfits || RareClasses.Count > 0;

    /// <summary>
    /// Classes of less than a seventh of the samples that are mostly answered wrongly while the others are answered well.
    /// </summary>
    public IReadOnlyList<ClassRecall> RareClasses =>
        HasTrained && Targets.AreClasses ? ClassRecall.Rare(Targets, Run.End.Predict(Data.Inputs)) : [];

    /// <summary>Mean loss of some epochs: fractions of the training from 0 to 1.</summary>
    public double MeanLoss(double from, double to)
    {
        var loss = History!.Loss;
        int first = Math.Min((int)(from * loss.Count), loss.Count - 1), last = Math.Max(first + 1, (int)(to * loss.Count));
        return loss.Skip(first).Take(last - first).Average();
    }

    /// <summary>How much the loss still fell from the third to the fourth quarter, as a fraction of its size.</summary>
    public double LateFall => History is not { Epochs: > 0 } ? 0 : History!.Epochs < 4
        ? 1 - (History.Loss[^1] / History.Loss[0])
        : 1 - (MeanLoss(0.75, 1) / MeanLoss(0.5, 0.75));

    /// <summary>How far the weights have moved, over their size: ‖W after − W before‖ / ‖W before‖.</summary>
    public double Movement => Setup.Network.Layers.Zip(Run.End.Layers, (before, after) => Probe.Norm(after.Weights - before.Weights)).Sum()
        / Start.Layers.Sum(layer => layer.WeightNorm);

    /// <summary>The fraction of epochs after which the loss was higher than before.</summary>
    public double RisingFraction => History is { Epochs: > 1 } history
        ? Enumerable.Range(1, history.Epochs - 1).Average(e => history.Loss[e] > history.Loss[e - 1] ? 1.0 : 0)
        : 0;

    /// <summary>A seed's stream for weights drawn anew, as it is written in code.</summary>
    public string SeedCode => Seed.ToString(CultureInfo.InvariantCulture);


    /// <summary>Whether a score is below 0.9 of the way from always the same answer to none wrong.</summary>
    public bool IsPoor(double score) => score < Reference.Trivial + (0.9 * (1 - Reference.Trivial));

    private bool ValidationLossRose => !Options.KeepBest && History!.ValidationLoss[^1] > 2 * History.ValidationLoss.Min();

    private static double Finite(double score) => double.IsFinite(score) ? score : double.NegativeInfinity;
}

/// <summary>How a class is answered.</summary>
/// <param name="Class">Its index.</param>
/// <param name="Share">Its part of the samples.</param>
/// <param name="Recall">The part of its samples that are answered by it.</param>
internal sealed record ClassRecall(int Class, double Share, double Recall)
{
    private const double RareShare = 1.0 / 7;
    private const double LowRecall = 0.65;
    private const double HighRecall = 0.9;

    public static IReadOnlyList<ClassRecall> Rare(Targets targets, Matrix output)
    {
        int[] truth = targets.ClassesOf(targets.Values), answers = targets.ClassesOf(output);
        ClassRecall[] all =
        [
            .. truth.Index().GroupBy(pair => pair.Item).OrderBy(group => group.Key)
                .Select(group =>
                    new ClassRecall(group.Key, group.Count() / (double)truth.Length,
                        group.Average(pair => answers[pair.Index] == group.Key ? 1.0 : 0))),
        ];
        var largest = all.MaxBy(recall => recall.Share);
        bool isAnsweredWell = largest is { Recall: >= HighRecall } && largest.Share > 2 * RareShare && largest.Recall < 1.0000001;
        return isAnsweredWell
            ? [.. all.Where(recall => recall.Share < Math.Min(RareShare, largest!.Share / 3) && recall.Recall < LowRecall)]
            : [];
    }
}
