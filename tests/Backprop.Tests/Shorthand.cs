namespace Backprop.Tests;

/// <summary>Literals whose type cannot be seen from where they stand.</summary>
internal static class Shorthand
{
    public static Matrix M(Matrix matrix) => matrix;

    public static Vector V(Vector vector) => vector;

    /// <summary>A parameter by row and column, as in C#: <c>W1[0,1]</c>, <c>b2[0]</c>.</summary>
    public static string ByIndex(GradientEntry entry) =>
        entry.IsBias ? $"b{entry.Layer}[{entry.Column}]" : $"W{entry.Layer}[{entry.Row},{entry.Column}]";
}
