namespace Backprop;

/// <summary>
/// The slope of the loss along random directions, by dual numbers: one evaluation a direction, whatever the number of parameters.
/// </summary>
/// <remarks>
/// Each W and b is moved in a unit of its own, so that all of them have the same part in the tolerance: with one unit for all, a wrong
/// gradient of a layer that hardly learns would be lost in the rounding of the others.
/// </remarks>
internal static class RandomDirections
{
    private const double MostUnits = 1e100;

    /// <summary>
    /// What the directions show; null if a W or b that is all 0 in the given gradient has a slope, so that more than directions is needed.
    /// </summary>
    public static FastCheck? Check(
        Network network, Dataset data, Loss loss, double[] gradient, AnalyticRounding rounding, GradientCheckOptions options)
    {
        var random = new RandomState(options.Seed);
        var (units, smallest) = Units(network, gradient, rounding);
        if (double.IsPositiveInfinity(smallest)) return null;
        if (units.Contains(0) && Slope(Direction(units.Select(unit => unit == 0 ? 1.0 : 0))) != 0) return null;
        double[][] directions = [.. Enumerable.Range(0, options.Directions).Select(_ => Direction(units))];
        var checks = new DirectionCheck[directions.Length];
        Parallel.For(
            0, checks.Length,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = options.Threads
            ?? Environment.ProcessorCount,
                CancellationToken = options.CancellationToken
            }, k => checks[k] = Along(directions[k]));
        string[] zeros = [.. NetworkParameter.Of(network).Where(parameter => units[parameter.Index] == 0)
            .Select(parameter => (parameter.Row < 0 ? "b" : "W") + (parameter.Layer + 1)).Distinct()];
        return new(checks) { SmallestNorm = smallest, Untested = zeros };

        double[] Direction(IEnumerable<double> units) => [.. random.Randn(gradient.Length).ToArray().Zip(units, (v, unit) => v * unit)];

        DirectionCheck Along(double[] direction)
        {
            double analytic = 0, tolerance = 0;
            for (int i = 0; i < direction.Length; i++)
            {
                analytic += gradient[i] * direction[i];
                tolerance += rounding[i] * Math.Abs(direction[i]);
            }

            double decay = Decay(direction);
            return new(analytic, Slope(direction), tolerance + (Math.Abs(decay) / (1L << 46)));
        }

        double Slope(double[] direction)
        {
            var moving = new Dual[direction.Length];
            for (int i = 0; i < direction.Length; i++)
                moving[i] = new(network.Parameters[i], direction[i]);
            return GenericForward.Loss<Dual>(network, data, loss, moving).Derivative + Decay(direction);
        }

        double Decay(double[] direction) => options.WeightDecay == 0 ? 0
            : NetworkParameter.Of(network).Where(parameter => parameter.Row >= 0)
                .Sum(parameter => options.WeightDecay * network.Parameters[parameter.Index] * direction[parameter.Index]);
    }

    /// <summary>
    /// The unit of each parameter, 1 or more, in inverse proportion to the rounding of its W or b; 0 where that is 0 in every entry. And
    /// the smallest norm of a W or b in its unit.
    /// </summary>
    private static (double[] Units, double Smallest) Units(Network network, double[] gradient, AnalyticRounding rounding)
    {
        var tensors = NetworkParameter.Of(network).GroupBy(parameter => (parameter.Layer, parameter.Row < 0))
            .Select(tensor => (First: tensor.First().Index, Count: tensor.Count())).ToArray();
        double[] errors = [.. tensors.Select(tensor => Enumerable.Range(tensor.First, tensor.Count).Sum(i => rounding[i]))];
        double[] norms = [.. tensors.Select(tensor =>
            Math.Sqrt(gradient.AsSpan(tensor.First, tensor.Count).ToArray().Sum(g => g * g)))];
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
