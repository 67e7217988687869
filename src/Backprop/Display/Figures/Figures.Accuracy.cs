using System.Text.Json.Nodes;

namespace Backprop;

/// <content>The accuracy over the epochs.</content>
public static partial class Figures
{
    /// <summary>The fraction of samples classified correctly in each epoch; also that of the validation data where there are any.</summary>
    /// <param name="history">A training on classes.</param>
    /// <exception cref="ArgumentException">No epoch was done, or the targets are not classes.</exception>
    public static Figure Accuracy(TrainingHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        ThrowIfNoAccuracy(history, nameof(history));
        List<EpochSeries> series = [new("training", history.Accuracy)];
        if (history.ValidationAccuracy.Count > 0) series.Add(OfValidation(history.ValidationAccuracy));
        return AsPercentages(OverEpochs("Accuracy over the epochs", "samples classified correctly", series, [history]), series);
    }

    /// <summary>The accuracies of several trainings (on the validation data where all have them), to compare them.</summary>
    /// <param name="runs">Each training with the name it has in the legend.</param>
    /// <exception cref="ArgumentException">There is no training, or one without an epoch or without classes.</exception>
    public static Figure Accuracy(params IReadOnlyList<(string Name, TrainingHistory History)> runs)
    {
        ThrowIfNoRuns(runs);
        foreach (var (_, history) in runs)
            ThrowIfNoAccuracy(history, nameof(runs));
        bool validated = runs.All(run => run.History.ValidationAccuracy.Count > 0);
        string axis = validated ? "validation samples classified correctly" : "samples classified correctly";
        EpochSeries[] series = [.. runs.Select(run =>
            new EpochSeries(run.Name, validated ? run.History.ValidationAccuracy : run.History.Accuracy))];
        return AsPercentages(OverEpochs("Accuracy over the epochs", axis, series, [.. runs.Select(run => run.History)]), series);
    }

    /// <summary>From 0, or where all end above it from 90 %, so that the last percent can be told apart.</summary>
    private static Figure AsPercentages(Figure figure, IReadOnlyList<EpochSeries> series) => figure.With(root =>
    {
        foreach (var trace in root["data"]!.AsArray())
            trace!["hovertemplate"] = "epoch %{x}: %{y:.2%}";
        var axis = root["layout"]!["yaxis"]!;
        axis["tickformat"] = ".0%";
        bool isHigh = series.All(line => line.Values[^1] > 0.92);
        axis["range"] = isHigh ? new JsonArray(0.9, 1.002) : new JsonArray(0, 1.02);
    });

    private static void ThrowIfNoAccuracy(TrainingHistory history, string parameterName)
    {
        ThrowIfNoEpoch(history, parameterName);
        if (history.Accuracy.Count == 0)
        {
            throw new ArgumentException(
                "The training has no accuracy: its targets are not classes (one-hot rows, or a single 0 or 1).", parameterName);
        }
    }
}
