using System.Numerics.Tensors;

namespace Backprop;

/// <summary>
/// The backward pass as a program writes it down from the formulas, ŷ − y and φ′ in terms of a, with all that rounding does to it where ŷ
/// is nearly y. The library's own pass computes the same derivatives from z where that matters.
/// </summary>
internal sealed class PlainBackward
{
    public PlainBackward(Network network, ForwardPass forward, LossValue loss)
    {
        (Forward, Loss) = (forward, loss);
        Deltas = new Matrix[network.Layers.Count];
        var gradient = loss.Gradient;
        for (int l = Deltas.Length - 1; l >= 0; l--)
        {
            var layer = forward.Layers[l];
            Deltas[l] = l == Deltas.Length - 1 && IsDifference(loss.Function, layer.Activation)
                ? OutputDifference(loss, layer.A)
                : Product(layer, gradient);
            if (l > 0) gradient = Deltas[l] * layer.Weights.Transpose();
        }
    }

    /// <summary>The forward pass it belongs to.</summary>
    public ForwardPass Forward { get; }

    /// <summary>The loss it starts from.</summary>
    public LossValue Loss { get; }

    /// <summary>delta of each layer.</summary>
    public Matrix[] Deltas { get; }

    /// <summary>∂L/∂W and ∂L/∂b of each layer, in the order of the network's parameters.</summary>
    public double[] Gradient => [.. Deltas.SelectMany((delta, l) =>
        (double[])[.. (Inputs(l).Transpose() * delta).Values, .. delta.SumRows()])];

    /// <summary>What enters a layer.</summary>
    public Matrix Inputs(int l) => l == 0 ? Forward.Inputs : Forward.Layers[l - 1].A;

    /// <summary>Whether everybody writes the output layer's delta as ŷ − y.</summary>
    public static bool IsDifference(Loss loss, Activation activation) => loss.FusedWith(activation) is { IsDifference: true };

    /// <summary>φ′(z) of an elementwise activation, as it is written.</summary>
    public static Matrix Slope(Activation activation, Matrix z, Matrix a)
    {
        if (activation == Activation.Sigmoid) return a.Map(x => x * (1 - x));
        if (activation == Activation.Tanh) return a.Map(x => 1 - (x * x));
        // At z > 0 a is z itself, and above 0 too.
        if (activation == Activation.ELU) return a.Map(x => x > 0 ? 1 : x + 1);
        double[] slope = new double[z.Values.Length];
        activation.Kernel.Backward(z.Values, a.Values, z.Map(_ => 1).Values, slope, z.ColumnCount);
        return new Matrix(z.RowCount, z.ColumnCount, slope);
    }

    /// <summary>(ŷ·Σy − y)·scale.</summary>
    private static Matrix OutputDifference(LossValue loss, Matrix output)
    {
        double scale = loss.Function.Scale(output.RowCount, output.ColumnCount);
        double[] delta = new double[output.Values.Length];
        for (int i = 0; i < delta.Length; i++)
        {
            var targets = loss.Targets.Row(i / output.ColumnCount);
            double total = loss.Function == Backprop.Loss.CrossEntropy ? TensorPrimitives.Sum(targets) : 1;
            delta[i] = scale * ((output.Values[i] * total) - targets[i % output.ColumnCount]);
        }

        return new Matrix(output.RowCount, output.ColumnCount, delta);
    }

    private static Matrix Product(LayerForward layer, Matrix gradient)
    {
        var a = layer.A;
        if (layer.Activation.IsElementwise) return gradient.Hadamard(Slope(layer.Activation, layer.Z, a));
        double[] sums = [.. Enumerable.Range(0, a.RowCount).Select(n => TensorPrimitives.Dot(gradient.Row(n), a.Row(n)))];
        return new(a.RowCount, a.ColumnCount,
            [.. a.Values.ToArray().Select((x, i) => x * (gradient.Values[i] - sums[i / a.ColumnCount]))]);
    }
}
