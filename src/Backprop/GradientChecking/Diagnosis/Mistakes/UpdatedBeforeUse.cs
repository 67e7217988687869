using System.Globalization;
using System.Numerics.Tensors;

namespace Backprop;

/// <summary>
/// delta⁽ˡ⁾·(W⁽ˡ⁾ − η·∂L/∂W⁽ˡ⁾)ᵀ: the learning rate η is fitted in the last hidden layer, and then has to explain those before it.
/// </summary>
internal static class UpdatedBeforeUse
{
    /// <summary>
    /// The mistake with each η that fits something: fitted in ∂L/∂W and in ∂L/∂b of the last hidden layer, as one of them may be wrong
    /// besides, and after division by a factor that everything may have.
    /// </summary>
    public static IEnumerable<Hypothesis> Of(MeasuredPass pass, GivenGradient gradient, BackwardSteps? other = null)
    {
        if (pass.Last == 0) return [];
        BackwardSteps[] others = other is null ? [] : [other];
        static Matrix WeightGradient(MeasuredPass pass, int l, Matrix delta) => pass.Inputs(l).Transpose() * delta;
        var change = new BackwardSteps { Back = (pass, l, delta) => delta * WeightGradient(pass, l, delta).Transpose() };
        int hidden = pass.Last - 1;
        var moved = BackwardSteps.Deltas(pass, [.. others, change]).ElementAt(1);
        var right = BackwardSteps.Deltas(pass, others).ElementAt(1);
        var output = BackwardSteps.Deltas(pass, others).First();
        // One of the two may be wrong in another way.
        double?[] common = [gradient.Match((2 * pass.Last) + 1, [.. output.SumRows()])?.Factor,
            gradient.Match(2 * pass.Last, WeightGradient(pass, pass.Last, output).Values.ToArray())?.Factor];
        var rates = new List<double>();
        foreach (double scale in common.Append(1).OfType<double>().Where(factor => factor != 0).Distinct())
        {
            rates.Add(Rate(2 * hidden, WeightGradient(pass, hidden, right).Values, WeightGradient(pass, hidden, moved).Values, scale));
            rates.Add(Rate((2 * hidden) + 1, [.. right.SumRows()], [.. moved.SumRows()], scale));
        }

        return rates.Where(eta => double.IsFinite(eta) && Math.Abs(eta) > 1e-12)
            .DistinctBy(eta => eta.ToString("G9", CultureInfo.InvariantCulture))
            .Select(eta => new Hypothesis(GradientMistake.UpdatedBeforeUse, null, Summary(eta), new() { Back = Updated(eta) }, Fitted: 1));

        static string Summary(double eta) => string.Create(
            CultureInfo.InvariantCulture, $"The weights were updated (learning rate {eta:G6}) before delta was carried through them: ")
            + "the backward pass has to use the weights of the forward pass.";

        static Func<MeasuredPass, int, Matrix, Matrix> Updated(double eta) =>
            (pass, l, delta) => delta * (pass.W[l] - (eta * WeightGradient(pass, l, delta))).Transpose();

        double Rate(int tensor, ReadOnlySpan<double> right, ReadOnlySpan<double> moved, double scale)
        {
            double[] difference = new double[right.Length];
            TensorPrimitives.MultiplyAdd(gradient.Given(tensor), -1 / scale, right, difference);
            return TensorPrimitives.Dot<double>(difference, moved) / TensorPrimitives.SumOfSquares(moved);
        }
    }
}
