namespace Backprop;

/// <summary>
/// A question whose answer is a piece of code, or a thing of a kind that only this question has; it says itself what is right.
/// </summary>
/// <param name="Id">Lesson and number.</param>
/// <param name="Kind">What it asks for.</param>
/// <param name="Text">The question.</param>
/// <param name="What">What the answer is, for an answer of another type: <c>a function of …</c>.</param>
/// <param name="Judgement">What is found of an answer; null if it is of another type.</param>
/// <param name="Solution">The way to the answer.</param>
internal sealed record CodeQuestion(
    string Id, ExerciseKind Kind, string Text, string What, Func<object, Judgement?> Judgement, string Solution)
    : Question(Id, Kind, Text, Solution)
{
    /// <inheritdoc/>
    public override string Prompt => $"The answer is {What}.";

    /// <inheritdoc/>
    public override Judgement Judge(object answer)
    {
        try
        {
            return Judgement(answer) ?? NotA(What, answer);
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            return Backprop.Judgement.Wrong($"Your code stopped with {problem.GetType().Name}: {problem.Message}");
        }
    }
}
