using System.Globalization;
using System.Text;

namespace Backprop;

/// <content>Its form in a notebook.</content>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public readonly partial record struct EpochProgress : IHtmlContent
{
    private const int Width = 420, Height = 90, Left = 58, MostPoints = 150;

    /// <summary>A bar with the epoch, the loss, the time left, and the loss curve so far.</summary>
    public string ToHtml() => $"<div class=\"bp\">{Style.Element}<p class=\"bp-h\" role=\"status\">{this}</p>"
        + $"<div role=\"progressbar\" aria-valuemin=\"0\" aria-valuemax=\"{Symbols.Invariant(Epochs)}\""
        + $" aria-valuenow=\"{Symbols.Invariant(Epoch + 1)}\" aria-label=\"epochs\""
        + $" style=\"width:{Width}px;max-width:100%;height:9px;border:1px solid #8888;border-radius:5px\">"
        + string.Create(
            CultureInfo.InvariantCulture,
            $"<div style=\"width:{100.0 * (Epoch + 1) / Epochs:0.#}%;height:100%;border-radius:4px;"
                + $"background:{Tint.Positive}\"></div></div>")
        + Curve() + "</div>";

    /// <summary>The same in a line.</summary>
    public override string ToString()
    {
        string line =
            string.Create(CultureInfo.InvariantCulture, $"epoch {Epoch + 1:N0} of {Epochs:N0} · loss {NumberFormat.Single(Loss)}");
        return Epoch + 1 >= Epochs
            ? $"{line} · done in {Time(Elapsed)}"
            : Remaining > TimeSpan.Zero ? $"{line} · {Time(Remaining)} left" : line;
    }

    private static string Time(TimeSpan time) =>
        time.TotalSeconds < 10 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.0} s")
        : time.TotalMinutes < 2
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0} s")
            : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min");

    /// <summary>The losses so far, from 0 to the largest, or over decades on a logarithmic axis.</summary>
    private string Curve()
    {
        if (Losses.Count < 2) return "";
        int points = Math.Min(Losses.Count, MostPoints), last = Losses.Count - 1;
        double[] shown = new double[points];
        for (int k = 0; k < points; k++)
            shown[k] = Losses[(int)((long)k * last / (points - 1))];
        double high = shown.Max(), low = shown.Min();
        bool isLogarithmic = low > 0 && high / low > 50;
        double bottom = isLogarithmic ? Math.Log(low) : Math.Min(low, 0), top = isLogarithmic ? Math.Log(high) : high;
        var path = new StringBuilder();
        for (int k = 0; k < points; k++)
        {
            double at = isLogarithmic ? Math.Log(shown[k]) : shown[k];
            double x = Left + ((Width - Left - 4.0) * k / (points - 1)), y = 8
                + ((Height - 26) * (1 - ((at - bottom) / (top > bottom ? top - bottom : 1))));
            path.Append(CultureInfo.InvariantCulture, $"{(k == 0 ? 'M' : 'L')}{x:0.#} {y:0.#}");
        }

        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-label=\"loss so far\" viewBox=\"0 0 {Width} {Height}\" "
            + $"width=\"{Width}\" style=\"max-width:100%;height:auto;display:block\" fill=\"currentColor\" font-size=\"11\">"
            + $"<path d=\"M{Left} 4V{Height - 18}H{Width - 4}\" fill=\"none\" stroke=\"currentColor\" opacity=\".6\"/><path "
            + $"d=\"{path}\" fill=\"none\" stroke=\"{Tint.Positive}\" stroke-width=\"2\"/>"
            + $"<text x=\"{Left - 5}\" y=\"12\" text-anchor=\"end\">{NumberFormat.Single(high)}</text><text x=\"{Left - 5}\" "
            + $"y=\"{Height - 18}\" text-anchor=\"end\">{(isLogarithmic ? NumberFormat.Single(low) : "0")}</text>"
            + $"<text x=\"{Left}\" y=\"{Height - 4}\">loss so far{(isLogarithmic ? ", logarithmic" : "")}</text></svg>";
    }
}
