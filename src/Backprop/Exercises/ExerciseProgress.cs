namespace Backprop;

/// <summary>How one exercise stands in this session.</summary>
/// <param name="Id">The exercise, such as <c>04.1</c>.</param>
/// <param name="Kind">What it asks for: to predict, to compute, to explain or to write.</param>
/// <param name="State">Right, wrong, or not done yet.</param>
public sealed record ExerciseStanding(string Id, ExerciseKind Kind, ExerciseState State);

/// <summary>How a lesson's exercises stand in this session.</summary>
/// <param name="Lesson">The lesson, such as <c>04</c>.</param>
/// <param name="Exercises">Each of its exercises, in order.</param>
public sealed partial record ExerciseProgress(string Lesson, IReadOnlyList<ExerciseStanding> Exercises)
{
    /// <summary>How many are right.</summary>
    public int Done => Exercises.Count(exercise => exercise.State == ExerciseState.Right);

    /// <inheritdoc/>
    public override string ToString() => $"{Done} of {Exercises.Count} done";
}
