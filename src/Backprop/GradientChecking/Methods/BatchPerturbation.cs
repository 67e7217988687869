using System.Numerics.Tensors;

namespace Backprop;

/// <summary>
/// The same change of the loss as <see cref="PerturbedLoss{T}"/>, in double only, for all samples and for both signs of the step at once,
/// on the vectorised activations and the blocked matrix product: what makes central differences of every parameter of a larger network
/// quick.
/// </summary>
internal sealed class BatchPerturbation
{
    private readonly BatchPass pass;
    private readonly Layer[] layers;
    private readonly double[] z;
    private readonly double[] change;
    private readonly double[] terms;

    public BatchPerturbation(BatchPass pass)
    {
        this.pass = pass;
        layers = [.. pass.Network.Layers];
        int entries = pass.Rows * pass.Network.Sizes.Max();
        (z, change, terms) = (new double[entries], new double[2 * entries], new double[pass.Rows]);
    }

    /// <summary>L(θ + h·e) − L(θ − h·e) for the unit vector e of a parameter; the samples' terms are subtracted one by one.</summary>
    public double Difference(NetworkParameter parameter, double h)
    {
        int half = pass.Rows / 2, l = parameter.Layer, last = layers.Length - 1;
        var unit = pass.Unit(change, 0);
        var inputs = pass.InputsOf(parameter);
        TensorPrimitives.Multiply(inputs, h, unit[..half]);
        TensorPrimitives.Multiply(inputs, -h, unit[half..]);
        if (l == last)
        {
            pass.Z[l].CopyTo(z, 0);
            TensorPrimitives.Add(unit, pass.Unit(z, parameter.Column), pass.Unit(z, parameter.Column));
        }
        else
        {
            TensorPrimitives.Add(unit, pass.Unit(pass.Z[l], parameter.Column), unit);
            layers[l].Activation.Kernel.Apply(unit, terms, 1);
            TensorPrimitives.Subtract(terms, pass.Unit(pass.A[l], parameter.Column), unit);
            AddRankOne(l + 1, parameter.Column, unit);
            for (int next = l + 2; next <= last; next++)
                Onward(next);
        }

        pass.Terms(z, terms, change);
        double difference = 0;
        for (int n = 0; n < half; n++)
            difference += terms[n] - terms[half + n];
        return difference * pass.Scale;
    }

    /// <summary>z of a layer after one unit of the layer before has changed: a row of W times the unit's changes.</summary>
    private void AddRankOne(int l, int unit, ReadOnlySpan<double> unitChange)
    {
        int width = layers[l].Outputs;
        var weights = pass.Weights[l].AsSpan(unit * width, width);
        for (int j = 0; j < width; j++)
            TensorPrimitives.MultiplyAdd(unitChange, weights[j], pass.Unit(pass.Z[l], j), pass.Unit(z, j));
    }

    /// <summary>z of a layer from the changes of all activations before it.</summary>
    private void Onward(int l)
    {
        var layer = layers[l];
        var changes = change.AsSpan(0, pass.Rows * layer.Inputs);
        layers[l - 1].Activation.Kernel.Apply(z.AsSpan(0, changes.Length), changes, layer.Inputs);
        TensorPrimitives.Subtract(changes, pass.A[l - 1], changes);
        pass.Z[l].CopyTo(z, 0);
        MatrixProduct.TransposeMultiplyAdd(pass.Weights[l], changes, z, layer.Inputs, layer.Outputs, pass.Rows);
    }
}
