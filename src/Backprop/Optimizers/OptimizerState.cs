namespace Backprop;

/// <summary>What an optimizer remembers between steps, for one network's parameters.</summary>
internal sealed class OptimizerState(int parameterCount)
{
    /// <summary>The number of steps done.</summary>
    public int Steps { get; set; }

    /// <summary>The velocity v of momentum, or Adam's mean m of the gradient.</summary>
    public double[] First { get; } = new double[parameterCount];

    /// <summary>The mean s or v of the squared gradient.</summary>
    public double[] Second { get; } = new double[parameterCount];

    /// <summary>Takes over the state of another, without allocating.</summary>
    public void CopyFrom(OptimizerState other)
    {
        Steps = other.Steps;
        other.First.CopyTo(First, 0);
        other.Second.CopyTo(Second, 0);
    }
}
