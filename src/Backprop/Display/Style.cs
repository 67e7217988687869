namespace Backprop;

/// <summary>
/// The style sheet that goes with every output. It takes text colour and background from the page, and undoes what notebook
/// hosts do to tables (stripes, borders, hover colours).
/// </summary>
internal static class Style
{
    /// <summary>The opacity of text that steps back: names, notes.</summary>
    public const string Faded = ".8";

    public const string Element = "<style>" +
        ".bp{font:13px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;margin:6px 0}" +
        ".bp .bp-h{margin:0 0 8px;font-size:14px}" +
        ".bp .bp-t{display:flex;flex-wrap:wrap;gap:14px 32px;align-items:flex-start}" +
        ".bp summary{cursor:pointer;margin:0 0 8px}" +
        ".bp .bp-s{overflow-x:auto;max-width:100%}" +
        ".bp table{display:table;width:auto;margin:0;border:0;border-collapse:separate;border-spacing:0;background:none;color:inherit;"
            + "font:inherit;font-variant-numeric:tabular-nums lining-nums}" +
        ".bp caption{caption-side:top;padding:0 0 4px;text-align:left;color:inherit;white-space:nowrap}" +
        ".bp thead,.bp tbody,.bp tr{border:0;background:none!important}" +
        ".bp th,.bp td{min-width:0;padding:3px 10px;border:0;color:inherit;text-align:right!important;"
            + "vertical-align:baseline;white-space:nowrap;font-weight:400}" +
        ".bp th{opacity:" + Faded + "}.bp td,.bp th{background:none}" +
        ".bp th:first-child{padding-left:2px;text-align:left!important}" +
        ".bp .bp-g{border-left:7px solid transparent;background-clip:padding-box!important}" +
        ".bp thead tr:first-child .bp-g{opacity:1}.bp thead .bp-g[colspan]{text-align:center!important}" +
        ".bp thead tr:last-child>*{border-bottom:1px solid #8886}.bp .bp-l>*{border-top:1px solid #8886}" +
        ".bp .bp-k{flex-basis:100%;height:0;margin-top:-14px}.bp td.bp-m{text-align:left!important;opacity:" + Faded
            + ";font-style:italic}" +
        ".bp .bp-e{display:inline-grid;grid-template-columns:auto auto 1fr;gap:2px 8px;font-size:15px;"
            + "white-space:nowrap;font-variant-numeric:tabular-nums}" +
        ".bp .bp-e{align-items:center}.bp .bp-f{display:inline-flex;flex-direction:column;vertical-align:middle;"
            + "text-align:center;line-height:1.35}.bp .bp-f>:last-child{border-top:1px solid}.bp .bp-q{font-size:0}" +
        ".bp small{display:block;font-size:.92em;opacity:" + Faded + "}.bp .bp-o{opacity:" + Faded + "}" +
        ".bp sup,.bp sub{font-size:.72em;line-height:0;position:relative;vertical-align:baseline}.bp sup{top:-.45em}.bp sub{top:.25em}" +
        "@media print{.bp *{print-color-adjust:exact;-webkit-print-color-adjust:exact}"
            + ".bp{font-size:8.5pt}.bp .bp-h{font-size:9pt;break-after:avoid}.bp th,.bp td{padding:2px 5px}.bp .bp-e{font-size:10pt}}" +
        "</style>";
}
