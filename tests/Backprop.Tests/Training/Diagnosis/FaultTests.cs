namespace Backprop.Tests.Training.Diagnosis;

/// <summary>Each fault, in a training that was made to have it, and the line of C# that is proposed.</summary>
public sealed class FaultTests
{
    public static TheoryData<string> Faults => [.. SickTrainings.All.Keys];

    [Fact]
    public void Every_fault_has_a_training_here() => Assert.Equal(Fault.All.Select(fault => fault.Name), SickTrainings.All.Keys);

    [Fact]
    public void The_training_that_they_are_made_of_is_healthy() =>
        Assert.Equal(TrainingVerdict.Healthy, Examine(SickTrainings.Healthy).Verdict);

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_training_that_was_made_to_have_a_fault_is_said_to_have_it(string fault)
    {
        var report = Examine(SickTrainings.All[fault]());

        Assert.Equal(TrainingVerdict.Ill, report.Verdict);
        Assert.True(report.Has(fault), report.ToString());
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void What_is_proposed_is_C_sharp_that_makes_the_change_that_is_tried(string fault)
    {
        var setup = SickTrainings.All[fault]();

        Assert.All(Examine(setup).Findings.Select(finding => finding.Change).OfType<TrainingChange>(), change =>
        {
            var expected = change.Apply(setup);
            var actual = ProposalCode.Compile(change.Code)(setup);
            AssertSame(expected, actual, change.Code);
        });
    }

    [Fact]
    public void All_proposals_one_after_the_other_give_the_training_that_was_proved()
    {
        var setup = SickTrainings.All["vanishing gradient"]();
        var report = TrainingCheck.Run(setup.Network, setup.Data, setup.Options);

        var made = report.Changes.Aggregate(setup, (changed, change) => ProposalCode.Compile(change.Code)(changed));

        AssertSame(report.Proposal!, made, report.ToString());
        Assert.All(report.Changes, change => Assert.Contains(change.Code, report.ToString(), StringComparison.Ordinal));
    }

    private static TrainingCheckReport Examine(TrainingSetup setup) =>
        TrainingCheck.Run(setup.Network, setup.Data, setup.Options, new() { Prove = false });

    private static void AssertSame(TrainingSetup expected, TrainingSetup actual, string code)
    {
        Assert.True(expected.Network.Sizes.SequenceEqual(actual.Network.Sizes), code);
        Assert.Equal(expected.Network.Layers.Select(layer => layer.Activation), actual.Network.Layers.Select(layer => layer.Activation));
        Assert.True(expected.Network.Parameters.SequenceEqual(actual.Network.Parameters), code);
        AssertSame(expected.Data, actual.Data, code);
        var (x, y) = (expected.Options, actual.Options);
        Assert.Equal(x.Optimizer.ToString(), y.Optimizer.ToString());
        Assert.Equal(x.Optimizer.Settings, y.Optimizer.Settings);
        Assert.Equal(x with { Optimizer = y.Optimizer, Validation = null }, y with { Validation = null });
        if (x.Validation is { } validation) AssertSame(validation, y.Validation!, code);
    }

    private static void AssertSame(Dataset expected, Dataset actual, string code)
    {
        Assert.True(expected.Inputs.Equals(actual.Inputs), code);
        Assert.True(expected.Targets.Equals(actual.Targets), code);
    }
}
