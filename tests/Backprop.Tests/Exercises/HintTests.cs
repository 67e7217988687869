namespace Backprop.Tests.Exercises;

/// <summary>The hints that need no list: they follow from the numbers.</summary>
public sealed class HintTests
{
    [Theory]
    [InlineData(0, 0.158, "cut to a whole number")]
    [InlineData(1, 1.5, "cut to a whole number")]
    [InlineData(-0.141, 0.141, "the sign is not")]
    [InlineData(0.282, 0.141, "2 times")]
    [InlineData(0.0705, 0.141, "½ times")]
    [InlineData(0.564, 0.141, "4 times")]
    [InlineData(14.1, 0.141, "100 times")]
    [InlineData(-0.282, 0.141, "−2 times")]
    [InlineData(1.96, 1.4, "the square of")]
    [InlineData(1.4, 1.96, "square root")]
    [InlineData(4, 0.25, "one divided by")]
    [InlineData(0.185, 0.18634, "Close")]
    [InlineData(0.18631, 0.18634, "first 4 digits")]
    [InlineData(double.NaN, 1, "not a number one can compare")]
    public void A_wrong_number_is_told_what_it_looks_like(double answer, double expected, string hint) =>
        Assert.Contains(hint, NumberHint.For(answer, expected));

    [Theory]
    [InlineData(0.77, 0.141)]
    [InlineData(3, 0.141)]
    public void A_number_that_looks_like_nothing_gets_no_made_up_hint(double answer, double expected) =>
        Assert.Null(NumberHint.For(answer, expected));

    [Fact]
    public void A_matrix_is_told_of_its_shape_its_transpose_what_all_entries_have_in_common_and_each_wrong_entry()
    {
        MatrixQuestion question = new("x", ExerciseKind.Compute, "?", () => [[0.11, -0.23], [0.37, 0.51]], "solution");

        Assert.Contains("1 × 2, but it should be 2 × 2", question.Judge(M([[1, 2]])).Hint);
        Assert.Contains("is transposed", question.Judge(M([[0.11, 0.37], [-0.23, 0.51]])).Hint);
        Assert.Contains("In every entry: The size is right, the sign is not.", question.Judge(M([[-0.11, 0.23], [-0.37, -0.51]])).Hint);
        Assert.Contains("In every entry: Your answer is 2 times", question.Judge(M([[0.22, -0.46], [0.74, 1.02]])).Hint);
        Assert.Equal(
            "2 of 4 entries are wrong. Row 1, column 2: The size is right, the sign is not. Row 2, column 1: Your answer is 2 times the right one: where does a factor of 2 come from?",
            question.Judge(M([[0.11, 0.23], [0.74, 0.51]])).Hint);
        Assert.Equal(ExerciseState.Right, question.Judge(new double[,] { { 0.11, -0.23 }, { 0.37, 0.51 } }).State);
    }

    [Fact]
    public void A_function_that_throws_is_reported_and_not_thrown() =>
        Assert.Contains(
            "stopped with InvalidOperationException: no",
            Exercise.Check("01.4", (Func<double, double>)(_ => throw new InvalidOperationException("no"))).Message);

    [Fact]
    public void A_function_is_asked_once_at_each_point_so_the_value_in_the_message_is_the_one_that_was_judged()
    {
        int calls = 0;

        string message = Exercise.Check("01.4", (Func<double, double>)(n => ++calls > 4 ? throw new InvalidOperationException() : n))
            .Message;

        Assert.Contains("At 784 your function gives 784 but it should be 0.05051.", message);
    }
}
