namespace Backprop;

/// <summary>
/// Short trainings from the same start with one thing changed, as experiments on what holds a training back: with other learning rates
/// (a learning rate range test), with Adam, with more units.
/// </summary>
/// <remarks>L. Smith, Cyclical Learning Rates for Training Neural Networks, WACV 2017: the range test.</remarks>
internal sealed class Trials
{
    /// <summary>Multiplications and additions that one trial may cost; it decides how many epochs it has.</summary>
    private const double MostWork = 2.5e8;

    /// <summary>On the plateaus that were measured, up to thirty times the rate lowers the loss by less than 3 %.</summary>
    private const double Slow = 0.9;
    private static readonly double[] shorter = [0.01, 0.1];
    private static readonly double[] longer = [3, 10, 30];
    private static readonly double[] factors = [0.01, 0.1, 3, 10, 30, 100, 1000];

    private const double MostFactor = 1e7;

    private readonly Examination training;
    private readonly Dictionary<string, Trial> done = [];

    public Trials(Examination training)
    {
        this.training = training;
        int all = Math.Max(1, training.Options.Epochs);
        Epochs = (int)Math.Clamp(MostWork / training.Setup.Work, 1, all);
    }

    /// <summary>The epochs of a trial.</summary>
    public int Epochs { get; }

    /// <summary>The training itself, after so many epochs.</summary>
    public Trial Same => Of("same", setup => setup);

    /// <summary>The trials with other learning rates, by factor; further ones as long as the largest is the best.</summary>
    public IReadOnlyList<(double Factor, Trial Trial)> Rates
    {
        get
        {
            List<(double Factor, Trial Trial)> rates = [.. factors.Select(factor => (factor, Rate(factor)))];
            while (rates[^1] is { Factor: < MostFactor } last
                && last.Trial.Loss < rates.SkipLast(1).Select(rate => rate.Trial.Loss).Append(Same.Loss).Min())
            {
                rates.Add((10 * last.Factor, Rate(10 * last.Factor)));
            }

            return rates;
        }
    }

    /// <summary>The rate factor with the lowest loss, 1 if none is clearly better than the training's own.</summary>
    public (double Factor, Trial Trial) BestRate
    {
        get
        {
            var best = Rates.Where(rate => rate.Trial.IsFinite).OrderBy(rate => rate.Trial.Loss).FirstOrDefault((1, Same));
            return best.Trial.IsClearlyBetterThan(Same) ? best : (1, Same);
        }
    }

    /// <summary>
    /// Whether steps of up to thirty times the length lower the loss: they are as good as so many more steps, which a flat place does not
    /// mind.
    /// </summary>
    public bool IsSlow => longer.Any(IsLowerAt);

    /// <summary>Whether shorter or longer steps lower the loss, which they do not on a flat place.</summary>
    public bool DependsOnRate => IsSlow || shorter.Any(IsLowerAt);

    private bool IsLowerAt(double factor) => Rate(factor).Loss < Slow * Same.Loss;

    public Trial Rate(double factor) =>
        Of(Changes.Number(factor), setup => Changes.WithRate(setup, setup.Options.Optimizer.LearningRate * factor));

    /// <summary>The training with so many times its epochs, or as many as a trial may have.</summary>
    public Trial Longer(int times) => Of("longer", setup => setup, training.Options.Epochs * times);

    public Trial Of(string name, Func<TrainingSetup, TrainingSetup> change, int? most = null)
    {
        if (done.TryGetValue(name, out var known)) return known;
        var setup = change(training.Setup);
        int wanted = most ?? Epochs, epochs = (int)Math.Clamp(MostWork * 2 / setup.Work, 1, wanted);
        var run = TrainingRun.Of(setup with { Options = setup.Options with { Epochs = epochs, Validation = null } });
        bool failed = run.History is not { Epochs: > 0, StopReason: not StopReason.Diverged };
        double score = failed ? double.NegativeInfinity : new Targets(setup.Data.Targets).Score(run.End.Predict(setup.Data.Inputs));
        return done[name] = new Trial(failed ? double.PositiveInfinity : run.History!.Loss[^1], score);
    }
}

/// <summary>What a short training gave.</summary>
/// <param name="Loss">The loss of its last epoch; infinite if it diverged.</param>
/// <param name="Score">Accuracy or R².</param>
internal sealed record Trial(double Loss, double Score)
{
    /// <summary>A loss has to fall to so much of another one to count as better: less is what another seed gives too.</summary>
    private const double Clearly = 0.8;

    public bool IsFinite => double.IsFinite(Loss);

    public bool IsClearlyBetterThan(Trial other) =>
        IsFinite && (!other.IsFinite || (Loss < Clearly * other.Loss && Score >= other.Score - 0.02));
}
