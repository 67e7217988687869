using System.Net;
using System.Text;

namespace Backprop;

/// <content>Its form in a notebook.</content>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed partial record TrainingCheckReport : IHtmlContent
{
    private const string Good = "#2e9e5b";
    private const string Bad = "#d9534f";
    private const string Open = "#8a8a8a";

    /// <summary>The verdict, then each finding with its evidence, a small figure, the reason, the change and what it gave.</summary>
    public string ToHtml()
    {
        var html = new StringBuilder("<div class=\"bp\">").Append(Style.Element);
        var (mark, colour) = Verdict switch
        {
            TrainingVerdict.Healthy => ("✓", Good),
            TrainingVerdict.Ill => ("✗", Bad),
            _ => ("?", Open),
        };
        Box(html, colour, $"<b>{mark} {VerdictWords}.</b> {Encode(Summary)}");
        for (int i = 0; i < Findings.Count; i++)
            WriteHtml(html, i + 1, Findings[i]);
        if (Proof is { } proof)
        {
            string later = string.Concat(LaterChanges.Select(change => $"<p style=\"margin:0\">Then still:</p>{Line(change)}"));
            string title = Changes.Count == 1 ? "With the change" : "All changes together";
            Box(html, proof.Heals ? Good : Open, $"{later}<b>{title}:</b> {Encode(Sentence(proof))}{Curves(History, proof.History)}");
        }

        return html.Append("</div>").ToString();
    }

    private static void WriteHtml(StringBuilder html, int number, TrainingFinding finding)
    {
        html.Append("<div style=\"margin:0 0 14px;max-width:100ch;break-inside:avoid\">")
            .Append($"<p style=\"margin:0 0 4px\"><b>{Symbols.Invariant(number)}. {Encode(Capital(finding.Fault))}</b>")
            .Append(finding.Where.Length == 0 ? "" : $" ({Encode(finding.Where)})")
            .Append($": {Encode(finding.What)} {Encode(finding.Why)}</p>")
            .Append("<div class=\"bp-t\">\n");
        if (finding.Evidence.Count > 0)
        {
            html.Append("<div class=\"bp-s\"><table><tbody>");
            foreach (var (name, value) in finding.Evidence)
            {
                html.Append(
                    $"<tr><th scope=\"row\">{Encode(name)}</th><td "
                        + $"title=\"{NumberFormat.Exact(value)}\">{NumberFormat.Single(value)}</td></tr>");
            }

            html.Append("</tbody></table></div>");
        }

        if (finding.Series is { } series && EvidencePicture.Of(series) is { Length: > 0 } picture)
            html.Append($"<div>{picture}<small>{Encode(series.Title)}</small></div>");
        html.Append("</div>");
        if (finding.Change is { } change) html.Append(Line(change));
        if (finding.Proof is { } proof) html.Append($"<p style=\"margin:0\">Tried: {Encode(Sentence(proof))}</p>");
        html.Append("</div>\n");
    }

    private static string Curves(TrainingHistory? before, TrainingHistory? after) =>
        before is { Epochs: > 1 } && after is { Epochs: > 1 } && before.Options.Loss == after.Options.Loss
        ? $"<div>{EvidencePicture.Of(new("loss by part of the training", before.Loss, IsByEpoch: true), after.Loss)}<small>loss over "
            + "the training: without the changes, and with them (green)</small></div>"
        : "";

    private static string Line(TrainingChange change) =>
        $"<pre style=\"margin:6px 0;white-space:pre-wrap\"><code>{Encode(change.Code)}</code></pre>";

    private static void Box(StringBuilder html, string colour, string content) =>
        html.Append(
            $"<div style=\"border-left:4px solid {colour};padding:4px 12px;margin:0 0 "
                + $"12px;max-width:80ch;break-inside:avoid\">{content}</div>\n");

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
