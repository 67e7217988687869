using System.Runtime.CompilerServices;

namespace Backprop;

/// <summary>
/// NumPy's legacy generator <c>numpy.random.RandomState(seed)</c>: the Mersenne Twister MT19937 and the polar Gaussian,
/// bit for bit, so that a student gets the same weights as in Python.
/// </summary>
/// <remarks>
/// M. Matsumoto and T. Nishimura, Mersenne Twister, ACM TOMACS 8 (1998). The stream is frozen in NumPy (NEP 19).
/// Gaussians go through the platform's <c>log</c>, so their last bit is that of the C library in use, as in NumPy.
/// </remarks>
public sealed class RandomState
{
    private const int Length = 624;
    private const int Middle = 397;
    private readonly uint[] key;
    private int position;
    private double? spareGaussian;

    /// <summary>A generator with NumPy's seeding by one integer.</summary>
    /// <param name="seed">From 0 to 4294967295.</param>
    public RandomState(uint seed)
    {
        key = new uint[Length];
        key[0] = seed;
        for (uint i = 1; i < Length; i++)
            key[i] = (1812433253u * (key[i - 1] ^ (key[i - 1] >> 30))) + i;
        position = Length;
    }

    /// <summary>A generator in a state that was kept; NumPy's <c>set_state</c>.</summary>
    /// <exception cref="ArgumentException">The state is none of this generator.</exception>
    internal RandomState(uint[] key, int position, double? spareGaussian)
    {
        if (key.Length != Length || position is < 0 or > Length)
            throw new ArgumentException($"A state of the generator has {Length} words and a position from 0 to {Length}.", nameof(key));
        (this.key, this.position, this.spareGaussian) = ([.. key], position, spareGaussian);
    }

    private RandomState(RandomState other)
    {
        key = new uint[Length];
        CopyFrom(other);
    }

    /// <summary>The state: key, position, and the Gaussian that was drawn in advance; NumPy's <c>get_state</c>.</summary>
    internal (uint[] Key, int Position, double? SpareGaussian) State => ([.. key], position, spareGaussian);

    /// <summary>A generator in the same state, which goes on independently of this one.</summary>
    public RandomState Copy() => new(this);

    /// <summary>Takes over the state of another, without allocating.</summary>
    internal void CopyFrom(RandomState other)
    {
        other.key.CopyTo(key, 0);
        (position, spareGaussian) = (other.position, other.spareGaussian);
    }

    /// <summary>The next number from the standard normal distribution (<c>randn</c>), by Marsaglia's polar method.</summary>
    public double NextGaussian()
    {
        if (spareGaussian is { } spare)
        {
            spareGaussian = null;
            return spare;
        }

        double x1, x2, r2;
        do
        {
            x1 = (2 * NextDouble()) - 1;
            x2 = (2 * NextDouble()) - 1;
            r2 = (x1 * x1) + (x2 * x2);
        }
        while (r2 is >= 1 or 0);

        double f = Math.Sqrt(-2 * Math.Log(r2) / r2);
        spareGaussian = f * x1;
        return f * x2;
    }

    /// <summary>The next number from [0, 1) with 53 random bits (<c>random_sample</c>).</summary>
    public double NextDouble()
    {
        uint a = NextUInt32() >> 5, b = NextUInt32() >> 6;
        return ((a * 67108864.0) + b) / 9007199254740992.0;
    }

    /// <summary>The next number from [low, high) (<c>uniform(low, high)</c>).</summary>
    public double NextUniform(double low, double high) => low + ((high - low) * NextDouble());

    /// <summary>The next whole number from low to below high (<c>randint(low, high)</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">high is not above low.</exception>
    public int NextInteger(int low, int high)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(high, low);
        return high - 1 == low ? low : (int)(low + NextInterval((uint)((long)high - 1 - low)));
    }

    /// <summary>Standard normal numbers, row by row (<c>randn(rows, columns)</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number of entries is negative.</exception>
    public Matrix Randn(int rows, int columns) => new(rows, columns, Fill(Matrix.Length(rows, columns), NextGaussian));

    /// <summary>Standard normal numbers (<c>randn(count)</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number of entries is negative.</exception>
    public Vector Randn(int count) => new(Fill(count, NextGaussian));

    /// <summary>Numbers from [0, 1) (<c>random_sample(count)</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number of entries is negative.</exception>
    public Vector RandomSample(int count) => new(Fill(count, NextDouble));

    /// <summary>Numbers from [low, high) (<c>uniform(low, high, count)</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number of entries is negative.</exception>
    public Vector Uniform(double low, double high, int count) => new(Fill(count, () => NextUniform(low, high)));

    /// <summary>The numbers 0 … count − 1 in random order (<c>permutation(count)</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number of entries is negative.</exception>
    public int[] Permutation(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++)
            numbers[i] = i;
        Shuffle<int>(numbers);
        return numbers;
    }

    /// <summary>Puts the items in random order (<c>shuffle</c>): Fisher and Yates, from the last to the second.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i >= 1; i--)
        {
            int j = (int)NextInterval((uint)i);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>A number from 0 to <paramref name="max"/> inclusive: masked bits, drawn again while they are above it.</summary>
    private uint NextInterval(uint max)
    {
        uint mask = uint.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount(max), value;
        do
        {
            value = NextUInt32() & mask;
        }
        while (value > max);

        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint NextUInt32()
    {
        if (position == Length) Generate();
        uint y = key[position++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c5680u;
        y ^= (y << 15) & 0xefc60000u;
        return y ^ (y >> 18);
    }

    private void Generate()
    {
        for (int i = 0; i < Length; i++)
        {
            uint y = (key[i] & 0x80000000u) | (key[(i + 1) % Length] & 0x7fffffffu);
            key[i] = key[(i + Middle) % Length] ^ (y >> 1) ^ ((y & 1) * 0x9908b0dfu);
        }

        position = 0;
    }

    private static double[] Fill(int count, Func<double> next)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        double[] numbers = new double[count];
        for (int i = 0; i < count; i++)
            numbers[i] = next();
        return numbers;
    }
}
