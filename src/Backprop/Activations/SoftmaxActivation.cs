using System.Numerics.Tensors;

namespace Backprop;

/// <summary>
/// aₖ = e^(zₖ − m) / Σⱼ e^(zⱼ − m) with m = max z, which changes nothing but cannot overflow.
/// The derivative is the Jacobian ∂aₖ/∂zⱼ = aₖ·([k = j] − aⱼ), so deltaⱼ = aⱼ·(gⱼ − Σₖ gₖ·aₖ) with g = ∂L/∂a.
/// </summary>
internal sealed class SoftmaxActivation : ActivationKernel
{
    public override void Apply(ReadOnlySpan<double> z, Span<double> a, int width)
    {
        for (int start = 0; start < z.Length; start += width)
            TensorPrimitives.Subtract(z.Slice(start, width), Max(z.Slice(start, width)), a.Slice(start, width));
        ElementaryFunctions.Exp(a, a);
        for (int start = 0; start < z.Length; start += width)
        {
            var row = a.Slice(start, width);
            double sum = 0;
            foreach (double exp in row)
                sum += exp;
            TensorPrimitives.Divide(row, sum, row);
        }
    }

    public override void Backward(
        ReadOnlySpan<double> z, ReadOnlySpan<double> a, ReadOnlySpan<double> gradient, Span<double> delta, int width)
    {
        for (int start = 0; start < a.Length; start += width)
        {
            double sum = 0;
            for (int k = start; k < start + width; k++)
                sum += gradient[k] * a[k];
            for (int j = start; j < start + width; j++)
                delta[j] = a[j] > Saturation.Threshold ? OfConfident(a, gradient, j, start, width) : a[j] * (gradient[j] - sum);
        }
    }

    /// <summary>aⱼ·Σₖ (gⱼ − gₖ)·aₖ over k ≠ j: the same number, but gⱼ − gⱼ·aⱼ does not cancel in it.</summary>
    private static double OfConfident(ReadOnlySpan<double> a, ReadOnlySpan<double> gradient, int j, int start, int width)
    {
        double sum = 0;
        for (int k = start; k < start + width; k++)
        {
            if (k != j) sum += (gradient[j] - gradient[k]) * a[k];
        }

        return a[j] * sum;
    }

    public override void ApplyRow<T>(ReadOnlySpan<T> z, Span<T> a)
    {
        int largest = 0;
        for (int k = 1; k < z.Length; k++)
        {
            if (z[k].Value > z[largest].Value) largest = k;
        }

        // The largest exponential is 1 exactly, with derivative 0: the derivative of its a does not cancel where a is nearly 1.
        T sum = 0.0;
        for (int k = 0; k < z.Length; k++)
        {
            a[k] = k == largest ? 1.0 : T.Exp(z[k] - z[largest]);
            sum += a[k];
        }

        for (int k = 0; k < z.Length; k++)
            a[k] /= sum;
    }

    private static double Max(ReadOnlySpan<double> row)
    {
        double max = row[0];
        foreach (double value in row)
            max = Math.Max(max, value);
        return max;
    }
}

/// <content>Softmax.</content>
public sealed partial class Activation
{
    /// <summary>φ(z)ₖ = e^(zₖ) / Σⱼ e^(zⱼ) over the units of a sample; for the output layer.</summary>
    public static Activation Softmax { get; } =
        new("softmax", "softmax", [], isElementwise: false, new SoftmaxActivation()) { PyTorch = "nn.Softmax(dim=1)" };
}
