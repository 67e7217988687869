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

    public OptimizerState Copy()
    {
        var copy = new OptimizerState(First.Length) { Steps = Steps };
        First.CopyTo(copy.First, 0);
        Second.CopyTo(copy.Second, 0);
        return copy;
    }
}
