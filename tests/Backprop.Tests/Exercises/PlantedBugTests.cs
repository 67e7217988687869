namespace Backprop.Tests.Exercises;

public sealed class PlantedBugTests
{
    public static TheoryData<GradientMistake> Kinds => [.. PlantedBug.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_checker_names_every_kind_that_can_be_planted(GradientMistake kind)
    {
        for (uint seed = 1; seed <= 5; seed++)
        {
            var bug = PlantedBug.Draw(seed, kind);
            var diagnosis = bug.Verdict().Report.Diagnosis;

            Assert.False(bug.Verdict().Report.Passed);
            Assert.Contains(kind, diagnosis.Alternatives.Select(other => other.Mistake).Append(diagnosis.Mistake));
        }
    }

    [Fact]
    public void A_seed_draws_the_same_bug_again() => Assert.Equal(PlantedBug.Draw(11).Given.Flatten(), PlantedBug.Draw(11).Given.Flatten());

    [Fact]
    public void A_thousand_seeds_draw_every_kind() =>
        Assert.Equal(
            PlantedBug.Kinds.Count, Enumerable.Range(0, 1000)
            .Select(seed => (int)(new RandomState((uint)seed).NextDouble() * PlantedBug.Kinds.Count)).Distinct().Count());

    /// <summary>All that it may leave out is what cannot happen here or has no numbers of its own.</summary>
    [Fact]
    public void Every_kind_that_the_checker_knows_can_be_drawn_but_those_that_this_network_cannot_show() =>
        Assert.Equal(
            [GradientMistake.Accumulated, GradientMistake.SoftmaxElementwise, GradientMistake.UpdatedBeforeUse],
            Enum.GetValues<GradientMistake>().Where(kind => kind is >= GradientMistake.OtherLoss and <= GradientMistake.WeightDecay)
                .Except(PlantedBug.Kinds));

    [Fact]
    public void The_same_mistake_is_made_in_the_gradient_of_another_network()
    {
        var bug = PlantedBug.Draw(4, GradientMistake.BiasAveraged);
        var moved = bug.Network.Copy();
        moved.Update(moved.Forward(bug.Data.Inputs), bug.Given, 0.5);

        Assert.Equal(bug.Given.Flatten(), bug.At(bug.Network).Flatten());
        Assert.Equal(GradientMistake.BiasAveraged, GradientCheck.Compare(moved, bug.Data, bug.Loss, bug.At(moved)).Diagnosis.Mistake);
    }

    [Fact]
    public void The_verdict_is_folded_and_its_text_gives_nothing_away()
    {
        var verdict = PlantedBug.Draw(4).Verdict();

        Assert.StartsWith("<details", verdict.ToHtml(), StringComparison.Ordinal);
        Assert.DoesNotContain(verdict.Report.Diagnosis.Summary, verdict.ToString());
        Assert.Contains("given ÷ right", PlantedBug.Draw(4).ToString());
    }

    [Fact]
    public void A_guess_may_be_written_in_words()
    {
        var bug = PlantedBug.Draw(1, GradientMistake.SignFlip);

        Assert.Equal(ExerciseState.Right, Exercise.Check("08.3", bug.Guess("sign flip")).State);
        Assert.Equal(ExerciseState.NotDone, Exercise.Check("08.3", bug.Guess(null)).State);
        Assert.Contains("Wrong here: W1, b1, W2, b2, W3, b3; right: none", Exercise.Check("08.3", bug.Guess("TransposedWeights")).Message);
    }
}
