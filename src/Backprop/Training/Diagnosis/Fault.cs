namespace Backprop;

/// <summary>What shows a fault, which is also the order in which faults can be judged.</summary>
internal enum FaultKind
{
    /// <summary>Settings and data alone: found without training, and said whether or not the training does well.</summary>
    Setup,

    /// <summary>The data and what passes through the network, where a training does not do well.</summary>
    Signal,

    /// <summary>
    /// How the loss falls: to be judged once no fault of the other kinds is left, because each of them shows in the loss too.
    /// </summary>
    Progress,
}

/// <summary>
/// A fault that a training may have, with the test that finds it. To add one, add a class of this kind to the folder Faults:
/// every one in this assembly is tested.
/// </summary>
internal abstract class Fault
{
    /// <summary>Every fault there is, by name.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        .. typeof(Fault).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Fault)))
            .Select(type => (Fault)Activator.CreateInstance(type)!).OrderBy(fault => fault.Name, StringComparer.Ordinal),
    ];

    /// <summary>What the field calls it.</summary>
    public abstract string Name { get; }

    /// <summary>What shows it.</summary>
    public virtual FaultKind Kind => FaultKind.Signal;

    /// <summary>The measured test; null if the training does not have the fault.</summary>
    public abstract TrainingFinding? Test(Examination training);

    /// <summary>A finding of this fault.</summary>
    protected TrainingFinding Found(
        double weight, string what, string why, TrainingChange? change, params IReadOnlyList<TrainingEvidence> evidence) =>
        new(Name, weight, what, why) { Change = change, Evidence = evidence };
}
