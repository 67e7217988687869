namespace Backprop;

/// <summary>One thing that is wrong with a training.</summary>
/// <param name="Fault">What it is called in the field: <c>learning rate too high</c>, <c>dead ReLU</c>, …</param>
/// <param name="Weight">How much speaks for it, from 0 to 1; findings are in the order of their weight.</param>
/// <param name="What">What is wrong, in a sentence.</param>
/// <param name="Why">Why the training fails because of it.</param>
public sealed record TrainingFinding(string Fault, double Weight, string What, string Why)
{
    /// <summary>The layer, from 1; null if it is not in one layer.</summary>
    public int? Layer { get; init; }

    /// <summary>The unit within the layer, or the input, from 1; null if it is not one unit.</summary>
    public int? Unit { get; init; }

    /// <summary>The sample, from 1; null if it is not one sample.</summary>
    public int? Sample { get; init; }

    /// <summary>The measured numbers.</summary>
    public IReadOnlyList<TrainingEvidence> Evidence { get; init; } = [];

    /// <summary>Numbers for a small figure; null for none.</summary>
    public EvidenceSeries? Series { get; init; }

    /// <summary>What to change; null if there is nothing that a line of code changes.</summary>
    public TrainingChange? Change { get; init; }

    /// <summary>A training with the change beside the old one; null if it was not tried.</summary>
    public TrainingProof? Proof { get; init; }

    /// <summary>Where it is: <c>layer 2, unit 3</c>; empty if it is not in one place.</summary>
    public string Where =>
        string.Join(", ",
        new[] { Place("layer", Layer), Place(Layer is null ? "input" : "unit", Unit),
        Place("sample", Sample) }.Where(place => place.Length > 0));

    private static string Place(string kind, int? number) => number is null ? "" : FormattableString.Invariant($"{kind} {number}");
}

/// <summary>A measured number.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The number.</param>
public readonly record struct TrainingEvidence(string Name, double Value);

/// <summary>Numbers that a small figure shows.</summary>
/// <param name="Title">What they are.</param>
/// <param name="Values">The numbers, one a layer, an epoch, …</param>
/// <param name="IsByEpoch">Whether they follow each other in time; else each stands alone, as a bar.</param>
public sealed record EvidenceSeries(string Title, IReadOnlyList<double> Values, bool IsByEpoch = false);

/// <summary>A change to a training.</summary>
/// <param name="Code">The change as a line of C#.</param>
public sealed record TrainingChange(string Code)
{
    internal TrainingChange(string code, Func<TrainingSetup, TrainingSetup> apply)
        : this(code) => Apply = apply;

    internal Func<TrainingSetup, TrainingSetup> Apply { get; } = setup => setup;

    /// <summary>The line where no other change touches the network, so that layers can be written as they are.</summary>
    internal string? AloneCode { get; init; }

    /// <summary>Whether the weights are drawn anew.</summary>
    internal bool DrawsAnew { get; init; }

    /// <summary>Whether that is all.</summary>
    internal bool OnlyDrawsAnew { get; init; }
}

/// <summary>A training with a change beside the one without it.</summary>
/// <param name="Measure">What is compared: accuracy, R², …</param>
/// <param name="Before">The measure without the change.</param>
/// <param name="After">The measure with it.</param>
/// <param name="Helps">Whether it is clearly better.</param>
/// <param name="Heals">Whether nothing is left to find.</param>
/// <param name="History">The training with the change.</param>
public sealed record TrainingProof(string Measure, double Before, double After, bool Helps, bool Heals, TrainingHistory? History);
