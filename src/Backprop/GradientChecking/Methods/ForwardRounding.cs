using System.Numerics.Tensors;

namespace Backprop;

/// <summary>
/// What the rounding of the forward pass does to a gradient: z and ŷ are exact for slightly different parameters and data, so the gradient
/// at slightly different ones shows it.
/// </summary>
internal sealed class ForwardRounding(PlainBackward backward)
{
    private const int Pairs = 2;

    /// <summary>From a move by a disturbance to one by rounding.</summary>
    private const double Unmoved = AnalyticRounding.Unit * AnalyticRounding.Safety / AnalyticRounding.Disturbance;

    /// <summary>Adds it to the bound of each parameter.</summary>
    public void AddTo(double[] bounds, Network network, Dataset data, uint seed)
    {
        var errors = ErrorsOfTanh(backward.Forward);
        var loss = backward.Loss.Function;
        for (int draw = 0; draw < 2 * Pairs; draw++)
        {
            // By random parts, so that of two numbers which are subtracted or multiplied later one hardly moves as the other does; and then
            // by the same parts the other way, as one of the two may lie on the flat side of a ReLU.
            var random = new RandomState(seed + (uint)(draw / 2));
            double by = draw % 2 == 0 ? 2 * AnalyticRounding.Disturbance : -2 * AnalyticRounding.Disturbance;
            double Disturb(double x) => Math.Clamp(x * (1 + (by * ((2 * random.NextDouble()) - 1))), double.MinValue, double.MaxValue);
            var nearby = network.Copy();
            foreach (ref double parameter in nearby.Parameters.AsSpan())
                parameter = Disturb(parameter);
            var forward = nearby.Forward(data.Inputs.Map(Disturb));
            var moved = new PlainBackward(nearby, forward, loss.EvaluateUnchecked(forward, data.Targets.Map(Disturb)));
            int start = 0;
            for (int l = 0; l < network.Layers.Count; l++)
            {
                AddMoves(
                    backward.Inputs(l), moved.Inputs(l), errors[l], backward.Deltas[l], moved.Deltas[l], bounds.AsSpan(start));
                start += network.Layers[l].ParameterCount;
            }
        }
    }

    /// <summary>|a|ᵀ·|move of delta| + |move of a|ᵀ·|delta|: what the moves could do if none of them cancelled another.</summary>
    private static void AddMoves(Matrix a, Matrix movedA, Matrix? errorOfA, Matrix delta, Matrix movedDelta, Span<double> bounds)
    {
        var (inputs, size) = (Absolute(a).Transpose(), Absolute(delta));
        var inputMove = Absolute(movedA - a).Transpose();
        if (errorOfA is not null) inputMove += AnalyticRounding.Disturbance * errorOfA.Transpose();
        double[] moves = Absolute(movedDelta - delta).Values.ToArray();

        // A delta may by chance not move, so a part of what its sample's do on average is added.
        int width = delta.ColumnCount;
        for (int n = 0; n < delta.RowCount; n++)
        {
            var row = moves.AsSpan(n * width, width);
            var sizes = size.Row(n);
            double total = TensorPrimitives.Sum(sizes), average = total > 0 ? TensorPrimitives.Sum<double>(row) / total / 4 : 0;
            for (int j = 0; j < width; j++)
                row[j] += average * sizes[j];
        }

        var move = new Matrix(delta.RowCount, width, moves);
        var weights = (inputs * move) + (inputMove * size);
        var bias = move.SumRows();
        for (int i = 0; i < weights.Values.Length; i++)
            bounds[i] += Unmoved * weights.Values[i];
        for (int j = 0; j < width; j++)
            bounds[weights.Values.Length + j] += Unmoved * bias[j];
    }

    /// <summary>
    /// What enters each layer may be off by so many u besides the rounding of its own size: a vectorised tanh subtracts from 1, so it is
    /// right to u, not to u·a, and the layers behind carry that on. Null where nothing does.
    /// </summary>
    private static Matrix?[] ErrorsOfTanh(ForwardPass forward)
    {
        var errors = new Matrix?[forward.Layers.Count];
        for (int l = 1; l < errors.Length; l++)
        {
            var before = forward.Layers[l - 1];
            errors[l] = errors[l - 1] is { } error
                ? (error * Absolute(before.Weights)).Hadamard(Absolute(AnalyticRounding.Slope(before)))
                : null;
            if (before.Activation == Activation.Tanh) errors[l] = errors[l]?.Map(error => error + 1) ?? before.A.Map(_ => 1);
        }

        return errors;
    }

    private static Matrix Absolute(Matrix matrix) => matrix.Map(Math.Abs);
}
