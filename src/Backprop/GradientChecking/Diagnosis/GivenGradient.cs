using System.Numerics.Tensors;

namespace Backprop;

/// <summary>
/// The gradient that is checked, beside the right one and what rounding may do to it. Tensor 2l is ∂L/∂W of the layer l (from 0), tensor 2l
/// + 1 its ∂L/∂b.
/// </summary>
internal sealed class GivenGradient
{
    private readonly MeasuredPass pass;
    private readonly double[][] given;
    private readonly double[][] right;
    private readonly double[][] tolerance;
    private readonly double[][] parameters;
    private readonly double weightDecay;
    private readonly double relativeTolerance;

    /// <param name="gradients">The gradient that is checked.</param>
    /// <param name="pass">The measured pass, whose right gradient it is compared with.</param>
    /// <param name="tolerances">How far rounding may set each entry off.</param>
    /// <param name="options">Weight decay and relative tolerance.</param>
    public GivenGradient(Gradients gradients, MeasuredPass pass, Func<int, double> tolerances, GradientCheckOptions options)
    {
        this.pass = pass;
        (weightDecay, relativeTolerance, Right) = (options.WeightDecay, options.RelativeTolerance, BackwardSteps.RightGradients(pass));
        given = Tensors(gradients);
        right = Tensors(Right);
        parameters = Tensors(pass.Network.Layers.Select(layer => new LayerGradient(layer.Weights, layer.Bias)));
        int index = 0;
        tolerance = [.. given.Select(tensor => tensor.Select(_ => tolerances(index++)).ToArray())];
        for (int t = 0; t < right.Length; t += 2)
            TensorPrimitives.MultiplyAdd<double>(parameters[t], weightDecay, right[t], right[t]);
    }

    /// <summary>The right gradient of the loss, without weight decay.</summary>
    public IReadOnlyList<LayerGradient> Right { get; }

    public int Count => given.Length;

    /// <summary>The entries of a tensor.</summary>
    public ReadOnlySpan<double> Given(int tensor) => given[tensor];

    /// <summary>All entries, in the order of the network's parameters.</summary>
    public double[] Flatten() => [.. given.SelectMany(tensor => tensor)];

    /// <summary>The number of entries of a tensor.</summary>
    public int Length(int tensor) => given[tensor].Length;

    /// <summary>W1, b1, W2, …</summary>
    public static string Name(int tensor) => (tensor % 2 == 0 ? "W" : "b") + Symbol((tensor / 2) + 1);

    /// <summary>The largest difference from the right gradient, relative to the largest entry of its tensor.</summary>
    public double Unexplained()
    {
        double worst = 0;
        for (int t = 0; t < given.Length; t++)
        {
            double scale = Math.Max(Largest(given[t]), Largest(right[t]));
            for (int i = 0; scale > 0 && i < given[t].Length; i++)
                worst = Math.Max(worst, Math.Abs(given[t][i] - right[t][i]) / scale);
        }

        return worst;
    }

    /// <summary>The λ of a decay of all W with which the gradient is right; null if there is none.</summary>
    /// <param name="slope">What a weight adds to its derivative, but for λ.</param>
    public (double Lambda, double Spread)? WithDecay(Func<double, double> slope)
    {
        double products = 0, squares = 0, worst = 0;
        double[][] plain = Tensors(Right), added = [.. parameters.Select(tensor => Array.ConvertAll(tensor, x => slope(x)))];
        for (int t = 0; t < Count; t += 2)
        {
            products += TensorPrimitives.Dot<double>(Sum(given[t], 1, plain[t], -1), added[t]);
            squares += TensorPrimitives.SumOfSquares<double>(added[t]);
        }

        double lambda = products / squares;
        if (!double.IsFinite(lambda)) return null;
        for (int t = 0; t < Count; t++)
        {
            if (!Explains(t, t % 2 == 0 ? Sum(plain[t], 1, added[t], lambda) : plain[t], 1, 0, out double spread)) return null;
            worst = Math.Max(worst, spread);
        }

        return (lambda, worst);
    }

    /// <summary>The largest size of an entry, where several have it: a bound that they were clipped to. Null if there is none.</summary>
    public double? Bound()
    {
        double[] sizes = [.. Flatten().Select(Math.Abs)];
        double largest = sizes.Max();
        return largest > 0 && sizes.Count(size => size == largest) > 1 ? largest : null;
    }

