using System.Numerics.Tensors;

namespace Backprop;

/// <summary>Keeps gradients from growing without bound.</summary>
/// <remarks>R. Pascanu, T. Mikolov and Y. Bengio, On the Difficulty of Training Recurrent Neural Networks, ICML 2013.</remarks>
internal static class GradientClipping
{
    /// <summary>The factor that brings a norm down to a limit, 1 where it is below it. PyTorch's formula, with its 10⁻⁶.</summary>
    public static double Factor(double norm, double limit) => Math.Min(1, limit / (norm + 1e-6));

    /// <summary>Scales a gradient of the given norm.</summary>
    public static void ClipNorm(Span<double> gradient, double norm, double limit)
    {
        double factor = Factor(norm, limit);
        if (factor < 1) TensorPrimitives.Multiply(gradient, factor, gradient);
    }

    /// <summary>Brings every entry into [−limit, limit].</summary>
    public static void ClipValue(Span<double> gradient, double limit) => TensorPrimitives.Clamp(gradient, -limit, limit, gradient);
}
