namespace Backprop;

/// <summary>
/// The slope of the loss along random directions, by dual numbers: one evaluation a direction, whatever the number of parameters.
/// </summary>
internal static class RandomDirections
{
    public static FastCheck Check(
        Network network, Dataset data, Loss loss, double[] gradient, AnalyticRounding rounding, GradientCheckOptions options)
    {
        var random = new RandomState(options.Seed);
        double[][] directions = [.. Enumerable.Range(0, options.Directions).Select(_ => random.Randn(gradient.Length).Values.ToArray())];
        var checks = new DirectionCheck[directions.Length];
        Parallel.For(
            0, checks.Length,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = options.Threads
            ?? Environment.ProcessorCount,
                CancellationToken = options.CancellationToken
            }, k => checks[k] = Along(directions[k]));
        return new(checks);

        DirectionCheck Along(double[] direction)
        {
            var moving = new Dual[direction.Length];
            double analytic = 0, tolerance = 0, decay = 0;
            for (int i = 0; i < direction.Length; i++)
            {
                moving[i] = new(network.Parameters[i], direction[i]);
                analytic += gradient[i] * direction[i];
                tolerance += rounding[i] * Math.Abs(direction[i]);
            }

            foreach (var parameter in options.WeightDecay == 0 ? [] : NetworkParameter.Of(network).Where(parameter => parameter.Row >= 0))
                decay += options.WeightDecay * network.Parameters[parameter.Index] * direction[parameter.Index];
            return new(
                analytic, GenericForward.Loss<Dual>(network, data, loss, moving).Derivative + decay, tolerance
                + (Math.Abs(decay) / (1L << 46)));
        }
    }
}
