namespace Backprop.Tests.Exercises;

[Collection("the exercises of one session")]
public sealed class ExerciseTests
{
    [Fact]
    public void An_unknown_exercise_is_told_which_there_are()
    {
        Assert.Contains("Lesson 04 has 04.1 to 04.5", Assert.Throws<ArgumentException>(() => Exercise.Check("04.9", 1)).Message);
        Assert.Contains("such as 04.1", Assert.Throws<ArgumentException>(() => Exercise.Check("99.1", 1)).Message);
        Assert.Contains("00, 01, 02, 03, 03a", Assert.Throws<ArgumentException>(() => Exercise.Progress("99")).Message);
    }

    [Fact]
    public void Progress_counts_what_is_right_in_this_session()
    {
        Exercise.Check("12.4", (Func<double, double>)(z => 0));
        int before = Exercise.Progress("12").Done;
        Exercise.Check("12.4", (Func<double, double>)Activation.Sigmoid.Derivative);
        var progress = Exercise.Progress("12");

        Assert.Equal(before + 1, progress.Done);
        Assert.Equal($"{before + 1} of 4 done", progress.ToString());
        Assert.Contains("data-exercise-progress=\"12\" data-of=\"4\"", progress.ToHtml());
    }

    [Fact]
    public void A_right_answer_gets_the_way_there_and_a_wrong_one_does_not()
    {
        Assert.Equal($"Right! {Exercise.Solution("03.1")}", Exercise.Check("03.1", 0.25).Message);
        Assert.DoesNotContain("square ¼", Exercise.Check("03.1", 0.3).Message);
    }

    [Theory]
    [InlineData("2 * 3 is a text", "this is a text")]
    [InlineData(true, "this is a Boolean")]
    public void An_answer_of_another_type_is_told_what_is_asked_for(object answer, string message) =>
        Assert.Contains(message, Exercise.Check("03.1", answer).Message);

    [Fact]
    public void A_number_written_as_a_text_counts() => Assert.Equal(ExerciseState.Right, Exercise.Check("03.2", "−0.1").State);

    [Fact]
    public void Html_carries_the_exercise_and_whether_it_is_right_and_escapes_the_message()
    {
        Assert.StartsWith(
            "<div data-exercise=\"03.1\" data-right=\"true\" class=\"exercise-right\"", Exercise.Check("03.1", 0.25).ToHtml(),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "<div data-exercise=\"03.1\" data-right=\"false\" class=\"exercise-wrong\"", Exercise.Check("03.1", 3).ToHtml(),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "<div data-exercise=\"03.1\" data-right=\"false\" class=\"exercise-notdone\"", Exercise.Check("03.1", "").ToHtml(),
            StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;", Exercise.Check("08.3", PlantedBug.Draw(1).Guess("<b>")).ToHtml());
    }
}
