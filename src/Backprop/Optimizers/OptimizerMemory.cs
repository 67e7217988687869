namespace Backprop;

/// <summary>What an optimizer of one's own remembers of a parameter from step to step; both numbers begin at 0.</summary>
/// <param name="Step">The number t of the step, from 1.</param>
/// <param name="First">Such as the velocity, or the mean of the gradient.</param>
/// <param name="Second">Such as the mean of the squared gradient.</param>
public readonly record struct OptimizerMemory(int Step, double First, double Second);

/// <summary>One step of an optimizer of one's own for one parameter.</summary>
/// <param name="theta">The parameter θ.</param>
/// <param name="gradient">Its gradient g = ∂L/∂θ.</param>
/// <param name="learningRate">η of this step, after the schedule.</param>
/// <param name="memory">What the step before returned.</param>
/// <returns>The new θ, and what to remember: <c>(theta - (learningRate * v), memory with { First = v })</c>.</returns>
public delegate (double Theta, OptimizerMemory Memory) OptimizerStep(
    double theta, double gradient, double learningRate, OptimizerMemory memory);
