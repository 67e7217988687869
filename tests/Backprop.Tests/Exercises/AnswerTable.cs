using System.Reflection;

namespace Backprop.Tests.Exercises;

/// <summary>What is right and what is wrong for one exercise.</summary>
/// <param name="Id">The exercise.</param>
/// <param name="Right">A right answer.</param>
/// <param name="Spellings">Other ways to give it, at least two.</param>
/// <param name="Wrong">Wrong answers, at least three, each with words of the hint it must get.</param>
internal sealed record ExerciseAnswers(string Id, object Right, object[] Spellings, (object Answer, string Hint)[] Wrong);

/// <summary>The answers of all lessons: every static property of that type in this folder, found by itself.</summary>
internal static class AnswerTable
{
    public static IReadOnlyDictionary<string, ExerciseAnswers> ById { get; } = typeof(AnswerTable).Assembly.GetTypes()
        .SelectMany(type => type.GetProperties(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Where(property => property.PropertyType == typeof(ExerciseAnswers[]))
        .SelectMany(property => (ExerciseAnswers[])property.GetValue(null)!)
        .ToDictionary(answers => answers.Id);

    public static TheoryData<string> Ids => [.. Exercise.Ids];
}
