namespace Backprop;

/// <summary>The values of a function of a vector at and beside θ, and how many were taken.</summary>
/// <param name="function">f; it may keep or change its argument.</param>
/// <param name="theta">θ.</param>
internal sealed class FunctionValues(Func<double[], double> function, double[] theta)
{
    /// <summary>A parameter that seems to have no part in f is moved so far: by a million.</summary>
    private const int MostDoublings = 20;

    /// <summary>How often f was evaluated.</summary>
    public long Count { get; private set; }

    /// <summary>What f threw beside θ; null if it did not.</summary>
    public string? Thrown { get; private set; }

    /// <summary>f(θ); what f throws there is the caller's.</summary>
    public double First()
    {
        Count++;
        return function((double[])theta.Clone());
    }

    /// <summary>f; NaN where it throws: there it is not defined.</summary>
    public double At(double[] at)
    {
        Count++;
        try
        {
            return function((double[])at.Clone());
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Thrown ??= $"f throws beside theta: {exception.Message}";
            return double.NaN;
        }
    }

    /// <summary>t ↦ f(θ + t·eᵢ) − f(θ).</summary>
    public Func<double, double> Change(int index, double value)
    {
        var along = Along(index);
        return step => along(step) - value;
    }

    /// <summary>t ↦ f(θ + t·eᵢ).</summary>
    public Func<double, double> Along(int index) => step =>
    {
        double[] moved = (double[])theta.Clone();
        moved[index] += step;
        return At(moved);
    };

    /// <summary>
    /// How far the parameter moves, to both sides, and f stays the same to the last bit: the farther, the smaller a derivative has to be
    /// to hide in the rounding of f. 0 if f changes at once.
    /// </summary>
    public double StepWithoutChange(int index, double value)
    {
        var change = Change(index, value);
        double far = 0;
        for (int k = -5; k <= MostDoublings; k++)
        {
            double h = StepSize.For(theta[index], Math.ScaleB(1, k));
            if (change(h) != 0 || change(-h) != 0 || change(0.7 * h) != 0 || change(-0.7 * h) != 0) return far;
            far = h;
        }

        return far;
    }
}
