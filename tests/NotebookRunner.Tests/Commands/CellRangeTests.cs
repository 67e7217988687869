using NotebookRunner.Execution;

namespace NotebookRunner.Tests.Commands;

public sealed class CellRangeTests
{
    [Theory]
    [InlineData("3", 3, 3)]
    [InlineData("3-7", 3, 7)]
    [InlineData("3-", 3, int.MaxValue)]
    [InlineData("-7", 1, 7)]
    public void A_range_is_a_number_or_two_of_which_one_may_be_left_out(string text, int first, int last) =>
        Assert.Equal(new CellRange(first, last), CellRange.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("7-3")]
    [InlineData("1-2-3")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("a-b")]
    [InlineData("99999999999")]
    public void Anything_else_is_no_range(string text) => Assert.Null(CellRange.Parse(text));
}
