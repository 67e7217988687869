using System.Numerics.Tensors;

namespace Backprop;

/// <summary>
/// The loss over a plane in the space of all parameters, θ = origin + u·first + v·second, and the path of a training on it.
/// </summary>
internal sealed class LossPlane
{
    private const int Resolution = 41;
    private const double Margin = 0.35;
    private const int MostPathPoints = 200;

    private readonly Network network;
    private readonly Dataset data;
    private readonly Loss loss;
    private readonly double[] origin, first, second;

    private LossPlane(
        Network network, Dataset data, Loss loss, double[] origin, double[] first, double[] second, IReadOnlyList<Snapshot> snapshots,
        double reach)
    {
        network.ThrowIfNotFor(data, nameof(data));
        this.network = network.Copy();
        (this.data, this.loss, this.origin, this.first, this.second) = (data, loss, origin, first, second);
        int step = (snapshots.Count + MostPathPoints - 1) / MostPathPoints;
        Path = [.. snapshots.Where((_, i) => i % Math.Max(step, 1) == 0 || i == snapshots.Count - 1).Select(Locate)];
        U = Range([.. Path.Select(point => point.U)], reach);
        V = Range([.. Path.Select(point => point.V)], reach);
        Losses = [.. V.Select(v => U.Select(u => LossAt(u, v)).ToArray())];
    }

    /// <summary>The coordinates along the first direction.</summary>
    public double[] U { get; }

    /// <summary>The coordinates along the second direction.</summary>
    public double[] V { get; }

    /// <summary>L: a row for each v, a column for each u.</summary>
    public double[][] Losses { get; }

    /// <summary>The snapshots of the training, projected onto the plane, each with its own loss.</summary>
    public IReadOnlyList<PathPoint> Path { get; }

    /// <summary>A point of a training's path.</summary>
    /// <param name="Epoch">The epoch of the snapshot.</param>
    /// <param name="U">Along the first direction.</param>
    /// <param name="V">Along the second direction.</param>
    /// <param name="Loss">L at the snapshot itself, which is not that of the plane where the snapshot does not lie on it.</param>
    public readonly record struct PathPoint(int Epoch, double U, double V, double Loss);

    /// <summary>Two parameters, from −reach to reach around those of the network; all others stay as they are.</summary>
    public static LossPlane OfParameters(Network network, Dataset data, Loss loss, string first, string second, TrainingHistory? history)
    {
        var (u, v) = (NetworkParameter.Named(network, first), NetworkParameter.Named(network, second));
        if (u == v) throw new ArgumentException($"Both parameters are {first}; a surface needs two different ones.", nameof(second));
        double[] origin = network.Parameters.ToArray();
        var (uAxis, vAxis) = (new double[origin.Length], new double[origin.Length]);
        uAxis[u.Index] = vAxis[v.Index] = 1;
        double reach = 4 + Math.Max(Math.Abs(origin[u.Index]), Math.Abs(origin[v.Index]));
        origin[u.Index] = origin[v.Index] = 0;
        return new LossPlane(network, data, loss, origin, uAxis, vAxis, history?.Snapshots ?? [], reach);
    }

    /// <summary>
    /// The plane through the first and the last point of a training's path, and that point of it which is farthest from the
    /// line between them; u runs from the first to the last.
    /// </summary>
    public static LossPlane OfPath(TrainingHistory history, Dataset data)
    {
        ThrowIfNoPath(history);
        double[][] path = [.. history.Snapshots.Select(snapshot => snapshot.Network.Parameters.ToArray())];
        double[] first = Direction(path[0], path[^1], [])
            ?? throw new ArgumentException("The parameters at the first and the last snapshot are the same, so there is no path to show.",
                nameof(history));
        double[] second = path.Select(point => Residual(path[0], point, [first])).MaxBy(vector => TensorPrimitives.Norm<double>(vector))!;
        if (Normalized(second) is not { } unit)
        {
            // The path is a straight line: any direction across it will do.
            double[] axis = new double[first.Length];
            axis[TensorPrimitives.IndexOfMinMagnitude<double>(first)] = 1;
            unit = Normalized(Residual(new double[first.Length], axis, [first]))!;
        }

        return new LossPlane(history.Snapshots[0].Network, data, history.Options.Loss!, path[0], first, unit, history.Snapshots, reach: 1);
    }

    /// <summary>L at a point of the plane.</summary>
    public double LossAt(double u, double v)
    {
        double[] parameters = network.Parameters;
        for (int i = 0; i < parameters.Length; i++)
            parameters[i] = origin[i] + (u * first[i]) + (v * second[i]);
        return LossOf(network);
    }

    private double LossOf(Network at) => loss.Evaluate(at.Forward(data.Inputs), data.Targets).Value;

    private PathPoint Locate(Snapshot snapshot)
    {
        double[] offset = new double[origin.Length];
        TensorPrimitives.Subtract(snapshot.Network.Parameters, origin, offset);
        return new(
            snapshot.Epoch, TensorPrimitives.Dot<double>(offset, first), TensorPrimitives.Dot<double>(offset, second),
            LossOf(snapshot.Network));
    }

    /// <summary>Around the path with a margin, at least 2·reach wide; around 0 without a path.</summary>
    private static double[] Range(double[] along, double reach)
    {
        double low = along.DefaultIfEmpty().Min(), high = along.DefaultIfEmpty().Max(), middle = (low + high) / 2;
        double half = Math.Max((high - low) * (0.5 + Margin), reach);
        return [.. Enumerable.Range(0, Resolution).Select(k => middle + (half * ((2.0 * k / (Resolution - 1)) - 1)))];
    }

    private static double[]? Direction(double[] from, double[] to, double[][] orthogonalTo) => Normalized(Residual(from, to, orthogonalTo));

    /// <summary>What of to − from is orthogonal to the given unit vectors.</summary>
    private static double[] Residual(double[] from, double[] to, double[][] orthogonalTo)
    {
        double[] difference = new double[from.Length];
        TensorPrimitives.Subtract(to, from, difference);
        foreach (double[] unit in orthogonalTo)
            TensorPrimitives.MultiplyAdd(unit, -TensorPrimitives.Dot<double>(difference, unit), difference, difference);
        return difference;
    }

    private static double[]? Normalized(double[] vector)
    {
        double norm = TensorPrimitives.Norm<double>(vector);
        if (norm < 1e-9) return null;
        TensorPrimitives.Divide(vector, norm, vector);
        return vector;
    }

    private static void ThrowIfNoPath(TrainingHistory history)
    {
        if (history.Snapshots.Count < 2)
        {
            throw new ArgumentException(
                $"history has {Words.Count(history.Snapshots.Count, "snapshot")}, but a path needs at least 2; train with SnapshotEvery.",
                nameof(history));
        }
    }
}
