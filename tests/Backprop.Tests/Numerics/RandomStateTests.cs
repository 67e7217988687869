using Backprop.Tests.Reference;

namespace Backprop.Tests.Numerics;

public sealed class RandomStateTests
{
    private static readonly NumpyStream[] Streams = ReferenceFile.Read<NumpyStream[]>("numpy-random.json");

    public static TheoryData<uint> Seeds => [.. Streams.Select(stream => stream.Seed)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Randn_equals_NumPy_bit_for_bit(uint seed) => Assert.Equal(Of(seed).Randn, new RandomState(seed).Randn(64));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Random_sample_equals_NumPy_bit_for_bit(uint seed) => Assert.Equal(Of(seed).Random, new RandomState(seed).RandomSample(64));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Uniform_equals_NumPy_bit_for_bit(uint seed) => Assert.Equal(Of(seed).Uniform, new RandomState(seed).Uniform(-0.5, 0.5, 32));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Permutation_equals_NumPy(uint seed)
    {
        Assert.Equal(Of(seed).Permutation10, new RandomState(seed).Permutation(10));
        Assert.Equal(Of(seed).Permutation1000, new RandomState(seed).Permutation(1000));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_stream_of_mixed_calls_equals_NumPy_bit_for_bit(uint seed)
    {
        var random = new RandomState(seed);

        double[] mixed = [.. random.Randn(3), .. random.RandomSample(2), .. random.Randn(2)];

        Assert.Equal(Of(seed).Mixed, mixed);
    }

    [Fact]
    public void A_copy_goes_on_with_the_same_numbers_and_independently()
    {
        var random = new RandomState(7);
        random.Randn(3);
        var copy = random.Copy();

        Assert.Equal(random.Randn(5), copy.Randn(5));
    }

    private static NumpyStream Of(uint seed) => Streams.Single(stream => stream.Seed == seed);
}
