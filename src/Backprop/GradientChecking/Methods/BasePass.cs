using System.Runtime.InteropServices;

namespace Backprop;

/// <summary>
/// The forward pass around which parameters are perturbed, computed by the generic functions, sample by sample, so that a
/// perturbation of zero changes nothing, not even by rounding.
/// </summary>
internal sealed class BasePass
{
    private const double Unit = 1.0 / (1L << 53);

    /// <summary>Below this, numbers lose their last digits to underflow.</summary>
    private const double Underflow = 1e-290;
    private readonly Lazy<(double[][] Z, double[] Output)> rounding;

    public BasePass(Network network, Dataset data, Loss loss)
    {
        (Network, Data, Loss, Samples) = (network, data, loss, data.Count);
        Weights = [.. network.Layers.Select(layer => layer.WeightSpan.ToArray())];
        Z = [.. network.Layers.Select(layer => new double[Samples * layer.Outputs])];
        A = [.. network.Layers.Select(layer => new double[Samples * layer.Outputs])];
        Terms = new double[Samples];
        Fused = loss.FusedWith(network.Layers[^1].Activation);
        for (int n = 0; n < Samples; n++)
            Forward(n);
        rounding = new(Rounding);
    }

    public Network Network { get; }

    public Dataset Data { get; }

    public Loss Loss { get; }

    public FusedLoss? Fused { get; }

    public int Samples { get; }

    public double[][] Weights { get; }

    /// <summary>z of each layer, N × outputs.</summary>
    public double[][] Z { get; }

    /// <summary>a of each layer, N × outputs.</summary>
    public double[][] A { get; }

    /// <summary>The term of each sample.</summary>
    public double[] Terms { get; }

    /// <summary>What the sum of the samples' terms is divided by.</summary>
    public double Divisor => Loss.OverSamples == Reduction.Mean ? Samples : 1;

    /// <summary>L.</summary>
    public double Value => Terms.Sum() / Divisor;

    /// <summary>The activations that enter a layer (index from 0): those of the layer before, or X.</summary>
    public ReadOnlySpan<double> Inputs(int layer) => layer == 0 ? Data.Inputs.Values : A[layer - 1];

    /// <summary>
    /// How far another order of the sums may set a pre-activation off; 0 where all terms are 0. What lies on a kink to within this may lie
    /// on either side of it in another program.
    /// </summary>
    public double[][] ZRounding => rounding.Value.Z;

    /// <summary>The same of the outputs.</summary>
    public double[] OutputRounding => rounding.Value.Output;

    /// <summary>Whether a number lies on a breakpoint, as far as its rounding lets that be known.</summary>
    public static bool IsAt(double x, double breakpoint, double rounding) =>
        Math.Abs(x - breakpoint) <= Math.Max(Underflow, rounding);

    private (double[][] Z, double[] Output) Rounding()
    {
        double[][] ofZ = new double[Z.Length][];
        var ofInputs = Data.Inputs.Map(_ => 0);
        foreach (var layer in Network.Layers)
        {
            int l = layer.Number - 1, width = layer.Outputs;
            var weights = layer.Weights.Map(Math.Abs);
            var sizes = (new Matrix(Samples, layer.Inputs, Inputs(l).ToArray()).Map(Math.Abs) * weights)
                + new Matrix(Samples, width, [.. Enumerable.Range(0, Samples * width).Select(i => Math.Abs(layer.Bias[i % width]))]);
            var error = (ofInputs * weights) + ((layer.Inputs + 2) * Unit * sizes);
            ofZ[l] = error.Values.ToArray();
            Matrix z = new(Samples, width, Z[l]), a = new(Samples, width, A[l]);
            ofInputs = (layer.Activation.Apply(z + error) - a).Map(Math.Abs) + (layer.Activation.Apply(z - error) - a).Map(Math.Abs)
                + (2 * Unit * a.Map(Math.Abs));
        }

        return (ofZ, ofInputs.Values.ToArray());
    }

    private void Forward(int n)
    {
        foreach (var layer in Network.Layers)
        {
            int l = layer.Number - 1, width = layer.Outputs;
            GenericForward.Layer(
                layer, Real.Of(Weights[l]), Real.Of(layer.BiasSpan), Real.Of(Inputs(l).Slice(n * layer.Inputs, layer.Inputs)),
                MemoryMarshal.Cast<double, Real>(Z[l].AsSpan(n * width, width)),
                MemoryMarshal.Cast<double, Real>(A[l].AsSpan(n * width, width)));
        }

        int outputs = Network.Outputs;
        Terms[n] =
            Loss.SampleTerm(Fused, Real.Of(Z[^1].AsSpan(n * outputs, outputs)), Real.Of(A[^1].AsSpan(n * outputs, outputs)),
                Data.Targets.Row(n));
    }
}
