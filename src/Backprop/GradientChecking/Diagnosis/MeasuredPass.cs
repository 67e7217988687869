namespace Backprop;

/// <summary>
/// What a backward pass is made of, at the parameters that are checked. Every derivative in it is measured from the function itself
/// (dual numbers, or extrapolation for a lambda), so a wrong derivative given by hand is not among the ingredients.
/// Layers are counted from 0 here, as arrays are.
/// </summary>
internal sealed record MeasuredPass
{
    public MeasuredPass(BasePass pass)
    {
        var network = pass.Network;
        (Base, Network, Loss, Samples) = (pass, network, pass.Loss, pass.Samples);
        (X, Y) = (pass.Data.Inputs, pass.Data.Targets);
        Z = [.. network.Layers.Select((layer, l) => new Matrix(Samples, layer.Outputs, pass.Z[l]))];
        A = [.. network.Layers.Select((layer, l) => new Matrix(Samples, layer.Outputs, pass.A[l]))];
        W = [.. network.Layers.Select(layer => layer.Weights)];
        Slope = [.. network.Layers.Select((layer, l) => SlopeOf(layer.Activation, Z[l], A[l]))];
        foreach (var (layer, z) in network.Layers.Zip(Z))
        {
            if (!layer.Activation.IsGeneric)
                SlopeError = Math.Max(SlopeError, 1e3 * FunctionNoise.Relative(layer.Activation.Apply, z.Values));
        }

        if (!pass.Loss.IsGeneric)
            SlopeError = Math.Max(SlopeError, 1e3 * FunctionNoise.Relative(p => pass.Loss.Term(p, Y[0, 0]), A[^1].Values));
        LossGradient = OutputDerivative(pass, A[^1], Activation.Identity, fused: null);
        OutputDelta = OutputDerivative(pass, Z[^1], network.Layers[^1].Activation, pass.Fused);
    }

    /// <summary>The forward pass it was measured on.</summary>
    public BasePass Base { get; private init; }

    public Network Network { get; }

    public Loss Loss { get; init; }

    public int Samples { get; }

    public int Last => W.Length - 1;

    public Matrix X { get; }

    public Matrix Y { get; }

    public Matrix[] Z { get; }

    public Matrix[] A { get; }

    public Matrix[] W { get; }

    /// <summary>φ′(z) of each layer; a(1 − a), the diagonal of the Jacobian, for softmax.</summary>
    public Matrix[] Slope { get; init; }

    /// <summary>∂L/∂ŷ.</summary>
    public Matrix LossGradient { get; init; }

    /// <summary>delta of the output layer.</summary>
    public Matrix OutputDelta { get; init; }

    /// <summary>The activations that enter a layer.</summary>
    public Matrix Inputs(int layer) => layer == 0 ? X : A[layer - 1];

    /// <summary>
    /// How exact the slopes are that were measured by extrapolation, relatively; about 1e-10, but for a function in single precision far
    /// less.
    /// </summary>
    public double SlopeError { get; init; } = 1e-10;

    /// <summary>A sample as it is named everywhere, counted from 1: "sample 2 (0,1)".</summary>
    public string SampleName(int index) => Backprop.SampleName.Of(X, index);

    /// <summary>The same with another loss.</summary>
    public MeasuredPass WithLoss(BasePass other) => this with
    {
        Base = other,
        Loss = other.Loss,
        LossGradient = OutputDerivative(other, A[^1], Activation.Identity, fused: null),
        OutputDelta = OutputDerivative(other, Z[^1], Network.Layers[^1].Activation, other.Fused),
    };

    /// <summary>φ′ at any z, measured from φ.</summary>
    public static Matrix SlopeOf(Activation activation, Matrix z, Matrix a)
    {
        if (!activation.IsElementwise) return a.Map(x => x * (1 - x));
        var kernel = activation.Kernel;
        if (activation.IsGeneric)
        {
            return z.Map(x =>
            {
                Span<Dual> value = [default];
                kernel.ApplyRow([Dual.Variable(x)], value);
                return value[0].Derivative;
            });
        }

        return z.Map(x => Extrapolated(activation.Apply, x));
    }

    private static Matrix OutputDerivative(BasePass pass, Matrix at, Activation activation, FusedLoss? fused)
    {
        int width = at.ColumnCount;
        bool generic = activation.IsGeneric && pass.Loss.IsGeneric;
        var (derivative, dual, real) = (new double[at.Values.Length], new Dual[2 * width], new Real[2 * width]);
        for (int n = 0; n < at.RowCount; n++)
        {
            for (int k = 0; k < width; k++)
            {
                double slope = generic ? Term<Dual>(dual, n, k, Dual.Variable(at[n, k])).Derivative
                    : Extrapolated(x => Term<Real>(real, n, k, x), at[n, k]);
                derivative[(n * width) + k] = slope / pass.Divisor;
            }
        }

        return new Matrix(at.RowCount, width, derivative);

        T Term<T>(T[] space, int n, int k, T variable)
            where T : struct, IScalar<T>
        {
            var (row, output) = (space.AsMemory(0, width), space.AsMemory(width));
            for (int j = 0; j < width; j++)
                row.Span[j] = j == k ? variable : at[n, j];
            activation.Kernel.ApplyRow<T>(row.Span, output.Span);
            return pass.Loss.SampleTerm<T>(fused, row.Span, output.Span, pass.Data.Targets.Row(n));
        }
    }

    private static double Extrapolated(Func<double, double> function, double x) => Estimate(function, x).Value;

    /// <summary>The derivative of a function of one number, measured by extrapolation.</summary>
    public static DerivativeEstimate Estimate(Func<double, double> function, double x)
    {
        // Values that happen to be alike at x do not show how they round.
        double value = function(x), beside = Math.Max(1, Math.Abs(x)) / 2700;
        double noise = Math.Max(FunctionNoise.Of(function, x), FunctionNoise.Of(function, x + beside));
        noise = Math.Max(Math.Abs(value) / (1L << 51), noise);
        var quotient = new DifferenceQuotient(step => function(x + step) - value, noise);

        // A kink may be near: of several steps the one with the smallest error counts.
        return ((double[])[1, 1.0 / 64, 1.0 / 4096]).Select(part => quotient.Extrapolate(StepSize.For(x, part * StepSize.Extrapolation)))
            .MinBy(estimate => estimate.Error);
    }
}
