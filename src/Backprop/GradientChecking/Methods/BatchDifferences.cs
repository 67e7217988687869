namespace Backprop;

/// <summary>
/// Central differences of every parameter, all samples at once. The truncation error is measured with the step 2h on some entries of each W
/// and b and taken for all of it: two evaluations a parameter instead of four. An entry that looks wrong is measured again by
/// extrapolation.
/// </summary>
internal sealed class BatchDifferences(BasePass pass, GradientCheckOptions options, double noise)
{
    private const int Sampled = 8;
    private const double Safety = 4;

    public DerivativeEstimate[] Measure(NetworkParameter[] parameters)
    {
        var batch = new BatchPass(pass.Network, pass.Data, pass.Loss);
        var estimates = new DerivativeEstimate[parameters.Length];
        NumericGradient.ForEach(parameters.Length, options, () => new BatchPerturbation(batch), (i, loss) =>
        {
            double h = Step(parameters[i]);
            estimates[i] = new(Symmetric(loss, parameters[i], h), noise / h, 2);
        });

        var space = new BatchPerturbation(batch);
        foreach (var tensor in parameters.GroupBy(parameter => (parameter.Layer, parameter.Row < 0)))
        {
            NetworkParameter[] entries = [.. tensor];
            double truncation = 0;
            foreach (var parameter in entries.Where((_, k) => k % ((entries.Length + Sampled - 1) / Sampled) == 0))
            {
                double wider = Symmetric(space, parameter, 2 * Step(parameter));
                truncation = Math.Max(truncation, Math.Abs(wider - estimates[parameter.Index].Value) / 3);
                estimates[parameter.Index] = estimates[parameter.Index] with { Evaluations = 4 };
            }

            foreach (var parameter in entries)
            {
                estimates[parameter.Index] =
                    estimates[parameter.Index] with { Error = estimates[parameter.Index].Error + (Safety * truncation) };
            }
        }

        return estimates;
    }

    private double Step(NetworkParameter parameter) =>
        StepSize.For(pass.Network.Parameters[parameter.Index], options.Step ?? StepSize.Central);

    private static double Symmetric(BatchPerturbation loss, NetworkParameter parameter, double h) =>
        loss.Difference(parameter, h) / (2 * h);
}
