namespace Backprop.Tests;

/// <summary>Literals whose type cannot be seen from where they stand.</summary>
internal static class Shorthand
{
    public static Matrix M(Matrix matrix) => matrix;

    public static Vector V(Vector vector) => vector;
}
