namespace Backprop;

/// <summary>What an optimizer remembers between steps, for one network's parameters. Memory that no step asks for is never there.</summary>
internal sealed class OptimizerState(int parameterCount)
{
    private readonly Lazy<double[]> first = new(() => new double[parameterCount]);
    private readonly Lazy<double[]> second = new(() => new double[parameterCount]);

    /// <summary>The number of parameters.</summary>
    public int ParameterCount => parameterCount;

    /// <summary>The number of steps done.</summary>
    public int Steps { get; set; }

    /// <summary>The velocity v of momentum, or Adam's mean m of the gradient.</summary>
    public double[] First => first.Value;

    /// <summary>The mean s or v of the squared gradient, or another sum of it.</summary>
    public double[] Second => second.Value;

    /// <summary><see cref="First"/>, or null where no step asked for it.</summary>
    public double[]? FirstIfUsed => first.IsValueCreated ? first.Value : null;

    /// <summary><see cref="Second"/>, or null where no step asked for it.</summary>
    public double[]? SecondIfUsed => second.IsValueCreated ? second.Value : null;

    /// <summary>Takes over the state of another; allocates only the first time.</summary>
    public void CopyFrom(OptimizerState other)
    {
        Steps = other.Steps;
        if (first.IsValueCreated || other.first.IsValueCreated) other.First.CopyTo(First, 0);
        if (second.IsValueCreated || other.second.IsValueCreated) other.Second.CopyTo(Second, 0);
    }
}
