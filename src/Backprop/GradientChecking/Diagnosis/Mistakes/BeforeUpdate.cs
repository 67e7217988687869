using System.Numerics.Tensors;

namespace Backprop;

/// <summary>
/// The gradient g of the parameters before a step of gradient descent, compared with the loss after it: then ∇L(θ + η·g) = g, with the
/// learning rate η of that step.
/// </summary>
internal static class BeforeUpdate
{
    private const int MostIterations = 12;

    /// <summary>Nobody learns with a smaller one; it would explain what rounding or a quotient leaves.</summary>
    private const double Least = 1e-5;

    private const double Most = 1e3;

    /// <summary>With fewer derivatives that have changed an η is found for too much.</summary>
    private const int FewestChanged = 4;

    /// <summary>The learning rates to begin with.</summary>
    private static readonly double[] usual = [0.001, 0.01, 0.1, 0.5, 1];

    /// <summary>η, and the gradient before the step; null if there is no such η.</summary>
    public static (double Rate, IReadOnlyList<LayerGradient> Gradient)? Of(MeasuredPass pass, Dataset data, double[] given)
    {
        double[] here = Remainder(0);
        double size = TensorPrimitives.Norm<double>(here);
        if (here.Count(difference => Math.Abs(difference) > 1e-6 * size) < FewestChanged) return null;
        double rate = usual.MinBy(eta => TensorPrimitives.Norm<double>(Remainder(eta)));
        double left = double.PositiveInfinity;
        for (int iteration = 0; iteration < MostIterations && rate is > Least and < Most; iteration++)
        {
            double[] at = Remainder(rate), beside = Remainder(rate * (1 + 1e-6));
            double before = left;
            left = TensorPrimitives.Norm<double>(at);
            if (!(left < before)) break;
            double[] slope = [.. beside.Zip(at, (moved, value) => (moved - value) / (1e-6 * rate))];
            rate -= TensorPrimitives.Dot<double>(at, slope) / TensorPrimitives.SumOfSquares<double>(slope);
        }

        // A learning rate has few digits.
        if (!(rate is > Least and < Most && left <= 1e-3 * size)) return null;
        double digit = Math.Pow(10, Math.Floor(Math.Log10(rate)) - 3), rounded = Math.Round(rate / digit) * digit;
        if (Math.Abs(rate - rounded) <= 1e-5 * rate) rate = double.Round(rounded, 12);
        return (rate, Gradient(rate));

        double[] Remainder(double eta)
        {
            double[] gradient = GradientDiagnoser.Flat(Gradient(eta));
            TensorPrimitives.Subtract<double>(gradient, given, gradient);
            return gradient;
        }

        LayerGradient[] Gradient(double eta)
        {
            var before = pass.Network.Copy();
            TensorPrimitives.MultiplyAdd<double>(given, eta, before.Parameters, before.Parameters);
            return BackwardSteps.RightGradients(new MeasuredPass(new BasePass(before, data, pass.Loss)));
        }
    }
}
