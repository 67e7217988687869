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
        Assert.Equal($"Right! {Exercise.Solution("03.1")}", Exercise.Check("03.1", 0.34).Message);
        Assert.DoesNotContain("0.64", Exercise.Check("03.1", 0.3).Message);
    }

    [Theory]
    [InlineData("2 * 3 is a text", "this is a text that is none")]
    [InlineData(true, "this is a Boolean")]
    public void An_answer_of_another_type_is_told_what_is_asked_for(object answer, string message) =>
        Assert.Contains(message, Exercise.Check("03.1", answer).Message);

    [Theory]
    [InlineData("03.2", "−0.1")]
    [InlineData("03.2", "-1/10")]
    [InlineData("03.2", " – 0,100 ")]
    [InlineData("03.2", "−1·10⁻¹")]
    [InlineData("03.4", "¾")]
    [InlineData("03.4", "75e-2")]
    [InlineData("03.4", "= 0.75.")]
    [InlineData("03a.2", "1½")]
    [InlineData("03a.2", "3 : 2")]
    [InlineData("07.1", "4·10^-6")]
    [InlineData("07.1", "4*10^(-6)")]
    [InlineData("07.1", "4 × 10⁻⁶")]
    [InlineData("06.4", "40 000")]
    [InlineData("06.4", "40,000")]
    [InlineData("06.4", "40_000")]
    [InlineData("06.4", "4·10⁴")]
    [InlineData("06.4", 40_000L)]
    [InlineData("17.1", 0.1f)]
    [InlineData("17.1", "10^-1")]
    [InlineData("01.3", 0.15811388f)]
    [InlineData("08.1", "rises")]
    [InlineData("08.1", "It rises", false)]
    [InlineData("08.1", "rise or fall", false)]
    [InlineData("05.1", "larger, not smaller", false)]
    [InlineData("08.2", 'b')]
    [InlineData("08.2", "(b)")]
    [InlineData("17.1", "1/0", false)]
    [InlineData("17.1", "one tenth", false)]
    [InlineData("17.1", "10^x", false)]
    [InlineData("17.1", "1/10/1", false)]
    [InlineData("17.1", "", false)]
    public void An_answer_counts_in_many_spellings(string id, object answer, bool isRight = true) =>
        Assert.Equal(isRight, Exercise.Check(id, answer).State == ExerciseState.Right);

    public static TheoryData<object, bool> Matrices => new()
    {
        { (0.7, -0.8, 0.1), true },
        { new List<double> { 0.7, -0.8, 0.1 }, true },
        { new[] { 0.7m, -0.8m, 0.1m }, true },
        { new[] { 0.7f, -0.8f, 0.1f }, true },
        { new double[,] { { 0.7, -0.8, 0.1 } }, true },
        { new List<double[]> { new[] { 0.7, -0.8, 0.1 } }, true },
        { "[[0.7, −0.8, 0.1]]", true },
        { "(0,7; −0,8; 0,1)", true },
        { "(7/10, −4/5, 1/10)", true },
        { new double[,] { { 0.7 }, { -0.8 }, { 0.1 } }, false },
        { new double[][] { [0.7, -0.8], [0.1] }, false },
        { "0.7", false },
        { "[]", false },
        { Array.Empty<double>(), false },
        { new[] { "a", "b", "c" }, false },
    };

    [Theory]
    [MemberData(nameof(Matrices))]
    public void A_matrix_counts_in_many_shapes(object answer, bool isRight) =>
        Assert.Equal(isRight, Exercise.Check("10.3", answer).State == ExerciseState.Right);

    [Fact]
    public void A_plain_list_may_stand_for_a_column() =>
        Assert.Equal(ExerciseState.Right, Exercise.Check("02.3", new[] { 0.59, -0.27 }).State);

    [Fact]
    public void A_number_with_too_few_digits_is_told_so() =>
        Assert.Contains("three right digits", Exercise.Check("04.2", -0.1).Message);

    [Fact]
    public void A_function_of_another_kind_is_told_what_it_is() =>
        Assert.Contains(
            "this is a function of (Int32) that gives Double", Exercise.Check("01.4", (Func<int, double>)(n => Math.Sqrt(2.0 / n)))
                .Message);

    [Fact]
    public void Html_carries_the_exercise_and_whether_it_is_right_and_escapes_the_message()
    {
        Assert.StartsWith(
            "<div data-exercise=\"03.1\" data-right=\"true\" class=\"exercise-right\"", Exercise.Check("03.1", 0.34).ToHtml(),
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
