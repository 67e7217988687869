namespace Backprop;

/// <summary>
/// How much the loss changes when one parameter changes, through any number type: a real step gives finite differences,
/// ε gives the exact derivative, i·h the complex step.
/// </summary>
/// <remarks>
/// Only what depends on the parameter is computed again. W⁽ˡ⁾[i,j] and b⁽ˡ⁾[j] change column j of z⁽ˡ⁾ alone; z⁽ˡ⁺¹⁾ then changes by
/// (the change of a⁽ˡ⁾[·,j]) · W⁽ˡ⁺¹⁾[j,·], a matrix of rank 1, and the layers behind by the changes of their inputs. Working with changes
/// also keeps the rounding of a difference quotient in proportion to the change, not to z; the terms of the samples are subtracted one by
/// one for the same reason.
/// </remarks>
internal sealed class PerturbedLoss<T>
    where T : struct, IScalar<T>
{

    private readonly BasePass pass;
    private readonly T[] z;
    private readonly T[] a;
    private readonly T[] change;
    private readonly double[][]? rounding;

    public PerturbedLoss(BasePass pass)
    {
        this.pass = pass;
        int widest = pass.Network.Sizes.Max();
        (z, a, change) = (new T[widest], new T[widest], new T[widest]);
        if (pass.Network.Layers.Any(layer => layer.Activation.Breakpoints.Count > 0)) rounding = pass.ZRounding;
    }

    /// <summary>
    /// The first pre-activation that the last change moved across a breakpoint of its activation (<see cref="Activation.Breakpoints"/>);
    /// null if none.
    /// </summary>
    public KinkCrossing? Crossed { get; private set; }

    /// <summary>The first pre-activation that lies on a breakpoint, to rounding, and that the last change moves; null if none.</summary>
    public KinkCrossing? On { get; private set; }

    /// <summary>L(θ + step·e) − L(θ) for the unit vector e of a parameter.</summary>
    public T Change(NetworkParameter parameter, T step)
    {
        (Crossed, On) = (null, null);
        T sum = 0.0;
        for (int n = 0; n < pass.Samples; n++)
        {
            double input = parameter.Row < 0
                ? 1
                : pass.Inputs(parameter.Layer)[(n * pass.Network.Layers[parameter.Layer].Inputs) + parameter.Row];
            if (input != 0) sum += SampleChange(parameter.Layer, parameter.Column, n, step * input);
        }

        return sum / pass.Divisor;
    }

    /// <summary>How the term of sample n changes when z of one unit changes.</summary>
    private T SampleChange(int layer, int unit, int n, T step)
    {
        int outputs = pass.Network.Layers[layer].Outputs;
        for (int j = 0; j < outputs; j++)
            z[j] = pass.Z[layer][(n * outputs) + j];
        z[unit] += step;
        FindBreakpoint(layer, n, unit, unit + 1);
        if (layer == pass.Network.Layers.Count - 1) return TermChange(n);

        pass.Network.Layers[layer].Activation.Kernel.ApplyRow<T>(z.AsSpan(unit, 1), a.AsSpan(unit, 1));
        var unitChange = a[unit] - pass.A[layer][(n * outputs) + unit];
        var (next, weights) = (pass.Network.Layers[layer + 1], pass.Weights[layer + 1]);
        for (int k = 0; k < next.Outputs; k++)
            z[k] = pass.Z[layer + 1][(n * next.Outputs) + k] + (unitChange * weights[(unit * next.Outputs) + k]);
        return Onward(layer + 1, n);
    }

    /// <summary>From the changed z of a layer to the change of the sample's term.</summary>
    private T Onward(int layer, int n)
    {
        for (int l = layer; ; l++)
        {
            int width = pass.Network.Layers[l].Outputs;
            FindBreakpoint(l, n, 0, width);
            if (l == pass.Network.Layers.Count - 1) return TermChange(n);

            pass.Network.Layers[l].Activation.Kernel.ApplyRow<T>(z.AsSpan(0, width), a.AsSpan(0, width));
            for (int j = 0; j < width; j++)
                change[j] = a[j] - pass.A[l][(n * width) + j];
            var (next, weights) = (pass.Network.Layers[l + 1], pass.Weights[l + 1]);
            for (int k = 0; k < next.Outputs; k++)
            {
                T sum = 0.0;
                for (int j = 0; j < width; j++)
                    sum += change[j] * weights[(j * next.Outputs) + k];
                z[k] = pass.Z[l + 1][(n * next.Outputs) + k] + sum;
            }
        }
    }

    private T TermChange(int n)
    {
        var last = pass.Network.Layers[^1];
        var outputZ = z.AsSpan(0, last.Outputs);
        var output = a.AsSpan(0, last.Outputs);
        last.Activation.Kernel.ApplyRow<T>(outputZ, output);
        return pass.Loss.SampleTerm<T>(pass.Fused, outputZ, output, pass.Data.Targets.Row(n)) - pass.Terms[n];
    }

    private void FindBreakpoint(int layer, int n, int first, int end)
    {
        var (activation, outputs) = (pass.Network.Layers[layer].Activation, pass.Network.Layers[layer].Outputs);
        if (activation.Breakpoints.Count == 0) return;
        for (int j = first; j < end; j++)
        {
            double before = pass.Z[layer][(n * outputs) + j], after = z[j].Value;
            foreach (double breakpoint in activation.Breakpoints)
            {
                if (BasePass.IsAt(before, breakpoint, rounding![layer][(n * outputs) + j]))
                    On ??= new(layer + 1, j, n, before, activation);
                else if (before > breakpoint != after > breakpoint)
                    Crossed ??= new(layer + 1, j, n, before, activation);
            }
        }
    }
}
