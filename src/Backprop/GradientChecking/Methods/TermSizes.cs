namespace Backprop;

/// <summary>
/// Σ |terms| of every derivative: the backward pass over absolute values, with slopes that are measured. A derivative much smaller than its
/// terms is 0 up to rounding: they cancel. One that is small because its terms are is not.
/// </summary>
internal static class TermSizes
{
    /// <summary>For each parameter the sum of the absolute values of the terms of its derivative.</summary>
    public static double[] Of(MeasuredPass x)
    {
        double[] sizes = new double[x.Network.ParameterCount];
        int end = sizes.Length;
        var size = x.OutputDelta.Map(Math.Abs);
        for (int l = x.Last; l >= 0; l--)
        {
            var weights = x.Inputs(l).Map(Math.Abs).Transpose() * size;
            int bias = end - size.ColumnCount, start = bias - weights.Values.Length;
            weights.Values.CopyTo(sizes.AsSpan(start));
            size.SumRows().Values.CopyTo(sizes.AsSpan(bias));
            end = start;
            if (l > 0) size = (size * x.W[l].Map(Math.Abs).Transpose()).Hadamard(x.Slope[l - 1].Map(Math.Abs));
        }

        return sizes;
    }
}