    /// <summary>How a tensor follows from what is predicted for it; null if it does not.</summary>
    /// <param name="tensor">Which.</param>
    /// <param name="predicted">Its entries, without weight decay.</param>
    public TensorMatch? Match(int tensor, double[] predicted)
    {
        var (g, w) = (given[tensor], parameters[tensor]);
        double noise = TensorPrimitives.Max<double>(tolerance[tensor]), decay = tensor % 2 == 0 ? weightDecay : 0;
        double largest = Largest(predicted), most = Largest(g), heaviest = Largest(w);
        if (!double.IsFinite(largest)) return null;
        double? none = heaviest == 0 ? null : decay;
        if (Math.Max(largest, decay * heaviest) <= 16 * noise && most <= 16 * noise) return new(null, null, 0);
        if (Explains(tensor, predicted, 1, decay, out double spread)) return new(1, none, spread);
        if (largest <= 16 * noise) return Fit(tensor, predicted, 1, null);
        // What rounding leaves of 0 is no multiple of anything.
        if (most <= 16 * noise && most <= 1e-9 * largest) return new(0, heaviest == 0 ? null : 0, most / largest);

        // A factor of everything, a factor of the loss's part, and last a decay of the parameters beside a factor.
        double factor = Ratio(g, decay == 0 ? predicted : Sum(predicted, 1, w, decay), tensor);
        if (Explains(tensor, predicted, factor, factor * decay, out spread))
            return new(factor, heaviest == 0 ? null : factor * decay, spread);
        if (decay != 0)
        {
            factor = Ratio(Sum(g, 1, w, -decay), predicted, tensor);
            if (Explains(tensor, predicted, factor, decay, out spread)) return new(factor, decay, spread);
        }

        return Fit(tensor, predicted, 1, null) ?? Fit(tensor, predicted, null, null);
    }

    /// <summary>A decay, and a factor if none is given, by least squares.</summary>
    private TensorMatch? Fit(int tensor, double[] predicted, double? factor, double? decay)
    {
        var (g, w) = (given[tensor], parameters[tensor]);
        double scaleP = Largest(predicted), scaleW = Largest(w);
        if (scaleW == 0 || g.Length < (factor is null ? 4 : 2)) return null;
        if (factor is { } known)
        {
            double[] rest = Sum(g, 1, predicted, -known);
            decay = TensorPrimitives.Dot<double>(rest, w) / TensorPrimitives.SumOfSquares<double>(w);
        }
        else
        {
            if (scaleP == 0) return null;
            double[] p = [.. predicted.Select(x => x / scaleP)], v = [.. w.Select(x => x / scaleW)];
            double pp = TensorPrimitives.SumOfSquares<double>(p), vv = TensorPrimitives.SumOfSquares<double>(v);
            double pv = TensorPrimitives.Dot<double>(p, v);
            double gp = TensorPrimitives.Dot<double>(g, p), gv = TensorPrimitives.Dot<double>(g, v), determinant = (pp * vv) - (pv * pv);
            if (!(determinant > 1e-9 * pp * vv)) return null;
            factor = ((gp * vv) - (gv * pv)) / determinant / scaleP;
            decay = ((gv * pp) - (gp * pv)) / determinant / scaleW;
        }

        return double.IsFinite(decay!.Value) && double.IsFinite(factor.Value)
            && Explains(tensor, predicted, factor.Value, decay.Value, out double spread)
            ? new(factor, decay, spread)
            : null;
    }

    /// <summary>Whether given = factor · predicted + decay · parameter, to rounding.</summary>
    private bool Explains(int tensor, double[] predicted, double factor, double decay, out double spread)
    {
        var (g, r, w, rounding) = (given[tensor], right[tensor], parameters[tensor], tolerance[tensor]);
        spread = 0;
        if (!double.IsFinite(factor)) return false;
        double largest = Math.Abs(factor) * Largest(predicted), rightLargest = Largest(r);
        double scale = Math.Max(largest, Math.Max(rightLargest, Largest(g)));
        double growth = rightLargest == 0 ? 1 : Math.Max(1, largest / rightLargest);
        if (scale == 0) return true;
        for (int i = 0; i < g.Length; i++)
        {
            double expected = (factor * predicted[i]) + (decay == 0 ? 0 : decay * w[i]), difference = Math.Abs(expected - g[i]);
            if (!(difference <= (4 * growth * rounding[i]) + ((1e-10 + relativeTolerance) * Math.Abs(expected)) + (1e-12 * largest)))
                return false;
            spread = Math.Max(spread, difference / scale);
        }

        return true;
    }

    /// <summary>
    /// The factor between two tensors by least squares; a common one if it differs from that by no more than rounding does.
    /// </summary>
    private double Ratio(double[] of, double[] to, int tensor)
    {
        double largest = Largest(to);
        if (largest == 0) return double.NaN;
        double[] unit = [.. to.Select(x => x / largest)];
        double factor = TensorPrimitives.Dot<double>(of, unit) / TensorPrimitives.SumOfSquares<double>(unit) / largest;
        double error = 1e-10 + (4 * TensorPrimitives.Max<double>(tolerance[tensor]) / largest / Math.Max(1, Math.Abs(factor)));
        return FactorName.Nearest(factor, pass, Math.Min(error, 1e-4));
    }

    private static double Largest(ReadOnlySpan<double> values) => Math.Abs(TensorPrimitives.MaxMagnitude(values));

    private static double[] Sum(double[] x, double a, double[] y, double b)
    {
        double[] sum = new double[x.Length];
        for (int i = 0; i < sum.Length; i++)
            sum[i] = (a * x[i]) + (b * y[i]);
        return sum;
    }

    private static double[][] Tensors(IEnumerable<LayerGradient> layers) =>
        [.. layers.SelectMany(layer => (double[][])[layer.Weights.Values.ToArray(), [.. layer.Bias]])];

    private static string Symbol(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
