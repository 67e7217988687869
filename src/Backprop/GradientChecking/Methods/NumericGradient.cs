namespace Backprop;

/// <summary>Measures the derivative of a network's loss with respect to each parameter.</summary>
internal sealed class NumericGradient
{
    private const int Chunk = 64;

    private readonly BasePass pass;
    private readonly GradientCheckOptions options;
    private readonly double[] noise;

    /// <param name="pass">The forward pass.</param>
    /// <param name="method">How to differentiate.</param>
    /// <param name="options">Step, threads, decay.</param>
    /// <param name="noise">How far rounding sets the loss off when a parameter of each layer moves.</param>
    public NumericGradient(BasePass pass, DifferentiationMethod method, GradientCheckOptions options, double[] noise)
    {
        (this.pass, Method, this.options, this.noise) = (pass, method, options, noise);
        Parameters = NetworkParameter.Of(pass.Network);
    }

    public DifferentiationMethod Method { get; }

    public NetworkParameter[] Parameters { get; }

    /// <summary>How often the loss was evaluated.</summary>
    public long Evaluations { get; private set; }

    /// <summary>The index of an entry's parameter.</summary>
    public int IndexOf(GradientEntry entry)
    {
        int start = pass.Network.Layers.Take(entry.Layer - 1).Sum(layer => layer.ParameterCount);
        var layer = pass.Network.Layers[entry.Layer - 1];
        return start + (entry.IsBias ? layer.Inputs * layer.Outputs : entry.Row * layer.Outputs) + entry.Column;
    }

    /// <summary>The derivatives of some parameters. Each is computed alone, so the number of threads changes nothing.</summary>
    public DerivativeEstimate[] Measure(NetworkParameter[] parameters)
    {
        bool smooth = pass.Network.Layers.All(layer => layer.Activation.Breakpoints.Count == 0);
        var estimates = new DerivativeEstimate[parameters.Length];
        if (Method == DifferentiationMethod.CentralDifference && smooth && parameters.Length == Parameters.Length)
            estimates = new BatchDifferences(pass, options, noise.Max()).Measure(parameters);
        else
            ForEach(parameters.Length, options, CreateMeasure, (i, measure) => estimates[i] = measure(parameters[i]));
        for (int i = 0; i < estimates.Length; i++)
        {
            Evaluations += estimates[i].Evaluations;
            estimates[i] = WithDecay(parameters[i], estimates[i]);
        }

        return estimates;
    }

    /// <summary>
    /// The derivatives to the left and to the right, by one-sided extrapolation. They differ where a pre-activation lies on a kink.
    /// </summary>
    public (DerivativeEstimate Left, DerivativeEstimate Right) OneSided(NetworkParameter parameter)
    {
        var loss = new PerturbedLoss<Real>(pass);
        double h = WithoutCrossing(loss, parameter, 1.0 / (1 << 8), out _);
        var quotient = new DifferenceQuotient(step => loss.Change(parameter, step), noise[parameter.Layer]);
        return (WithDecay(parameter, quotient.OneSided(-h)), WithDecay(parameter, quotient.OneSided(h)));
    }

    /// <summary>Extrapolation from a smaller step than usual, for an entry that looks wrong.</summary>
    public DerivativeEstimate WithSmallerStep(NetworkParameter parameter) =>
        WithDecay(parameter, Extrapolate(new PerturbedLoss<Real>(pass), parameter, StepSize.Extrapolation / 64));

    /// <summary>With λ·W, the derivative of ½λΣW².</summary>
    private DerivativeEstimate WithDecay(NetworkParameter parameter, DerivativeEstimate estimate) =>
        options.WeightDecay == 0 || parameter.Row < 0 ? estimate : estimate with
        {
            Value = estimate.Value + (options.WeightDecay * ValueOf(parameter)),
            Error = estimate.Error + (options.WeightDecay * Math.Abs(ValueOf(parameter)) / (1L << 50)),
        };

