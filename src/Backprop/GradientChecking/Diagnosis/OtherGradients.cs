namespace Backprop;

/// <summary>A gradient that is right, but that of something else than the loss of this network at these parameters.</summary>
internal sealed class OtherGradients(MeasuredPass pass, Dataset data, GivenGradient gradient, GradientCheckOptions options)
{
    /// <summary>More than this many multiply-adds, and no other network is tried.</summary>
    private const double MostWork = 4e8;

    /// <summary>
    /// Of the same forward pass: added to an earlier one, with another decay, clipped, or with its layers in reverse order.
    /// </summary>
    public IEnumerable<Explanation> OfThisPass()
    {
        if (options.Earlier is { } earlier
            && Spread(l => new(gradient.Right[l].Weights + earlier[l].Weights, gradient.Right[l].Bias + earlier[l].Bias)) is { } added)
        {
            yield return New(GradientMistake.Accumulated, null, "The gradient was added to the earlier one: it was not set to zero first.",
                added);
        }

        if (gradient.WithDecay(weight => weight) is { } decay && DecayMistakes.Explain(
            pass, options.WeightDecay, [.. pass.W.SelectMany(_ => (double?[])[1, 1])],
            [.. pass.W.SelectMany(_ => (double?[])[decay.Lambda, null])]) is { Count: > 0 } findings)
        {
            yield return new(findings, decay.Spread);
        }

        if (gradient.WithDecay(weight => Math.Sign(weight)) is { } absolute)
            yield return new([DecayMistakes.OfAbsoluteValues(options.WeightDecay, absolute.Lambda)], absolute.Spread);
        if (gradient.Bound() is { } bound && Spread(l => Clipped(gradient.Right[l], bound)) is { } clipped)
        {
            yield return New(GradientMistake.Clipped, null,
                $"Derivatives above {FactorName.Number(bound)} or below {FactorName.Number(-bound)} are clipped to that.", clipped);
        }

        bool turns = pass.Last > 0
            && Enumerable.Range(0, pass.W.Length)
            .All(l => pass.W[l].RowCount == pass.W[pass.Last - l].RowCount && pass.W[l].ColumnCount == pass.W[pass.Last - l].ColumnCount);
        if (turns && Spread(l => gradient.Right[pass.Last - l]) is { } reversed)
        {
            yield return New(GradientMistake.ReversedLayers, null,
                "The gradients are in reverse order: that of the last layer comes first.", reversed);
        }
    }

    /// <summary>Of another forward pass: of another network, or of other parameters.</summary>
    public IEnumerable<Explanation> OfAnotherPass()
    {
        int networks = Activation.All.Count * (pass.W.Length + 1);
        double work = 3.0 * networks * pass.Samples * pass.Network.ParameterCount;
        foreach (var (layer, summary, network) in work > MostWork ? [] : ForwardMistakes.Of(pass.Network))
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            var right = BackwardSteps.RightGradients(new MeasuredPass(new BasePass(network, data, pass.Loss)));
            if (Spread(l => right[l]) is { } spread) yield return New(GradientMistake.OtherForward, layer, summary, spread);
        }

        if (options.WeightDecay == 0 && BeforeUpdate.Of(pass, data, gradient.Flatten()) is { } before
            && Spread(l => before.Gradient[l]) is { } left)
        {
            yield return New(GradientMistake.BeforeUpdate, null,
                $"This is the gradient before an update with the learning rate {FactorName.Number(before.Rate)}; "
                    + "the network that it is compared with has the parameters after it.", left, fitted: 1);
        }
    }

    private static Explanation New(GradientMistake mistake, int? layer, string summary, double spread, int fitted = 0) =>
        new([new(mistake, layer, summary, fitted)], spread);

    private static LayerGradient Clipped(LayerGradient layer, double bound)
    {
        double Clip(double x) => Math.Clamp(x, -bound, bound);
        return new(layer.Weights.Map(Clip), new Vector([.. layer.Bias.Select(Clip)]));
    }

    /// <summary>The largest relative difference from a predicted gradient; null if it is not the given one.</summary>
    private double? Spread(Func<int, LayerGradient> predicted)
    {
        double spread = 0;
        for (int l = 0; l < pass.W.Length; l++)
        {
            var layer = predicted(l);
            if (gradient.Match(2 * l, layer.Weights.Values.ToArray()) is not { Factor: null or 1 } weights
                || !IsExpected(weights.Decay, options.WeightDecay))
            {
                return null;
            }

            if (gradient.Match((2 * l) + 1, [.. layer.Bias]) is not { Factor: null or 1 } bias || !IsExpected(bias.Decay, 0)) return null;
            spread = Math.Max(spread, Math.Max(weights.Spread, bias.Spread));
        }

        return spread;

        static bool IsExpected(double? decay, double expected) => decay is null || decay == expected;
    }
}
