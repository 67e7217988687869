namespace Backprop;

/// <summary>
/// How the weights of a new network are drawn; biases start at zero. A random one draws exactly NumPy's
/// <c>RandomState(seed)</c> stream, row by row and layer by layer, so a seed gives the same weights as in Python.
/// </summary>
public sealed class Initializer
{
    private readonly Func<RandomState, int, int, double> next;
    private readonly uint seed;

    /// <summary>An initializer of one's own.</summary>
    /// <param name="name">What tables call it.</param>
    /// <param name="seed">The seed of the stream that <paramref name="next"/> draws from.</param>
    /// <param name="next">The next weight of a layer, from the stream, the layer's inputs and its outputs.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <example><code>var narrow = new Initializer("narrow", 42, (random, inputs, outputs) => random.NextGaussian() /
    /// inputs);</code></example>
    public Initializer(string name, uint seed, Func<RandomState, int, int, double> next)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(next);
        Name = name;
        this.seed = seed;
        this.next = next;
    }

    /// <summary>All weights zero: every hidden unit stays equal to its neighbours (the symmetry is never broken).</summary>
    public static Initializer Zeros { get; } = new("zeros", 0, (_, _, _) => 0);

    /// <summary>What tables call it.</summary>
    public string Name { get; }

    /// <summary>N(0, 1), as <c>np.random.randn</c>; the lab sheet's.</summary>
    public static Initializer StandardNormal(uint seed) => new("standard normal", seed, (random, _, _) => random.NextGaussian());

    /// <summary>N(0, σ²) with a small σ.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="sigma">σ, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">σ is not above 0.</exception>
    public static Initializer SmallNormal(uint seed, double sigma = 0.01)
    {
        Finite.ThrowIfNotPositive(sigma);
        return new("small normal", seed, (random, _, _) => sigma * random.NextGaussian());
    }

    /// <summary>Uniform in [−limit, limit).</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="limit">The largest size of a weight, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not above 0.</exception>
    public static Initializer SmallUniform(uint seed, double limit = 0.05)
    {
        Finite.ThrowIfNotPositive(limit);
        return new("small uniform", seed, (random, _, _) => random.NextUniform(-limit, limit));
    }

    /// <summary>N(0, 2 / (inputs + outputs)); PyTorch's <c>xavier_normal_</c>.</summary>
    /// <remarks>X. Glorot and Y. Bengio, Understanding the Difficulty of Training Deep Feedforward Neural Networks, AISTATS 2010.</remarks>
    public static Initializer XavierNormal(uint seed) =>
        Normal("Xavier normal", seed, (inputs, outputs) => Math.Sqrt(2.0 / (inputs + outputs)));

    /// <summary>Uniform in ±√(6 / (inputs + outputs)); PyTorch's <c>xavier_uniform_</c>.</summary>
    public static Initializer XavierUniform(uint seed) =>
        Uniform("Xavier uniform", seed, (inputs, outputs) => Math.Sqrt(6.0 / (inputs + outputs)));

    /// <summary>N(0, 2 / inputs), for ReLU; PyTorch's <c>kaiming_normal_</c>.</summary>
    /// <remarks>K. He, X. Zhang, S. Ren and J. Sun, Delving Deep into Rectifiers, ICCV 2015.</remarks>
    public static Initializer HeNormal(uint seed) => Normal("He normal", seed, (inputs, _) => Math.Sqrt(2.0 / inputs));

    /// <summary>Uniform in ±√(6 / inputs), for ReLU; PyTorch's <c>kaiming_uniform_</c>.</summary>
    public static Initializer HeUniform(uint seed) => Uniform("He uniform", seed, (inputs, _) => Math.Sqrt(6.0 / inputs));

    /// <summary>N(0, 1 / inputs).</summary>
    /// <remarks>Y. LeCun, L. Bottou, G. Orr and K. Müller, Efficient BackProp (1998).</remarks>
    public static Initializer LeCunNormal(uint seed) => Normal("LeCun normal", seed, (inputs, _) => Math.Sqrt(1.0 / inputs));

    /// <summary>Uniform in ±√(3 / inputs), which has the variance 1 / inputs.</summary>
    public static Initializer LeCunUniform(uint seed) => Uniform("LeCun uniform", seed, (inputs, _) => Math.Sqrt(3.0 / inputs));

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>A fresh stream: the same initializer gives every network of one shape the same weights.</summary>
    internal RandomState CreateStream() => new(seed);

    /// <summary>Draws the weights of one layer, inputs × outputs, row by row.</summary>
    internal void Fill(Span<double> weights, RandomState stream, int inputs, int outputs)
    {
        for (int i = 0; i < weights.Length; i++)
            weights[i] = next(stream, inputs, outputs);
    }

    private static Initializer Normal(string name, uint seed, Func<int, int, double> sigma) =>
        new(name, seed, (random, inputs, outputs) => sigma(inputs, outputs) * random.NextGaussian());

    private static Initializer Uniform(string name, uint seed, Func<int, int, double> limit) =>
        new(name, seed, (random, inputs, outputs) => random.NextUniform(-limit(inputs, outputs), limit(inputs, outputs)));
}
