using System.Text.Json.Nodes;
using static Backprop.FigureNumbers;
using static Backprop.FigureTemplate;

namespace Backprop;

/// <content>Samples that are small square images.</content>
public static partial class Figures
{
    private const int MostImages = 60;

    // So that captions have room below the images on a narrow page, too.
    private const int ImagesInRow = 5;

    /// <summary>Samples as images, such as the 8 × 8 digits, with a caption below each.</summary>
    /// <param name="data">Samples whose inputs are the pixels of a square image, row by row.</param>
    /// <param name="indices">The samples to show, at most 60; the first 20 if left out.</param>
    /// <param name="captions">A caption for each; the class if left out.</param>
    /// <exception cref="ArgumentException">The inputs are not square images, there are no or too many indices, or not as many
    /// captions.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no sample with such an index.</exception>
    public static Figure Digits(Dataset data, IReadOnlyList<int>? indices = null, IReadOnlyList<string>? captions = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        indices ??= [.. Enumerable.Range(0, Math.Min(data.Count, 20))];
        int side = (int)Math.Round(Math.Sqrt(data.Inputs.ColumnCount));
        if (side * side != data.Inputs.ColumnCount)
        {
            throw new ArgumentException(
                $"{data.Name} has {data.Inputs.ColumnCount} columns of inputs, which are not the pixels of a square image.", nameof(data));
        }

        if (indices.Count is 0 or > MostImages)
        {
            throw new ArgumentException(
                $"indices has {indices.Count} entries; a figure shows from 1 to {MostImages} images.", nameof(indices));
        }

        captions ??= data.ClassNames.Count == 0
            ? [.. indices.Select(Symbols.Invariant)]
            : [.. indices.Select(index => data.ClassNames[data.Classes[index]])];
        if (captions.Count != indices.Count)
        {
            throw new ArgumentException(
                $"captions has {captions.Count} entries but indices has {indices.Count}; give one for each image.", nameof(captions));
        }

        int across = Math.Min(indices.Count, ImagesInRow), down = (indices.Count + across - 1) / across, gap = Math.Max(side / 4, 1);
        var (pixels, annotations) = (new double[down * (side + (2 * gap)), (across * (side + gap)) - gap], new JsonArray());
        for (int y = 0; y < pixels.GetLength(0); y++)
        {
            for (int x = 0; x < pixels.GetLength(1); x++)
                pixels[y, x] = double.NaN;
        }

        for (int k = 0; k < indices.Count; k++)
        {
            int top = k / across * (side + (2 * gap)), left = k % across * (side + gap);
            var image = data.Inputs.Row(indices[k]);
            for (int p = 0; p < image.Length; p++)
                pixels[top + (p / side), left + (p % side)] = image[p];
            annotations.Add(new JsonObject
            {
                ["x"] = left + ((side - 1) / 2.0),
                ["y"] = top + side - 0.5,
                ["yanchor"] = "top",
                ["showarrow"] = false,
                ["text"] = captions[k],
            });
        }

        const int Pixel = 7;
        return new Figure(
            [
                new JsonObject
                {
                    ["type"] = "heatmap",
                    ["z"] = Rows(new Matrix(pixels)),
                    ["colorscale"] = new JsonArray(new JsonArray(0, Ink(0.06)), new JsonArray(1, Ink())),
                    ["showscale"] = false,
                    ["hovertemplate"] = "pixel %{z:.7~g}<extra></extra>",
                },
            ],
            new JsonObject
            {
                ["title"] = Text(data.Name),
                ["annotations"] = annotations,
                ["width"] = Math.Max((pixels.GetLength(1) * Pixel) + 60, 300),
                ["height"] = (pixels.GetLength(0) * Pixel) + 80,
                ["margin"] = new JsonObject { ["l"] = 30, ["r"] = 30, ["b"] = 20 },
                ["xaxis"] = new JsonObject { ["visible"] = false, ["constrain"] = "domain" },
                ["yaxis"] =
                    new JsonObject { ["visible"] = false, ["autorange"] = "reversed", ["scaleanchor"] = "x", ["constrain"] = "domain" },
            });
    }
}
