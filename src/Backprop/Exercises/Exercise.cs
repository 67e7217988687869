using System.Collections.Concurrent;

namespace Backprop;

/// <summary>
/// The exercises of the lessons. <c>Exercise.Check("04.1", answer)</c> tells whether an answer is right, and if not, which mistake would
/// give it. Questions, answers, hints and solutions live here, one file a lesson (<c>Exercises/Lessons</c>), so that a notebook does not
/// give them away. No answer yet (null) is reported as such and is not an error, so a notebook with open exercises runs to its end.
/// </summary>
/// <example><code>
/// double? delta = -0.0924;
/// Exercise.Check("04.1", delta)
/// </code></example>
public static class Exercise
{
    private static readonly ConcurrentDictionary<string, ExerciseState> states = new(StringComparer.Ordinal);

    /// <summary>The numbers of all exercises in the order of the lessons: <c>00.1</c>, <c>00.2</c>, …</summary>
    public static IReadOnlyList<string> Ids => [.. Course.Questions.Select(question => question.Id)];

    /// <summary>Checks an answer: a number, a text, a matrix or a vector, as the question asks.</summary>
    /// <param name="id">The exercise, such as <c>04.1</c>: lesson and number.</param>
    /// <param name="answer">The answer; null if there is none yet.</param>
    /// <exception cref="ArgumentException">There is no such exercise.</exception>
    public static ExerciseResult Check(string id, object? answer)
    {
        var question = Course.Question(id);
        var judgement = answer is null or "" ? Judgement.NotDone(question.Prompt) : question.Judge(answer);
        states[question.Id] = judgement.State;
        string message = judgement.State switch
        {
            ExerciseState.Right => $"Right! {question.Solution}",
            ExerciseState.Wrong => $"Not yet. {judgement.Hint}",
            _ => $"Not done yet. {judgement.Hint}",
        };
        return new ExerciseResult(question.Id, judgement.State, message);
    }

    /// <summary>Checks a function that the student wrote: a method's name, or a lambda of the type the question names.</summary>
    /// <param name="id">The exercise, such as <c>04.5</c>.</param>
    /// <param name="code">The function; null if there is none yet.</param>
    /// <exception cref="ArgumentException">There is no such exercise.</exception>
    public static ExerciseResult Check(string id, Delegate? code) => Check(id, (object?)code);

    /// <summary>What an exercise asks.</summary>
    /// <exception cref="ArgumentException">There is no such exercise.</exception>
    public static string Question(string id) => Course.Question(id).Text;

    /// <summary>The way to the answer, for those who have tried.</summary>
    /// <exception cref="ArgumentException">There is no such exercise.</exception>
    public static string Solution(string id) => Course.Question(id).Solution;

    /// <summary>How many exercises of a lesson are done in this session: <c>2 of 4 done</c>.</summary>
    /// <param name="lesson">The lesson's number as its file begins: <c>04</c>, <c>03a</c>.</param>
    /// <exception cref="ArgumentException">The lesson has no exercises.</exception>
    public static ExerciseProgress Progress(string lesson)
    {
        var questions = Course.Lesson(lesson);
        return new ExerciseProgress(
            lesson, [.. questions.Select(question =>
            new ExerciseStanding(question.Id, question.Kind, states.GetValueOrDefault(question.Id)))]);
    }
}
