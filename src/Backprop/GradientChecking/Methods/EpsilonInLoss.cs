namespace Backprop;

/// <summary>
/// A cross-entropy as many programs write it, with a small ε in its logarithms or in the denominators of its derivative, against ln 0 and
/// 1/0.
/// </summary>
internal static class EpsilonInLoss
{
    private static readonly double[] usual = [1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 1e-16];

    /// <summary>The measured pass with each ε that programs have; none for another loss.</summary>
    public static IEnumerable<(double Epsilon, MeasuredPass Pass)> Of(MeasuredPass pass)
    {
        bool isBinary = pass.Loss == Loss.BinaryCrossEntropy;
        if (!isBinary && pass.Loss != Loss.CrossEntropy) yield break;
        foreach (double epsilon in usual)
        {
            yield return (epsilon, With((p, y) => (isBinary ? (1 - y) / (1 - p + epsilon) : 0) - (y / (p + epsilon))));
            if (isBinary) yield return (epsilon, With((p, y) => (p - y) / ((p * (1 - p)) + epsilon)));
        }

        MeasuredPass With(Func<double, double, double> slope)
        {
            var (a, outputs) = (pass.A[^1], pass.Network.Outputs);
            double scale = pass.Loss.Scale(pass.Samples, outputs);
            double[] gradient = [.. a.Values.ToArray().Zip(pass.Y.Values.ToArray(), (p, y) => scale * slope(p, y))];
            double[] delta = new double[gradient.Length];
            pass.Network.Layers[^1].Activation.Kernel.Backward(pass.Z[^1].Values, a.Values, gradient, delta, outputs);
            return pass with
            {
                LossGradient = new Matrix(pass.Samples, outputs, gradient),
                OutputDelta = new Matrix(pass.Samples, outputs, delta),
            };
        }
    }
}
