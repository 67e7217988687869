using System.Numerics.Tensors;

namespace Backprop;

/// <content>The operations of the formulas for biases, as those of a matrix.</content>
public sealed partial class Vector
{
    /// <summary>Every entry times a number.</summary>
    public static Vector operator *(double factor, Vector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        double[] result = new double[vector.Count];
        TensorPrimitives.Multiply(vector.values, factor, result);
        return new Vector(result);
    }

    /// <summary>Every entry times a number.</summary>
    public static Vector operator *(Vector vector, double factor) => factor * vector;

    /// <summary>Every entry divided by a number.</summary>
    public static Vector operator /(Vector vector, double divisor)
    {
        ArgumentNullException.ThrowIfNull(vector);
        double[] result = new double[vector.Count];
        TensorPrimitives.Divide(vector.values, divisor, result);
        return new Vector(result);
    }

    /// <summary>The elementwise sum.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Vector operator +(Vector left, Vector right) => Elementwise(left, right, "+", TensorPrimitives.Add);

    /// <summary>The elementwise difference.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static Vector operator -(Vector left, Vector right) => Elementwise(left, right, "−", TensorPrimitives.Subtract);

    /// <summary>Every entry with the other sign.</summary>
    public static Vector operator -(Vector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        double[] result = new double[vector.Count];
        TensorPrimitives.Negate<double>(vector.values, result);
        return new Vector(result);
    }

    /// <summary>The elementwise product x ⊙ y.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public Vector Hadamard(Vector other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Elementwise(this, other, "⊙", TensorPrimitives.Multiply);
    }

    /// <summary>The function applied to every entry.</summary>
    public Vector Map(Func<double, double> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new Vector(Array.ConvertAll(values, x => function(x)));
    }

    private delegate void ElementwiseOperation(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> destination);

    private static Vector Elementwise(Vector left, Vector right, string symbol, ElementwiseOperation operation)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Count != right.Count)
            throw new ArgumentException($"{left.Count} {symbol} {right.Count} entries: both vectors need the same length.");
        double[] result = new double[left.Count];
        operation(left.values, right.values, result);
        return new Vector(result);
    }
}
