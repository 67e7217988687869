namespace Backprop;

/// <summary>
/// Σ |terms| of every derivative: the backward pass over absolute values, with slopes that are measured. A derivative much smaller than
/// its terms is 0 up to rounding: they cancel. One that is small because its terms are is not.
/// </summary>
internal static class TermSizes
{
    /// <summary>For each parameter the sum of the absolute values of the terms of its derivative.</summary>
    public static double[] Of(MeasuredPass x)
    {
        double[] sizes = new double[x.Network.ParameterCount];
        int end = sizes.Length;
        var size = x.OutputDelta.Map(Math.Abs) + LossRounding(x);
        for (int l = x.Last; l >= 0; l--)
        {
            var weights = x.Inputs(l).Map(Math.Abs).Transpose() * size;
            int bias = end - size.ColumnCount, start = bias - weights.Values.Length;
            weights.Values.CopyTo(sizes.AsSpan(start));
            size.SumRows().Values.CopyTo(sizes.AsSpan(bias));
            end = start;
            if (l > 0) size = (size * x.W[l].Map(Math.Abs).Transpose()).Hadamard(SlopeSize(x, l - 1));
        }

        return sizes;
    }

    /// <summary>|φ′|, and what the rounding of φ hides of it where it is measured by differences.</summary>
    private static Matrix SlopeSize(MeasuredPass x, int layer)
    {
        var slope = x.Slope[layer].Map(Math.Abs);
        return x.Network.Layers[layer].Activation.IsGeneric ? slope : slope + x.A[layer].Map(Hidden);
    }

    /// <summary>What the rounding of a sample's term hides of ∂L/∂z where differences measure the loss: beside 1e8, a lot.</summary>
    private static Matrix LossRounding(MeasuredPass x)
    {
        bool isExact = x.Loss.IsGeneric && x.Network.Layers[^1].Activation.IsGeneric;
        int width = x.OutputDelta.ColumnCount;
        double[] hidden = [.. Enumerable.Range(0, x.Samples * width)
            .Select(i => isExact ? 0 : Hidden(x.Base.Terms[i / width]) / x.Base.Divisor)];
        return new Matrix(x.Samples, width, hidden);
    }

    private static double Hidden(double value) => FunctionNoise.Least(value) / StepSize.Extrapolation;
}
