namespace Backprop;

/// <summary>What an exercise asks for; within a lesson they come in this order.</summary>
public enum ExerciseKind
{
    /// <summary>Say what will come out before the cell is run.</summary>
    Predict,

    /// <summary>Work a number out by hand.</summary>
    Compute,

    /// <summary>Find the reason.</summary>
    Explain,

    /// <summary>Write the code.</summary>
    Write,
}
