using System.Numerics.Tensors;

namespace Backprop;

/// <summary>Mistakes with one unknown number, which is fitted to the gradient that is checked and then has to explain all of it.</summary>
internal static class FittedMistakes
{
    public static IEnumerable<Hypothesis> Of(PassIngredients x, GivenGradient gradient, Gradients? earlier)
    {
        if (earlier is not null)
            yield return new(GradientMistake.Accumulated, null, "The gradient was added to the earlier one: it was not set to zero first.", Sum(gradient.Right, earlier, 1).Reverse());
        if (WeightDecay(x, gradient) is { } decay) yield return decay;
        if (UpdatedBeforeUse(x, gradient) is { } updated) yield return updated;
    }

    /// <summary>given = right + λ·W.</summary>
    private static Hypothesis? WeightDecay(PassIngredients x, GivenGradient gradient)
    {
        var (products, squares) = (0.0, 0.0);
        for (int l = 0; l < x.W.Length; l++)
        {
            products += TensorPrimitives.Dot((gradient.Given[l].Weights - gradient.Right[l].Weights).Values, x.W[l].Values);
            squares += TensorPrimitives.SumOfSquares(x.W[l].Values);
        }

        double lambda = products / squares;
        if (!double.IsFinite(lambda) || lambda == 0) return null;
        Gradients weights = [.. x.W.Select(w => new LayerGradient(w, Vector.Zeros(w.ColumnCount)))];
        return new(GradientMistake.WeightDecay, null, FormattableString.Invariant($"The gradient contains λ·W with λ = {lambda:G6} (weight decay), which the loss does not."), Sum(gradient.Right, weights, lambda).Reverse(), Fitted: 1);
    }

    /// <summary>delta⁽ˡ⁾·(W⁽ˡ⁾ − η·∂L/∂W⁽ˡ⁾)ᵀ: the learning rate η shows in the last hidden layer, and then has to explain those before it.</summary>
    private static Hypothesis? UpdatedBeforeUse(PassIngredients x, GivenGradient gradient)
    {
        if (x.Last == 0) return null;
        static Matrix WeightGradient(PassIngredients x, int l, Matrix delta) => x.Inputs(l).Transpose() * delta;
        var change = (BackwardSteps.Right with { Back = (x, l, delta) => delta * WeightGradient(x, l, delta).Transpose() }).Run(x).ElementAt(1);
        int hidden = x.Last - 1;
        var (given, right) = (gradient.Given[hidden], gradient.Right[hidden]);
        double eta = (TensorPrimitives.Dot((right.Weights - given.Weights).Values, change.Weights.Values) + TensorPrimitives.Dot((right.Bias - given.Bias).Values, change.Bias.Values))
            / (TensorPrimitives.SumOfSquares(change.Weights.Values) + TensorPrimitives.SumOfSquares(change.Bias.Values));
        if (!double.IsFinite(eta) || eta == 0) return null;
        var wrong = BackwardSteps.Right with { Back = (x, l, delta) => delta * (x.W[l] - (eta * WeightGradient(x, l, delta))).Transpose() };
        return new(GradientMistake.UpdatedBeforeUse, null,
            FormattableString.Invariant($"The weights were updated (learning rate {eta:G6}) before delta was carried through them: the backward pass has to use the weights of the forward pass."),
            wrong.Run(x), Fitted: 1);
    }

    private static IEnumerable<LayerGradient> Sum(IReadOnlyList<LayerGradient> right, Gradients other, double factor) =>
        right.Select((layer, l) => new LayerGradient(layer.Weights + (factor * other[l].Weights), layer.Bias + (factor * other[l].Bias)));
}
