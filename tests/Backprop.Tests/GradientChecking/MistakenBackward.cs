namespace Backprop.Tests.GradientChecking;

/// <summary>
/// A backward pass as a student writes it, matrix by matrix, with formulas of its own for every derivative, and with one mistake in it.
/// It shares nothing with the library's backward pass nor with the diagnosis.
/// </summary>
internal sealed class MistakenBackward(
    RandomNetwork example, GradientMistake mistake, int layer, GradientMistake also = GradientMistake.None)
{
    /// <summary>Losses that are taken for one another.</summary>
    private static readonly Loss[] Confused = [Loss.BinaryCrossEntropy, Loss.CrossEntropy, Loss.HalfSumSquaredError, Loss.MeanSquaredError];

    private readonly Network network = example.Network;
    private readonly Matrix x = example.Data.Inputs;
    private readonly Matrix y = example.Data.Targets;
    private readonly double chance = example.Random.NextDouble();
    private readonly double other = example.Random.NextDouble();

    /// <summary>Which layer the mistake is made in, from 1; 0 for every layer.</summary>
    public int Layer { get; } = layer;

    /// <summary>The earlier gradient that was accumulated; null if none was.</summary>
    public Gradients? Earlier { get; private set; }

    private int Samples => x.RowCount;

    private int Depth => network.Layers.Count;

    /// <summary>The planted number of a kind, as a sentence gives it; null for a kind without one.</summary>
    public string? NumberOf(GradientMistake kind) => kind switch
    {
        GradientMistake.ConstantFactor => FormattableString.Invariant(
            $"Factor {(Has(GradientMistake.SignFlip) ? -Factor() : Factor()):G6}"),
        GradientMistake.WeightDecay => "λ = 0.01",
        GradientMistake.UpdatedBeforeUse => "learning rate 0.1",
        GradientMistake.MissingSample => FormattableString.Invariant($"Sample {(int)(chance * Samples) + 1} is left out"),
        _ => null,
    };

    private bool Has(GradientMistake kind) => mistake == kind || also == kind;

    /// <summary>The gradient with the mistake; null if it cannot be made in this network.</summary>
    public Gradients? Run()
    {
        var (z, a, w) = Forward();
        var gradients = new LayerGradient[Depth];
        var delta = OutputDelta(z[^1], a[^1]);
        if (delta is null) return null;
        for (int l = Depth; l >= 1; l--)
        {
            if (l < Depth)
            {
                var carried = Back(l + 1, delta, w);
                if (carried is null) return null;
                delta = carried;
                var slope = Slope(l, z, a);
                if (slope is null) return null;
                delta = delta.Hadamard(slope);
            }

            // In the output layer a factor is one of the whole gradient, which is another kind.
            if (Has(GradientMistake.LayerFactor) && Layer == Depth) return null;
            if (Here(l) && Has(GradientMistake.LayerFactor)) delta = Factor() * delta;
            var dw = WeightGradient(l, delta, z, a);
            if (dw is null) return null;
            gradients[l - 1] = new(dw, BiasGradient(l, delta));
            if (Has(GradientMistake.UpdatedBeforeUse)) w[l - 1] -= 0.1 * dw;
        }

        return Finish(gradients);
    }

    private bool Here(int l) => Layer == 0 || Layer == l;

    private double Factor() =>
        (int)(chance * 5) switch { 0 => 2, 1 => 0.5, 2 => Samples == 1 ? 3 : Samples, 3 => 1.0 / (Samples + 1), _ => -1.5 + other };

    private (Matrix[] Z, Matrix[] A, Matrix[] W) Forward()
    {
        var (z, a, w) = (new Matrix[Depth], new Matrix[Depth], new Matrix[Depth]);
        var inputs = x;
        foreach (var layer in network.Layers)
        {
            int l = layer.Number - 1;
            w[l] = layer.Weights;
            z[l] = (inputs * w[l]) + layer.Bias;
            inputs = a[l] = layer.Activation.Apply(z[l]);
        }

        return (z, a, w);
    }

    private Matrix? OutputDelta(Matrix z, Matrix a)
    {
        var activation = network.Layers[^1].Activation;
        var loss = example.Loss;
        if (Has(GradientMistake.OtherLoss))
        {
            var others =
                Confused.Where(candidate => candidate != loss
                    && (activation.Name is "sigmoid" or "softmax" || candidate.Name.EndsWith("Error", StringComparison.Ordinal))).ToArray();
            loss = others[(int)(chance * others.Length)];
        }

        var gradient = LossGradient(loss, a);
        Matrix? delta;
        if (activation.Name == "softmax")
        {
            if (Here(Depth) && Has(GradientMistake.MissingDerivative)) delta = gradient;
            else if (Has(GradientMistake.SoftmaxElementwise)) delta = gradient.Hadamard(a.Map(p => p * (1 - p)));
            else if (Here(Depth) && Has(GradientMistake.DerivativeTwice))
                delta = SoftmaxDelta(gradient, a).Hadamard(a.Map(p => p * (1 - p)));
            else if (Here(Depth) && Has(GradientMistake.ValueForDerivative)) delta = gradient.Hadamard(a);
            else delta = SoftmaxDelta(gradient, a);
        }
        else
        {
            var slope = Slope(Depth, null, null, z, a);
            if (slope is null) return null;
            delta = gradient.Hadamard(slope);
        }

        if (!Has(GradientMistake.MissingSample) && !Has(GradientMistake.SingleSample)) return delta;
        if (Has(GradientMistake.MissingSample) && Has(GradientMistake.SingleSample)) return null;
        if (Samples == 1) return null;
        int chosen = (int)(chance * Samples);
        if (Has(GradientMistake.SingleSample)) chosen = Samples - 1;
        return Rows(delta, n => n == chosen == (Has(GradientMistake.SingleSample)));
    }

    private Matrix LossGradient(Loss loss, Matrix a)
    {
        double entries = Samples * a.ColumnCount;
        return loss.Name switch
        {
            "meanSquaredError" => (2 / entries) * (a - y),
            "halfSumSquaredError" => a - y,
            "binaryCrossEntropy" => (1 / entries) * (a - y).Hadamard(a.Map(p => 1 / (p * (1 - p)))),
            "crossEntropy" => (-1.0 / Samples) * y.Hadamard(a.Map(p => 1 / p)),
            _ => loss.Evaluate(a, y).Gradient,
        };
    }

    private static Matrix SoftmaxDelta(Matrix gradient, Matrix a)
    {
        double[,] delta = new double[a.RowCount, a.ColumnCount];
        for (int n = 0; n < a.RowCount; n++)
        {
            for (int j = 0; j < a.ColumnCount; j++)
            {
                for (int k = 0; k < a.ColumnCount; k++)
                    delta[n, j] += gradient[n, k] * a[n, k] * ((j == k ? 1 : 0) - a[n, j]);
            }
        }

        return new Matrix(delta);
    }

    private Matrix? Slope(int l, Matrix[]? zs, Matrix[]? activations, Matrix? ownZ = null, Matrix? ownA = null)
    {
        var (z, a) = (ownZ ?? zs![l - 1], ownA ?? activations![l - 1]);
        string name = network.Layers[l - 1].Activation.Name;
        var right = z.Map(value => Derivative(name, value));
        if (!Here(l)) return right;
        GradientMistake[] ofSlope = [GradientMistake.MissingDerivative, GradientMistake.DerivativeAtActivation,
            GradientMistake.DerivativeFormAtZ, GradientMistake.DerivativeTwice,
            GradientMistake.ValueForDerivative, GradientMistake.WrongLayerDerivative];
        if (ofSlope.Count(Has) > 1) return null;
        switch (ofSlope.FirstOrDefault(Has))
        {
            case GradientMistake.MissingDerivative: return z.Map(_ => 1);
            case GradientMistake.DerivativeAtActivation: return a.Map(value => Derivative(name, value));
            case GradientMistake.DerivativeFormAtZ:
                return name switch
                {
                    "sigmoid" => z.Map(v => v * (1 - v)),
                    "tanh" => z.Map(v => 1 - (v * v)),
                    "elu" => z.Map(v => v > 0 ? 1 : v + 1),
                    _ => Layer == 0 ? right : null,
                };
            case GradientMistake.DerivativeTwice: return right.Hadamard(right);
            case GradientMistake.ValueForDerivative: return a;
            case GradientMistake.WrongLayerDerivative:
                if (Depth == 1 || Layer == 0) return null;
                int m = l == 1 ? 2 : l - 1;
                string theirs = network.Layers[m - 1].Activation.Name;
                return theirs == "softmax" ? null : z.Map(value => Derivative(theirs, value));
            default: return right;
        }
    }

    private Matrix? Back(int from, Matrix delta, Matrix[] w)
    {
        var weights = w[from - 1];
        if (!Has(GradientMistake.TransposedWeights) || !Here(from)) return delta * weights.Transpose();
        if (weights.RowCount == weights.ColumnCount) return delta * weights;
        return Layer == 0 ? delta * weights.Transpose() : null;
    }

    private Matrix? WeightGradient(int l, Matrix delta, Matrix[] z, Matrix[] a)
    {
        var inputs = l == 1 ? x : a[l - 2];
        if (Has(GradientMistake.WrongInputs) && Here(l))
        {
            if (l == 1) return Layer == 0 ? inputs.Transpose() * delta : null;
            inputs = z[l - 2];
        }

        var gradient = inputs.Transpose() * delta;
        if (!Here(l)) return gradient;
        if (Has(GradientMistake.TransposedGradient))
        {
            if (gradient.RowCount == gradient.ColumnCount) gradient = gradient.Transpose();
            else if (Layer != 0) return null;
        }

        if (Has(GradientMistake.WeightFactor)) gradient = Factor() * gradient;
        return Has(GradientMistake.ZeroGradient) && chance < 0.7 ? 0 * gradient : gradient;
    }

    private Vector BiasGradient(int l, Matrix delta)
    {
        var gradient = delta.SumRows();
        if (!Here(l)) return gradient;
        if (Has(GradientMistake.BiasNotSummed)) gradient = Vector.Create(delta.Row(chance < 0.5 ? 0 : Samples - 1));
        if (Has(GradientMistake.BiasAveraged)) gradient = (1.0 / Samples) * gradient;
        if (Has(GradientMistake.BiasFactor)) gradient = Factor() * gradient;
        return Has(GradientMistake.ZeroGradient) && chance > 0.3 ? 0 * gradient : gradient;
    }

    private Gradients Finish(LayerGradient[] gradients)
    {
        if (Has(GradientMistake.Accumulated))
        {
            Earlier = [.. gradients.Select(layer =>
                new LayerGradient(layer.Weights.Map(_ => example.Random.NextGaussian()), 0.5 * layer.Bias))];
            return [.. gradients.Zip(Earlier, (now, before) => new LayerGradient(now.Weights + before.Weights, now.Bias + before.Bias))];
        }

        double factor = (Has(GradientMistake.SignFlip) ? -1 : 1) * (Has(GradientMistake.ConstantFactor) ? Factor() : 1);
        double decay = Has(GradientMistake.WeightDecay) ? 0.01 : 0;
        return [.. gradients.Select((layer, l) =>
            new LayerGradient((factor * layer.Weights) + (decay * network.Layers[l].Weights), factor * layer.Bias))];
    }

    private static double ByDualNumbers(Activation activation, double z)
    {
        var a = new Dual[1];
        activation.Kernel.ApplyRow([Dual.Variable(z)], a);
        return a[0].Derivative;
    }

    private static double Derivative(string activation, double z) => activation switch
    {
        "identity" => 1,
        "sigmoid" => Sigmoid(z) * Sigmoid(-z),
        "tanh" => 1 / (Math.Cosh(z) * Math.Cosh(z)),
        "relu" => z > 0 ? 1 : 0,
        "leakyRelu" => z > 0 ? 1 : 0.01,
        "elu" => z > 0 ? 1 : Math.Exp(z),
        "softplus" => Sigmoid(z),
        "silu" => Sigmoid(z) + (z * Sigmoid(z) * Sigmoid(-z)),
        _ => ByDualNumbers(Activation.Named(activation), z),
    };

    private static double Sigmoid(double z) => 1 / (1 + Math.Exp(-z));

    private static Matrix Rows(Matrix matrix, Func<int, bool> keep)
    {
        double[,] kept = matrix.ToArray();
        for (int n = 0; n < matrix.RowCount; n++)
        {
            for (int k = 0; k < matrix.ColumnCount; k++)
                kept[n, k] = keep(n) ? kept[n, k] : 0;
        }

        return new Matrix(kept);
    }
}
