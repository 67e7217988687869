namespace Backprop;

/// <content>The chain rule along its paths.</content>
public static partial class Equations
{
    private const int MostPaths = 10_000;

    /// <summary>The chain of factors that makes up one ∂L/∂w: for each sample, each path from the weight to an output.</summary>
    /// <param name="backward">The backward pass.</param>
    /// <param name="layer">l, from 1.</param>
    /// <param name="input">The unit of the layer before that the weight comes from, from 1.</param>
    /// <param name="unit">The unit of layer l that it goes to, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer, input or unit.</exception>
    /// <exception cref="ArgumentException">There are more than 10,000 paths.</exception>
    public static GradientChain Chain(BackwardPass backward, int layer, int input, int unit)
    {
        ArgumentNullException.ThrowIfNull(backward);
        var (forward, layers) = (backward.Forward, backward.Layers.Count);
        var position = new Position(forward, layer, unit, sample: 1);
        int i = Position.Index(input, position.Inputs.ColumnCount, nameof(input), $"layer {Symbols.Invariant(layer)}");
        ThrowIfTooMany(backward, layer);

        // Where sigmoid or softmax is taken together with the loss, delta⁽ᴸ⁾ is one factor.
        bool startsWithDelta = backward.Layers[^1].Derivative is null
            || backward.Loss.Function.FusedWith(forward.Layers[^1].Activation) is not null;
        List<Formula> names = startsWithDelta
            ? [Symbols.Delta(layers)]
            : [Symbols.GradientOf(Symbols.Prediction), Symbols.Derivative(Symbols.Z(layers))];
        for (int l = layers; l > layer; l--)
            names.AddRange([Symbols.W(l), Symbols.Derivative(Symbols.Z(l - 1))]);
        names.Add(layer == 1 ? Formula.Variable("x") : Symbols.A(layer - 1));

        var samples = Names.Samples(forward.Inputs);
        var paths = new List<ChainPath>();
        for (int n = 0; n < forward.Inputs.RowCount; n++)
        {
            string sample = samples.Name(n).Text, start = position.Name(layer - 1, i).Text;
            foreach (int[] units in Paths(position, layer, layers, position.Unit))
            {
                paths.Add(
                    new($"{sample}: {start} → {string.Join(" → ", units.Select((u, step) => position.Name(layer + step, u).Text))}",
                        Factors(units, n)));
            }
        }

        return new(position.WeightSymbol(i), names, paths, backward.Layers[layer - 1].Gradient.Weights[i, position.Unit]);

        double[] Factors(int[] units, int n)
        {
            List<double> factors = startsWithDelta
                ? [backward.Layers[^1].Delta[n, units[^1]]]
                : [backward.Loss.Gradient[n, units[^1]], backward.Layers[^1].Derivative![n, units[^1]]];
            for (int l = layers; l > layer; l--)
            {
                int to = units[l - layer], from = units[l - layer - 1];
                factors.AddRange([forward.Layers[l - 1].Weights[from, to], backward.Layers[l - 2].Derivative![n, from]]);
            }

            factors.Add(position.Inputs[n, i]);
            return [.. factors];
        }
    }

    /// <summary>The units of every way from a unit to an output, layer by layer.</summary>
    private static IEnumerable<int[]> Paths(Position position, int layer, int layers, int unit) => layer == layers
        ? [[unit]]
        : Enumerable.Range(0, position.Width(layer + 1))
            .SelectMany(next => Paths(position, layer + 1, layers, next).Select(rest => (int[])[unit, .. rest]));

    private static void ThrowIfTooMany(BackwardPass backward, int layer)
    {
        double paths = backward.Layers.Skip(layer)
            .Aggregate((double)backward.Forward.Inputs.RowCount, (count, pass) => count * pass.Delta.ColumnCount);
        if (paths > MostPaths)
        {
            throw new ArgumentException(
                FormattableString.Invariant(
                    $"From layer {layer} there are {paths:N0} paths over all samples; at most {MostPaths:N0} are written out. ")
                + "Choose a later layer or fewer samples.", nameof(layer));
        }
    }
}
