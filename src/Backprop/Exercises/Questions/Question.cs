namespace Backprop;

/// <summary>An exercise: what it asks, what is right, and what to say to what is not.</summary>
/// <param name="Id">Lesson and number, such as <c>04.1</c>.</param>
/// <param name="Kind">What it asks for.</param>
/// <param name="Text">The question, word for word as it stands in the notebook.</param>
/// <param name="Solution">The way to the answer in a sentence or two, shown when the answer is right, or when asked for.</param>
internal abstract record Question(string Id, ExerciseKind Kind, string Text, string Solution)
{
    /// <summary>What to do while there is no answer.</summary>
    public virtual string Prompt => "Replace null by your answer and run the cell again.";

    /// <summary>Judges an answer that is there.</summary>
    public abstract Judgement Judge(object answer);

    /// <summary>What to say to an answer of another type.</summary>
    protected static Judgement NotA(string what, object answer) => Judgement.Wrong($"The answer is {what}; this is {answer switch
    {
        string => "a text that is none",
        Delegate code =>
            $"a function of ({string.Join(", ", code.Method.GetParameters().Select(parameter => parameter.ParameterType.Name))}) that "
                + $"gives {code.Method.ReturnType.Name}",
        Matrix matrix => $"a {matrix.RowCount} × {matrix.ColumnCount} matrix",
        Vector vector => $"a vector of {vector.Count} entries",
        _ when NumberQuestion.ToNumber(answer) is { } number => "the number " + NumberFormat.Single(number),
        _ => $"a {answer.GetType().Name}",
    }}.");
}

/// <summary>What is found of an answer.</summary>
/// <param name="State">Right, wrong, or not done yet.</param>
/// <param name="Hint">What to look at; empty if the answer is right.</param>
internal readonly record struct Judgement(ExerciseState State, string Hint)
{
    public static Judgement Right { get; } = new(ExerciseState.Right, "");

    public static Judgement Wrong(string hint) => new(ExerciseState.Wrong, hint);

    public static Judgement NotDone(string hint) => new(ExerciseState.NotDone, hint);
}
