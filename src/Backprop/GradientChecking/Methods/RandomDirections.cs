using System.Numerics.Tensors;

namespace Backprop;

/// <summary>
/// The slope of the loss along random directions, by dual numbers: one evaluation a direction, whatever the number of parameters.
/// </summary>
/// <remarks>
/// Each W and b is moved in a unit of its own, so that all of them have the same part in the tolerance: with one unit for all, a wrong
/// gradient of a layer that hardly learns would be lost in the rounding of the others.
/// </remarks>
internal sealed class RandomDirections(
    Network network, Dataset data, Loss loss, double[] gradient, AnalyticRounding rounding, GradientCheckOptions options)
{
    private const double MostUnits = 1e100;

    /// <summary>Rounding errors do not depend on the direction, so e·v is normal: beyond so many standard deviations it never is.</summary>
    private const double Deviations = 16;

    /// <summary>The part of the bounds that the sums of the measured slope, which do depend on it, may round by.</summary>
    private const double OfSlope = 1.0 / 32;

    private readonly NetworkParameter[] parameters = NetworkParameter.Of(network);
    private readonly RandomState random = new(options.Seed);

    /// <summary>
    /// What the directions show; null if a W or b that is all 0 in the given gradient has a slope, so that more than directions is needed.
    /// </summary>
    public FastCheck? Check()
    {
        var (units, smallest) = Units();
        if (double.IsPositiveInfinity(smallest)) return null;
        if (units.Contains(0) && Slope(Direction([.. units.Select(unit => unit == 0 ? 1.0 : 0)])) != 0) return null;
        string[] zeros = [.. parameters.Where(parameter => units[parameter.Index] == 0)
            .Select(parameter => parameter.TensorName).Distinct()];
        return Along(units) with { SmallestNorm = smallest, Untested = zeros };
    }

    /// <summary>The parameters of the W and b that directions along each of them alone do not decide.</summary>
    public NetworkParameter[] Open() =>
        [.. parameters.GroupBy(parameter => parameter.TensorName).Where(tensor => !IsDecided([.. tensor])).SelectMany(tensor => tensor)];

    private bool IsDecided(NetworkParameter[] tensor)
    {
        double[] units = new double[gradient.Length];
        Array.Fill(units, 1, tensor[0].Index, tensor.Length);
        double norm = TensorPrimitives.Norm<double>(gradient.AsSpan(tensor[0].Index, tensor.Length));
        var check = Along(units) with { SmallestNorm = norm };
        return norm > 0 && check is { Decides: true, Agrees: true };
    }

    private FastCheck Along(double[] units)
    {
        double tolerance = Deviations * Math.Sqrt(units.Select((unit, i) => unit * unit * rounding[i] * rounding[i]).Sum());
        double[][] directions = [.. Enumerable.Range(0, options.Directions).Select(_ => Direction(units))];
        var checks = new DirectionCheck[directions.Length];
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.Threads ?? Environment.ProcessorCount,
            CancellationToken = options.CancellationToken,
        };
        Parallel.For(0, checks.Length, parallel, k =>
        {
            double[] direction = directions[k];
            double terms = OfSlope * direction.Select((v, i) => rounding[i] * Math.Abs(v)).Sum();
            checks[k] = new(TensorPrimitives.Dot<double>(gradient, direction), Slope(direction),
                tolerance + terms + (Math.Abs(Decay(direction)) / (1L << 46)));
        });
        return new(checks);
    }

    private double[] Direction(double[] units)
    {
        double[] direction = random.Randn(gradient.Length).ToArray();
        TensorPrimitives.Multiply<double>(direction, units, direction);
        return direction;
    }

    private double Slope(double[] direction)
    {
        var moving = new Dual[direction.Length];
        for (int i = 0; i < direction.Length; i++)
            moving[i] = new(network.Parameters[i], direction[i]);
        return GenericForward.Loss<Dual>(network, data, loss, moving).Derivative + Decay(direction);
    }

    private double Decay(double[] direction) => options.WeightDecay == 0 ? 0
        : parameters.Where(parameter => parameter.Row >= 0)
            .Sum(parameter => options.WeightDecay * network.Parameters[parameter.Index] * direction[parameter.Index]);

    /// <summary>
    /// The unit of each parameter, 1 or more, in inverse proportion to the rounding of its W or b; 0 where that is 0 in every entry. And
    /// the smallest norm of a W or b in its unit.
    /// </summary>
    private (double[] Units, double Smallest) Units()
    {
        var tensors = parameters.GroupBy(parameter => parameter.TensorName)
            .Select(tensor => (First: tensor.First().Index, Count: tensor.Count())).ToArray();
        double[] errors = [.. tensors.Select(tensor => Math.Sqrt(
            Enumerable.Range(tensor.First, tensor.Count).Sum(i => rounding[i] * rounding[i])))];
        double[] norms = [.. tensors.Select(tensor => TensorPrimitives.Norm<double>(gradient.AsSpan(tensor.First, tensor.Count)))];
        double most = errors.Zip(norms).Where(pair => pair.Second > 0).Select(pair => pair.First).DefaultIfEmpty(0).Max();
        double smallest = double.PositiveInfinity;
        double[] units = new double[gradient.Length];
        for (int t = 0; t < tensors.Length; t++)
        {
            if (norms[t] == 0) continue;
            double unit = Math.Min(most / errors[t], MostUnits);
            smallest = Math.Min(smallest, unit * norms[t]);
            Array.Fill(units, unit, tensors[t].First, tensors[t].Count);
        }

        return (units, smallest);
    }
}
