using System.Text.Json.Nodes;

namespace Backprop.Tests.Display;

/// <summary>Reads what a figure draws.</summary>
internal static class Trace
{
    public static JsonObject Root(this Figure figure) => JsonNode.Parse(figure.ToJson())!.AsObject();

    public static JsonObject Layout(this Figure figure) => figure.Root()["layout"]!.AsObject();

    public static JsonObject Data(this Figure figure, int index = 0) => figure.Root()["data"]![index]!.AsObject();

    public static double[] Numbers(this JsonNode trace, string name) =>
        [.. trace[name]!.AsArray().Select(number => number!.GetValue<double>())];

    public static Matrix Rows(this JsonNode trace, string name) =>
        Matrix.Create([.. trace[name]!.AsArray().Select(row => row!.AsArray().Select(number => number!.GetValue<double>()).ToArray())]);

    public static string[] Names(this Figure figure) => [.. figure.Root()["data"]!.AsArray().Select(trace => (string)trace!["name"]!)];
}
