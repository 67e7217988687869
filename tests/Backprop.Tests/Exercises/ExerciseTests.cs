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

    [Fact]
    public void A_foreseen_mistake_gets_its_hint() =>
        Assert.Contains("without φ′", Exercise.Check(0.5, 0.125, (0.5, "That is without φ′.")).Message);

    [Theory]
    [InlineData(-0.125, "sign")]
    [InlineData(0.25, "2 times")]
    [InlineData(0.0625, "0.5 times")]
    public void A_wrong_sign_or_factor_is_named(double answer, string hint)
    {
        var result = Exercise.Check(answer, 0.125);

        Assert.Equal(ExerciseState.Wrong, result.State);
        Assert.Contains(hint, result.Message);
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
        Assert.Contains("1 of 4", Exercise.Check(expected.With(0, 0, 7), expected).Message);
        Assert.Equal(ExerciseState.Right, Exercise.Check(expected, expected).State);
    }

    [Fact]
    public void A_function_is_compared_at_the_points_and_the_worst_is_named()
    {
        Assert.Equal(ExerciseState.Right, Exercise.Check(x => 2 * x, x => x + x, [-1, 0, 3]).State);
        Assert.Contains("At 3 your function gives 9", Exercise.Check(x => x * x, x => 2 * x, [0, 2, 3]).Message);
        Assert.Contains("of a", Exercise.Check(x => x * x, x => 2 * x, [0, 2, 3], ((Func<double, double>)(x => x * x), "That is a function of a.")).Message);
    }

    [Fact]
    public void A_word_is_compared_without_case()
    {
        Assert.Equal(ExerciseState.Right, Exercise.Check(" Delta ", "delta").State);
        Assert.Contains("hint", Exercise.Check("bias", "delta", ("Bias", "hint")).Message);
    }

    [Fact]
    public void Html_shows_the_state_and_escapes_the_message()
    {
        Assert.Contains("✓", Exercise.Check(1, 1).ToHtml());
        Assert.Contains("&lt;b&gt;", Exercise.Check("<b>", "x").ToHtml());
    }
}
