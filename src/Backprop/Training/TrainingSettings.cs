using System.Globalization;

namespace Backprop;

/// <summary>
/// The options that decide what a training computes, as text: by which a saved history is known to be of the same training.
/// </summary>
internal static class TrainingSettings
{
    /// <summary>The name and the text of each.</summary>
    public static IReadOnlyDictionary<string, string> Of(TrainingOptions options) => new Dictionary<string, string>
    {
        [nameof(options.Loss)] = options.Loss?.Name ?? "none",
        [nameof(options.ReportedLoss)] = options.ReportedLoss?.Name ?? "none",
        [nameof(options.Optimizer)] = $"{options.Optimizer}",
        [nameof(options.Schedule)] = options.Schedule.Name,
        [nameof(options.BatchSize)] = Text(options.BatchSize),
        [nameof(options.ShuffleSeed)] = Text(options.ShuffleSeed),
        [nameof(options.WeightDecay)] = Text(options.WeightDecay),
        [nameof(options.Dropout)] = $"{options.Dropout}" is { Length: > 0 } rates ? rates : "none",
        [nameof(options.DropoutSeed)] = Text(options.DropoutSeed),
        [nameof(options.ClipNorm)] = Text(options.ClipNorm),
        [nameof(options.ClipValue)] = Text(options.ClipValue),
        [nameof(options.KeepBest)] = options.KeepBest ? "yes" : "no",
        [nameof(options.Validation)] = options.Validation?.Fingerprint ?? "none",
    };

    private static string Text(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture) ?? "none";
}
