using System.Text.Json.Nodes;

namespace Backprop;

/// <content>The loss over the epochs.</content>
public static partial class Figures
{
    /// <summary>
    /// The loss of each epoch of a training; also the loss that was only reported, and that of the validation data, where there are such.
    /// </summary>
    /// <param name="history">The training.</param>
    /// <param name="logarithmic">Whether the loss axis is logarithmic.</param>
    /// <exception cref="ArgumentException">No epoch was done.</exception>
    public static Figure LossCurve(TrainingHistory history, bool logarithmic = false)
    {
        ArgumentNullException.ThrowIfNull(history);
        ThrowIfNoEpoch(history, nameof(history));
        List<EpochSeries> series = [new(history.Options.ObjectiveTitle, history.Loss)];
        if (history.ReportedLoss.Count > 0) series.Add(new(history.Options.ReportedLoss!.Title, history.ReportedLoss));
        if (history.ValidationLoss.Count > 0) series.Add(OfValidation(history.ValidationLoss));
        bool isMixed = history.ReportedLoss.Count > 0 || (history.ValidationLoss.Count > 0 && history.Options.WeightDecay > 0);
        string axis = isMixed ? "loss" : $"loss ({history.Options.ObjectiveTitle})";
        var figure = OverEpochs("Loss over the epochs", axis, series, [history]).WithYFromZero();
        return logarithmic ? figure.WithLogY() : figure;
    }

    /// <summary>The losses of several trainings, to compare them.</summary>
    /// <param name="runs">Each training with the name it has in the legend.</param>
    /// <example><code>Figures.LossCurve(("η = 0.1", slow), ("η = 1", fast)).WithLogY()</code></example>
    /// <exception cref="ArgumentException">There is no training, or one without an epoch.</exception>
    public static Figure LossCurve(params IReadOnlyList<(string Name, TrainingHistory History)> runs)
    {
        ThrowIfNoRuns(runs);
        string[] losses = [.. runs.Select(run => run.History.Options.ObjectiveTitle).Distinct()];
        string axis = losses.Length == 1 ? $"loss ({losses[0]})" : "loss";
        return OverEpochs(
            "Loss over the epochs", axis, [.. runs.Select(run => new EpochSeries(run.Name, run.History.Loss))],
            [.. runs.Select(run => run.History)]).WithYFromZero();
    }
}
