namespace Backprop.Tests.Exercises;

/// <summary>
/// Every exercise of every lesson, with answers that a student may give. An exercise without an entry in the table fails here.
/// </summary>
[Collection("the exercises of one session")]
public sealed class EveryExerciseTests
{
    public static TheoryData<string> Ids => AnswerTable.Ids;

    [Theory]
    [MemberData(nameof(Ids))]
    public void It_has_a_right_answer_two_spellings_and_three_wrong_ones(string id)
    {
        Assert.True(
            AnswerTable.ById.TryGetValue(id, out var answers),
            $"There are no answers for exercise {id} in tests/Backprop.Tests/Exercises.");
        Assert.True(answers.Spellings.Length >= 2, $"{id} needs two spellings.");
        Assert.True(answers.Wrong.Length >= 3, $"{id} needs three wrong answers.");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_right_answer_is_right_in_every_spelling(string id) =>
        Assert.All(
            [AnswerTable.ById[id].Right, .. AnswerTable.ById[id].Spellings],
            answer => Assert.Equal((ExerciseState.Right, id), State(id, answer)));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Each_wrong_answer_gets_its_hint(string id) =>
        Assert.All(AnswerTable.ById[id].Wrong, wrong =>
        {
            var result = Exercise.Check(id, wrong.Answer);

            Assert.NotEqual(ExerciseState.Right, result.State);
            Assert.Contains(wrong.Hint, result.Message);
        });

    [Theory]
    [MemberData(nameof(Ids))]
    public void No_hint_gives_the_right_answer_away(string id)
    {
        string solution = Exercise.Solution(id);

        Assert.All(AnswerTable.ById[id].Wrong, wrong => Assert.DoesNotContain(solution, Exercise.Check(id, wrong.Answer).Message));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void No_answer_is_not_done_and_not_an_error(string id)
    {
        var result = Exercise.Check(id, (object?)null);

        Assert.Equal((ExerciseState.NotDone, id), (result.State, result.Id));
        Assert.StartsWith("Not done yet. ", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_has_no_answers_for_exercises_that_do_not_exist() =>
        Assert.Equal(Exercise.Ids.Order(StringComparer.Ordinal), AnswerTable.ById.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void The_exercises_of_a_lesson_are_numbered_from_1_and_go_from_predict_to_write() =>
        Assert.All(Course.Questions.GroupBy(question => question.Id.Split('.')[0]), lesson =>
        {
            Assert.Equal(Enumerable.Range(1, lesson.Count()).Select(i => $"{lesson.Key}.{i}"), lesson.Select(question => question.Id));
            if (lesson.Count() > 2)
                Assert.Equal(lesson.Select(question => question.Kind).Order(), lesson.Select(question => question.Kind));
        });

    private static (ExerciseState State, string Id) State(string id, object answer) => (Exercise.Check(id, answer).State, id);
}
