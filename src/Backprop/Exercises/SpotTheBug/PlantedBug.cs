namespace Backprop;

/// <summary>
/// A gradient with one mistake in it, drawn by a seed from all kinds that the gradient checker tells by their numbers.
/// The checker does not know which was drawn: <see cref="Verdict"/> works it out from the gradient alone.
/// </summary>
public sealed partial class PlantedBug
{
    private readonly GradientMistake mistake;
    private readonly Lazy<BugVerdict> verdict;

    private PlantedBug(uint seed, GradientMistake mistake, Network network, Dataset data, Loss loss, Gradients right, Gradients given)
    {
        (Seed, this.mistake, Network, Data, Loss, Right, Given) = (seed, mistake, network, data, loss, right, given);
        verdict = new(() => new BugVerdict(GradientCheck.Compare(Network, Data, Loss, Given)));
    }

    /// <summary>The kinds of mistake that can be drawn.</summary>
    public static IReadOnlyList<GradientMistake> Kinds { get; } =
    [
        GradientMistake.SignFlip, GradientMistake.ConstantFactor, GradientMistake.LayerFactor, GradientMistake.WeightFactor,
        GradientMistake.BiasFactor,
        GradientMistake.ZeroGradient, GradientMistake.OtherLoss, GradientMistake.MissingDerivative, GradientMistake.DerivativeAtActivation,
        GradientMistake.DerivativeFormAtZ, GradientMistake.DerivativeTwice, GradientMistake.ValueForDerivative,
        GradientMistake.WrongLayerDerivative,
        GradientMistake.TransposedWeights, GradientMistake.TransposedGradient, GradientMistake.BiasNotSummed, GradientMistake.BiasAveraged,
        GradientMistake.WrongInputs, GradientMistake.MissingSample, GradientMistake.SingleSample, GradientMistake.WeightDecay,
    ];

    /// <summary>What the bug was drawn with.</summary>
    public uint Seed { get; }

    /// <summary>The network: 2-3-3-1, tanh and sigmoid.</summary>
    public Network Network { get; }

    /// <summary>XOR.</summary>
    public Dataset Data { get; }

    /// <summary>Half the sum of squared errors.</summary>
    public Loss Loss { get; }

    /// <summary>The right gradient.</summary>
    public Gradients Right { get; }

    /// <summary>The gradient with the mistake.</summary>
    public Gradients Given { get; }

    /// <summary>Draws a bug: the same seed draws the same one.</summary>
    public static PlantedBug Draw(uint seed) => Draw(seed, Kinds[(int)(new RandomState(seed).NextDouble() * Kinds.Count)]);

    /// <summary>The kind of mistake that the student takes it for; null if there is no guess yet.</summary>
    public BugGuess Guess(string? kind) => new(this, kind);

    /// <summary>What the gradient checker says of it, folded: open it after your guess.</summary>
    public BugVerdict Verdict() => verdict.Value;

    /// <summary>The same mistake in the gradient of another network of this shape, such as this one after some steps of training.</summary>
    public Gradients At(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var forward = network.Forward(Data.Inputs);
        return BugPlanter.Plant(
            network, Data, Loss, network.Backward(forward, Loss.Evaluate(forward, Data.Targets)).Gradients, mistake,
            new RandomState(Seed + 1));
    }

    internal static PlantedBug Draw(uint seed, GradientMistake mistake)
    {
        var network = Network.Create([2, 3, 3, 1], Activation.Tanh, Activation.Sigmoid, Initializer.StandardNormal(seed))
            .WithRandomBiases();
        var (data, loss) = (Dataset.Xor, Loss.HalfSumSquaredError);
        var forward = network.Forward(data.Inputs);
        var right = network.Backward(forward, loss.Evaluate(forward, data.Targets)).Gradients;
        return new PlantedBug(
            seed, mistake, network, data, loss, right, BugPlanter.Plant(network, data, loss, right, mistake, new RandomState(seed + 1)));
    }

    /// <summary>Whether a kind explains the gradient: the planted one, or another that gives the same numbers.</summary>
    internal bool Explains(GradientMistake kind) =>
        kind == mistake || Verdict().Report.Diagnosis is var diagnosis
            && (diagnosis.Mistake == kind || diagnosis.Alternatives.Any(other => other.Mistake == kind));

    /// <summary>What speaks against a wrong guess.</summary>
    internal string Clue(GradientMistake guess)
    {
        bool[] weights = [.. Given.Select((layer, l) => Differ(layer.Weights, Right[l].Weights))];
        bool[] biases = [.. Given.Select((layer, l) => Differ(Matrix.OneRow(layer.Bias), Matrix.OneRow(Right[l].Bias)))];
        string wrong =
            string.Join(", ", Enumerable.Range(0, weights.Length)
                .SelectMany(l => (string[])[weights[l] ? $"W{l + 1}" : "", biases[l] ? $"b{l + 1}" : ""]).Where(name => name.Length > 0));
        string right =
            string.Join(", ", Enumerable.Range(0, weights.Length)
                .SelectMany(l => (string[])[weights[l] ? "" : $"W{l + 1}", biases[l] ? "" : $"b{l + 1}"]).Where(name => name.Length > 0));
        return $"{guess} would give other numbers. Wrong here: {wrong}; right: {(right.Length == 0 ? "none" : right)}. "
            + "Divide a wrong entry by the right one: is the ratio the same everywhere?";
    }

    private static bool Differ(Matrix x, Matrix y) => (x - y).Values.ToArray().Any(difference => Math.Abs(difference) > 1e-9);
}
