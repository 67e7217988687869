namespace Backprop;

/// <summary>How an exercise stands.</summary>
public enum ExerciseState
{
    /// <summary>There is no answer yet.</summary>
    NotDone,

    /// <summary>The answer is right.</summary>
    Right,

    /// <summary>The answer is wrong.</summary>
    Wrong,
}

/// <summary>What a student is told about an answer.</summary>
/// <param name="Id">The exercise, such as <c>04.1</c>.</param>
/// <param name="State">Right, wrong, or not done yet.</param>
/// <param name="Message">The same in a sentence: with a hint if it is wrong, with the way there if it is right.</param>
public sealed partial record ExerciseResult(string Id, ExerciseState State, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => Message;
}
