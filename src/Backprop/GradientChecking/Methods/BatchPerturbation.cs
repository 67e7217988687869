using System.Numerics.Tensors;

namespace Backprop;

/// <summary>
/// The same change of the loss as <see cref="PerturbedLoss{T}"/>, in double only, for all samples and for both signs of the step at once, on the
/// vectorised activations and the blocked matrix product: what makes central differences of every parameter of a larger network quick.
/// </summary>
internal sealed class BatchPerturbation
{
    private readonly BatchPass pass;
    private readonly Layer[] layers;
    private readonly double[] z;
    private readonly double[] a;
    private readonly double[] column;
    private readonly double[] terms;

    public BatchPerturbation(BatchPass pass)
    {
        this.pass = pass;
        layers = [.. pass.Network.Layers];
        int entries = pass.Rows * pass.Network.Sizes.Max();
        (z, a, column, terms) = (new double[entries], new double[entries], new double[pass.Rows], new double[pass.Rows]);
    }

    /// <summary>L(θ + h·e) − L(θ − h·e) for the unit vector e of a parameter; the samples' terms are subtracted one by one.</summary>
    public double Difference(NetworkParameter parameter, double h)
    {
        int half = pass.Rows / 2, l = parameter.Layer, last = layers.Length - 1;
        var inputs = pass.InputColumn(parameter);
        TensorPrimitives.Multiply(inputs, h, column.AsSpan(0, half));
        TensorPrimitives.Multiply(inputs, -h, column.AsSpan(half));
        if (l == last)
        {
            pass.Z[l].CopyTo(z, 0);
            for (int n = 0; n < column.Length; n++)
                z[(n * layers[l].Outputs) + parameter.Column] += column[n];
        }
        else
        {
            TensorPrimitives.Add(column, pass.ZColumn(l, parameter.Column), column);
            layers[l].Activation.Kernel.Apply(column, terms, 1);
            TensorPrimitives.Subtract(terms, pass.AColumn(l, parameter.Column), column);
            AddRankOne(l + 1, parameter.Column);
            for (int next = l + 2; next <= last; next++)
                Onward(next);
        }

        pass.Terms(z, a, terms);
        double difference = 0;
        for (int n = 0; n < half; n++)
            difference += terms[n] - terms[half + n];
        return difference * pass.Scale;
    }

    /// <summary>z of a layer after one unit of the layer before has changed: a column times a row of W.</summary>
    private void AddRankOne(int l, int unit)
    {
        int width = layers[l].Outputs;
        ReadOnlySpan<double> before = pass.Z[l], row = pass.Weights[l].AsSpan(unit * width, width);
        for (int n = 0; n < column.Length; n++)
            TensorPrimitives.MultiplyAdd(row, column[n], before.Slice(n * width, width), z.AsSpan(n * width, width));
    }

    /// <summary>z of a layer from the changes of all activations before it.</summary>
    private void Onward(int l)
    {
        var (layer, before) = (layers[l], pass.Z[l]);
        var change = a.AsSpan(0, pass.Rows * layer.Inputs);
        layers[l - 1].Activation.Kernel.Apply(z.AsSpan(0, change.Length), change, layer.Inputs);
        TensorPrimitives.Subtract(change, pass.A[l - 1], change);
        before.CopyTo(z, 0);
        MatrixProduct.MultiplyAdd(change, pass.Weights[l], z.AsSpan(0, before.Length), pass.Rows, layer.Inputs, layer.Outputs);
    }
}
