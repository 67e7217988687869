namespace Backprop;

/// <summary>
/// The products of a layer of few units as their definition, with the bias in the same loop: for the lab sheet's four samples of two
/// numbers,
/// packing blocks and calling vector functions costs more than the arithmetic.
/// </summary>
/// <remarks>
/// The sums are those of <see cref="MatrixProduct"/>, in the same order. Every number is written and read alone: a vector that is loaded
/// from entries which were just written one by one waits until all of them have left the processor's store buffer.
/// </remarks>
internal static unsafe class SmallLayer
{
    /// <summary>Up to so many multiply-adds a product, these loops are faster than blocks (fits the timings of the benchmarks).</summary>
    private const int MostMultiplyAdds = 256;

    /// <summary>Whether a layer is small for so many samples.</summary>
    public static bool Is(Layer layer, int samples) => (long)samples * layer.Inputs * layer.Outputs <= MostMultiplyAdds;

    /// <summary>z = a·W + b, two units at a time.</summary>
    public static void Forward(
        Layer layer, ReadOnlySpan<double> weights, ReadOnlySpan<double> bias, ReadOnlySpan<double> inputs, Span<double> z, int samples)
    {
        int depth = layer.Inputs, width = layer.Outputs;
        fixed (double* w = weights, b = bias, x = inputs, end = z)
        {
            double* row = x, to = end;
            for (int n = 0; n < samples; n++, row += depth, to += width)
            {
                int j = 0;
                for (; j < width - 1; j += 2)
                {
                    double sum = 0, next = 0;
                    double* column = w + j;
                    for (int i = 0; i < depth; i++, column += width)
                    {
                        sum = MultiplyAdd.Of(row[i], column[0], sum);
                        next = MultiplyAdd.Of(row[i], column[1], next);
                    }

                    to[j] = sum + b[j];
                    to[j + 1] = next + b[j + 1];
                }

                if (j == width) continue;
                double last = 0;
                for (int i = 0; i < depth; i++)
                    last = MultiplyAdd.Of(row[i], w[(i * width) + j], last);
                to[j] = last + b[j];
            }
        }
    }

    /// <summary>∂L/∂W = aᵀ·delta and ∂L/∂b = Σ over samples of delta.</summary>
    public static void Gradient(
        Layer layer, ReadOnlySpan<double> inputs, ReadOnlySpan<double> delta, Span<double> weightGradient, Span<double> biasGradient,
        int samples)
    {
        int height = layer.Inputs, width = layer.Outputs;
        fixed (double* x = inputs, d = delta, dW = weightGradient, db = biasGradient)
        {
            double* to = dW;
            for (int i = 0; i < height; i++)
            {
                for (int j = 0; j < width; j++)
                {
                    double sum = 0;
                    double* input = x + i, error = d + j;
                    for (int n = 0; n < samples; n++, input += height, error += width)
                        sum = MultiplyAdd.Of(*input, *error, sum);
                    *to++ = sum;
                }
            }

            for (int j = 0; j < width; j++)
            {
                double sum = d[j];
                for (int n = 1; n < samples; n++)
                    sum += d[(n * width) + j];
                db[j] = sum;
            }
        }
    }

    /// <summary>∂L/∂a of the layer before: delta·Wᵀ.</summary>
    public static void InputGradient(
        Layer layer, ReadOnlySpan<double> weights, ReadOnlySpan<double> delta, Span<double> inputGradient, int samples)
    {
        int depth = layer.Outputs, width = layer.Inputs;
        fixed (double* w = weights, d = delta, start = inputGradient)
        {
            double* row = d, to = start;
            for (int n = 0; n < samples; n++, row += depth)
            {
                double* weight = w;
                for (int i = 0; i < width; i++)
                {
                    double sum = 0;
                    for (int j = 0; j < depth; j++)
                        sum = MultiplyAdd.Of(row[j], *weight++, sum);
                    *to++ = sum;
                }
            }
        }
    }
}
