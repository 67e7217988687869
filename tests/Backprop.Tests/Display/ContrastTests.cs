using System.Globalization;

namespace Backprop.Tests.Display;

/// <summary>WCAG 2.2: text needs a contrast of 4.5 to its background (1.4.3), graphics 3 (1.4.11).</summary>
public sealed class ContrastTests
{
    /// <summary>Text and background of Jupyter, VS Code and the reports.</summary>
    public static TheoryData<string, string> Pages => new()
    {
        { "#212121", "#ffffff" },
        { "#3b3b3b", "#ffffff" },
        { "#cccccc", "#1e1e1e" },
        { "#e6edf3", "#0d1117" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public void Text_on_the_strongest_colours_is_readable(string text, string page)
    {
        foreach (double value in new[] { 1, -1, double.NaN })
        {
            string tint = Tint.Of(value, scale: 1)!;
            double opacity = int.Parse(tint[7..], NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            Assert.InRange(Contrast(Rgb(text), Blend(Rgb(tint), Rgb(page), opacity)), 4.5, 21);
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Faded_text_is_readable(string text, string page) =>
        Assert.InRange(Contrast(Blend(Rgb(text), Rgb(page), double.Parse(Style.Faded, CultureInfo.InvariantCulture)), Rgb(page)), 4.5, 21);

    [Theory]
    [MemberData(nameof(Pages))]
    public void Edges_of_a_diagram_stand_out(string text, string page)
    {
        Assert.NotEqual(text, page);
        Assert.InRange(Contrast(Rgb(Tint.Positive), Rgb(page)), 3, 21);
        Assert.InRange(Contrast(Rgb(Tint.Negative), Rgb(page)), 3, 21);
    }

    [Fact]
    public void Zero_has_no_colour_and_colour_grows_with_size()
    {
        Assert.Null(Tint.Of(0, 1));
        Assert.Null(Tint.Of(-0.0, 1));
        string[] tints = [Tint.Of(0.1, 1)!, Tint.Of(0.5, 1)!, Tint.Of(1, 1)!];
        Assert.Equal(tints.Order(StringComparer.Ordinal), tints);
    }

    private static double[] Rgb(string colour) =>
        [.. Enumerable.Range(0, 3)
            .Select(i => int.Parse(colour.AsSpan(1 + (2 * i), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)];

    private static double[] Blend(double[] over, double[] under, double opacity) =>
        [.. over.Zip(under, (o, u) => (o * opacity) + (u * (1 - opacity)))];

    private static double Contrast(double[] a, double[] b)
    {
        double x = Luminance(a), y = Luminance(b);
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    private static double Luminance(double[] rgb)
    {
        double[] linear = [.. rgb.Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4))];
        return (0.2126 * linear[0]) + (0.7152 * linear[1]) + (0.0722 * linear[2]);
    }
}
