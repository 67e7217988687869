using System.Collections;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Backprop;

/// <summary>An immutable vector of doubles: the bias of a layer, one entry per output.</summary>
/// <example><code>Vector b = [0.5, -1];</code></example>
[CollectionBuilder(typeof(Vector), nameof(Create))]
public sealed partial class Vector : IReadOnlyList<double>, IEquatable<Vector>
{
    private readonly double[] values;

    /// <summary>Takes the array as it is: the caller must not keep it.</summary>
    internal Vector(double[] values) => this.values = values;

    /// <summary>The number of entries.</summary>
    public int Count => values.Length;

    /// <summary>All entries.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>The entry at an index, counted from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such entry.</exception>
    public double this[int index] => (uint)index < (uint)values.Length
        ? values[index]
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"This vector has {Count} entries, counted from 0.");

    /// <summary>Builds a vector from its entries; what <c>Vector b = [1, 2]</c> calls.</summary>
    public static Vector Create(ReadOnlySpan<double> entries) => new(entries.ToArray());

    /// <summary>A vector with every entry zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static Vector Zeros(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return new(new double[count]);
    }

    /// <inheritdoc/>
    public IEnumerator<double> GetEnumerator() => ((IEnumerable<double>)values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => values.GetEnumerator();

    /// <summary>Whether both have the same entries, bit for bit (NaN equals NaN, 0 differs from −0).</summary>
    public bool Equals(Vector? other) =>
        other is not null && MemoryMarshal.AsBytes(Values).SequenceEqual(MemoryMarshal.AsBytes(other.Values));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Vector);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(MemoryMarshal.AsBytes(Values));
        return hash.ToHashCode();
    }
}