    /// <summary>Does something for each index on several threads, each with working space of its own.</summary>
    public static void ForEach<TSpace>(int count, GradientCheckOptions options, Func<TSpace> create, Action<int, TSpace> body)
    {
        var parallel =
            new ParallelOptions
            {
                MaxDegreeOfParallelism = options.Threads
            ?? Environment.ProcessorCount,
                CancellationToken = options.CancellationToken
            };
        int chunks = (count + Chunk - 1) / Chunk, done = 0;
        Parallel.For(0, chunks, parallel, create, (chunk, _, space) =>
        {
            for (int i = chunk * Chunk; i < Math.Min(count, (chunk + 1) * Chunk); i++)
            {
                options.CancellationToken.ThrowIfCancellationRequested();
                body(i, space);
            }

            options.Progress?.Report(Interlocked.Increment(ref done) / (double)chunks);
            return space;
        }, _ => { });
    }

    private Func<NetworkParameter, DerivativeEstimate> CreateMeasure()
    {
        switch (Method)
        {
            case DifferentiationMethod.DualNumbers:
                var dual = new PerturbedLoss<Dual>(pass);
                return parameter => new(dual.Change(parameter, new Dual(0, 1)).Derivative, 0, 1, dual.On);
            case DifferentiationMethod.ComplexStep:
                var complex = new PerturbedLoss<ComplexNumber>(pass);
                return parameter =>
                {
                    double h = options.Step ?? StepSize.Complex;
                    double derivative = complex.Change(parameter, new ComplexNumber(new(0, h))).Imaginary / h;
                    return new(derivative, h * h, 1, complex.On);
                };
            case DifferentiationMethod.Extrapolation:
                var extrapolated = new PerturbedLoss<Real>(pass);
                return parameter => Extrapolate(extrapolated, parameter, options.Step ?? StepSize.Extrapolation);
            default:
                var real = new PerturbedLoss<Real>(pass);
                return parameter => Difference(real, parameter);
        }
    }

    private DerivativeEstimate Difference(PerturbedLoss<Real> loss, NetworkParameter parameter)
    {
        KinkCrossing? kink = null;
        var quotient = new DifferenceQuotient(Change, noise[parameter.Layer]);
        var estimate = Method == DifferentiationMethod.ForwardDifference
            ? quotient.Forward(StepSize.For(ValueOf(parameter), options.Step ?? StepSize.Forward))
            : quotient.Central(StepSize.For(ValueOf(parameter), options.Step ?? StepSize.Central));
        return estimate with { Kink = kink };

        double Change(double step)
        {
            double change = loss.Change(parameter, step);
            kink ??= loss.On ?? loss.Crossed;
            return change;
        }
    }

    private DerivativeEstimate Extrapolate(PerturbedLoss<Real> loss, NetworkParameter parameter, double step)
    {
        double h = WithoutCrossing(loss, parameter, step, out int evaluations);
        var estimate = new DifferenceQuotient(step => loss.Change(parameter, step), noise[parameter.Layer]).Extrapolate(h);
        return estimate with { Evaluations = estimate.Evaluations + evaluations, Kink = loss.On };
    }

    /// <summary>The largest step, a halving of the given one, whose perturbations cross no breakpoint.</summary>
    private double WithoutCrossing(PerturbedLoss<Real> loss, NetworkParameter parameter, double step, out int evaluations)
    {
        double h = StepSize.For(ValueOf(parameter), step);
        evaluations = 0;
        if (pass.Network.Layers.All(layer => layer.Activation.Breakpoints.Count == 0)) return h;
        for (int halving = 0; halving < 30; halving++, h /= 2)
        {
            evaluations += 2;
            if (!Crosses(h) && !Crosses(-h)) break;
        }

        return h;

        bool Crosses(double by)
        {
            loss.Change(parameter, by);
            return loss.Crossed is not null;
        }
    }

    private double ValueOf(NetworkParameter parameter) => pass.Network.Parameters[parameter.Index];
}
