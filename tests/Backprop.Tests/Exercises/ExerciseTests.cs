namespace Backprop.Tests.Exercises;

public sealed class ExerciseTests
{
    [Fact]
    public void No_answer_is_not_done_and_not_an_error()
    {
        Assert.Equal(ExerciseState.NotDone, Exercise.Check((double?)null, 1).State);
        Assert.Equal(ExerciseState.NotDone, Exercise.Check((Matrix?)null, [[1]]).State);
        Assert.Equal(ExerciseState.NotDone, Exercise.Check(" ", "delta").State);
        Assert.Equal(ExerciseState.NotDone, Exercise.Check((Func<double, double>?)null, Math.Sin, [1]).State);
    }

    [Theory]
    [InlineData(0.1234)]
    [InlineData(0.1235)]
    public void A_number_rounded_to_the_digits_of_a_table_is_right(double answer) =>
        Assert.Equal(ExerciseState.Right, Exercise.Check(answer, 0.12344).State);

    /// <summary>1/1000 of the larger of the two, and 1e-9 more for numbers near 0.</summary>
    [Theory]
    [InlineData(1000.9, 1000, true)]
    [InlineData(1001.1, 1000, false)]
    [InlineData(998.9, 1000, false)]
    [InlineData(9e-10, 0, true)]
    [InlineData(2e-9, 0, false)]
    [InlineData(double.NaN, 1, false)]
    public void A_number_is_right_to_three_digits(double answer, double expected, bool right) =>
        Assert.Equal(right ? ExerciseState.Right : ExerciseState.Wrong, Exercise.Check(answer, expected).State);

    [Fact]
    public void A_foreseen_mistake_gets_its_hint() =>
        Assert.Contains("without φ′", Exercise.Check(0.5, 0.125, (0.5, "That is without φ′.")).Message);

    [Theory]
    [InlineData(-0.125, "sign")]
    [InlineData(0.25, "2 times")]
    [InlineData(0.0625, "0.5 times")]
    [InlineData(0.5, "4 times")]
    [InlineData(0.03125, "0.25 times")]
    public void A_wrong_sign_or_factor_is_named(double answer, string hint)
    {
        var result = Exercise.Check(answer, 0.125);

        Assert.Equal(ExerciseState.Wrong, result.State);
        Assert.Contains(hint, result.Message);
    }

    [Theory]
    [InlineData(0, 0.5, "Not yet. 0 is not it.")]
    [InlineData(0.5, 0, "Not yet. 0.5 is not it.")]
    [InlineData(0.3, 0.1, "Not yet. 0.3 is not it.")]
    [InlineData(-0.1, 0.1, "Not yet. The size is right, the sign is not.")]
    public void A_wrong_number_is_told_what_can_be_said_of_it(double answer, double expected, string message) =>
        Assert.Equal(message, Exercise.Check(answer, expected).Message);

    [Fact]
    public void What_is_not_done_or_right_says_so()
    {
        Assert.Equal("Not done yet. Replace null by your answer and run the cell again.", Exercise.Check((double?)null, 1).Message);
        Assert.Equal("Right!", Exercise.Check("delta", "delta").ToString());
    }

    [Fact]
    public void A_transposed_matrix_is_told_its_shape()
    {
        var result = Exercise.Check([[1.0], [2]], [[1, 2]]);

        Assert.Equal(ExerciseState.Wrong, result.State);
        Assert.Contains("2 × 1 but it should be 1 × 2", result.Message);
    }

    [Fact]
    public void A_matrix_with_a_foreseen_mistake_gets_its_hint()
    {
        Matrix expected = [[1, 2], [3, 4]];

        Assert.Contains("twice", Exercise.Check(2 * expected, expected, (2 * expected, "That is twice as much.")).Message);
        Assert.Equal("Not yet. 1 of 4 entries differ.", Exercise.Check(expected.With(0, 0, 7), expected, (2 * expected, "twice"), (M([[7, 2, 3, 4]]), "another shape")).Message);
        Assert.Equal(ExerciseState.Right, Exercise.Check(expected, expected).State);
    }

    [Fact]
    public void A_function_is_compared_at_the_points_and_the_worst_is_named()
    {
        Assert.Equal(ExerciseState.Right, Exercise.Check(x => 2 * x, x => x + x, [-1, 0, 3]).State);
        Assert.Equal("Not yet. At 3 your function gives 9 but it should be 6.", Exercise.Check(x => x * x, x => 2 * x, [0, 3, 2]).Message);
        Assert.Equal("Not yet. At -1 your function gives 1 but it should be -2.", Exercise.Check(x => x * x, x => 2 * x, [0, -1, 2]).Message);
        Assert.Contains("of a", Exercise.Check(x => x * x, x => 2 * x, [0, 2, 3], ((Func<double, double>)(x => x * x), "That is a function of a.")).Message);
    }

    [Fact]
    public void A_word_is_compared_without_case()
    {
        Assert.Equal(ExerciseState.Right, Exercise.Check(" Delta ", "delta").State);
        Assert.Equal("Not yet. hint", Exercise.Check("bias", "delta", ("weight", "another hint"), ("Bias ", "hint")).Message);
        Assert.Equal("Not yet. \"bias\" is not it.", Exercise.Check(" bias ", "delta", ("weight", "hint")).Message);
    }

    [Fact]
    public void Html_shows_the_state_and_escapes_the_message()
    {
        Assert.Equal("""<div class="exercise-right" style="border-left:4px solid #2e9e5b;padding:.5em .9em;margin:.4em 0"><b>✓</b> Right!</div>""", Exercise.Check(1, 1).ToHtml());
        Assert.StartsWith("""<div class="exercise-wrong" style="border-left:4px solid #d9534f;padding:.5em .9em;margin:.4em 0"><b>✗</b> Not yet. """, Exercise.Check(1, 3).ToHtml(), StringComparison.Ordinal);
        Assert.StartsWith("""<div class="exercise-notdone" style="border-left:4px solid #8a8a8a;padding:.5em .9em;margin:.4em 0"><b>…</b> Not done""", Exercise.Check(" ", "x").ToHtml(), StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;", Exercise.Check("<b>", "x").ToHtml());
    }
}
