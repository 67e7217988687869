using System.Net;
using System.Text.RegularExpressions;

namespace Backprop;

/// <content>Its form in a notebook.</content>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed partial record GradientCheckReport : IHtmlContent
{
    private const int RowLimit = 12;

    /// <summary>
    /// The verdict with its diagnosis; folded below it a table of the layers, and one of the parameters with the largest errors.
    /// </summary>
    public string ToHtml()
    {
        List<NumberTable> tables = [];
        if (Layers.Count > 0) tables.Add(LayerTable());
        if (Entries.Count > 0) tables.Add(WorstTable());
        if (Fast is not null) tables.Add(DirectionTable(Fast));
        return new View(Subject, tables) { Picture = Verdicts(), Fold = tables.Count > 0 ? "the numbers" : "" }.ToHtml();
    }

    private string Verdicts()
    {
        var (mark, colour) = Verdict switch
        {
            GradientVerdict.Right => ("✓", "#2e9e5b"),
            GradientVerdict.Undecided => ("?", "#c98a1b"),
            _ => ("✗", "#d9534f"),
        };
        string cost =
            $"{Words.Of(Method)}, {Words.Count((int)Math.Min(Evaluations, int.MaxValue), "evaluation")} of the "
                + $"{(Layers.Count == 0 && Fast is null ? "function" : "loss")}";
        return $"<div style=\"border-left:4px solid {colour};padding:4px 12px;margin:0 0 12px;max-width:80ch;break-inside:avoid\">"
            + $"<b>{mark} Gradient check {Outcome.ToLowerInvariant()}</b>: {WebUtility.HtmlEncode(Subject)}.<br/>"
            + $"{WebUtility.HtmlEncode(Hyphen().Replace(Diagnosis.ToString(), "−"))} "
            + $"<span style=\"opacity:.8\">({WebUtility.HtmlEncode(cost)})</span></div>\n";
    }

    /// <summary>The hyphen of a number in a sentence: <c>z = -1.07</c>, <c>2e-15</c>.</summary>
    [GeneratedRegex(@"(?<=^|[\s(=]|[0-9]e)-(?=[0-9])")]
    private static partial Regex Hyphen();

    private NumberTable LayerTable()
    {
        var layers = Layers;
        return new("Layers", "layer", row => Symbols.Invariant(layers[row].Layer),
        [
            Column("parameters", layer => layer.Parameters),
            Column("wrong weights", layer => layer.WrongWeights),
            Column("wrong biases", layer => layer.WrongBiases),
            Column("on a kink", layer => layer.Kinks),
            .. Undecided > 0 ? [Column("undecided", layer => layer.Undecided)] : Array.Empty<ColumnGroup>(),
            Column("‖analytic‖", layer => layer.AnalyticNorm),
            Column("‖numeric‖", layer => layer.NumericNorm),
        ]);

        ColumnGroup Column(string name, Func<GradientLayerSummary, double> value) => Plain(name, layers.Select(value));
    }

    private NumberTable WorstTable()
    {
        var worst = Worst(RowLimit);
        string caption = Entries.Count <= RowLimit
            ? "All parameters, largest error first"
            : $"The {Symbols.Invariant(RowLimit)} largest errors of {Symbols.Invariant(Entries.Count)} parameters";
        return new(
            caption, "parameter", row =>
            Named(worst[row].Name) + (worst[row].Verdict == EntryVerdict.Right ? "" : $" · {Words.Of(worst[row].Verdict)}"),
        [
            Column("value", entry => entry.Value),
            Column("analytic", entry => entry.Analytic) with { ExtraDecimals = 4 },
            Column("numeric", entry => entry.Numeric) with { ExtraDecimals = 4 },
            Column("± error", entry => entry.ErrorEstimate),
            Column("relative error", entry => entry.RelativeError),
        ])
        {
            StartsLine = true,
        };

        ColumnGroup Column(string name, Func<GradientEntry, double> value) => Plain(name, worst.Select(value));
    }

    /// <summary>A parameter's name as the equations write it.</summary>
    private static Formula Named(string name) => ParameterName().Match(name) is { Success: true, Groups: var parts }
        ? new Formula(
            name,
            $"<i>{parts[1].Value}</i><sup>({parts[2].Value})</sup><sub>{WebUtility.HtmlEncode(parts[3].Value)}</sub>")
        : name;

    [GeneratedRegex(@"^([Wb])([0-9]+)\[(.+)\]$")]
    private static partial Regex ParameterName();

    private static NumberTable DirectionTable(FastCheck fast) => new("Random directions", "direction", row => Symbols.Invariant(row + 1),
    [
        Plain("analytic", fast.Directions.Select(direction => direction.Analytic)),
        Plain("numeric", fast.Directions.Select(direction => direction.Numeric)),
        Plain("± tolerance", fast.Directions.Select(direction => direction.Tolerance)),
    ]);

    private static ColumnGroup Plain(string name, IEnumerable<double> values) => ColumnGroup.Single(name, [.. values]);
}
