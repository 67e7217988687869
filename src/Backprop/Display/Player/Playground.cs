using System.Globalization;
using System.Text.Json.Nodes;

namespace Backprop;

/// <summary>
/// A playground: points in the plane, a network of one's own size, and every unit's map while it learns, on the engine of the
/// <see cref="Player"/>. "Copy as C#" gives the cell that does the same with the library: the same points, weights and steps.
/// </summary>
/// <example><code>new Playground()</code></example>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class Playground : IHtmlContent
{
    /// <summary>The points at the start: <c>xor</c>, <c>circle</c>, <c>moons</c>, <c>spiral</c> or <c>gaussian</c>.</summary>
    /// <exception cref="ArgumentException">There are no such points.</exception>
    public string Points
    {
        get;
        init => field = names.Contains(value)
            ? value
            : throw new ArgumentException($"There are no points named '{value}'; there are {string.Join(", ", names)}.", nameof(value));
    } = "circle";

    /// <summary>The units of each hidden layer at the start, at most three layers of 1 to 8 units.</summary>
    /// <exception cref="ArgumentException">There are more layers, or a layer has no unit or more than 8.</exception>
    public IReadOnlyList<int> HiddenLayers
    {
        get;
        init => field = value is { Count: <= 3 } && value.All(units => units is >= 1 and <= 8) ? [.. value]
            : throw new ArgumentException("A playground has at most three hidden layers of 1 to 8 units.", nameof(value));
    } = [4];

    /// <summary>The seed of the points and the weights.</summary>
    public uint Seed { get; init; } = 1;

    private const double Noise = 0.05;
    private const string Note =
        "<p>A still image: the playground itself is a script, which runs in VS Code, Jupyter and the course's pages.</p>";

    private static readonly string[] names = ["xor", "circle", "moons", "spiral", "gaussian"];

    /// <summary>The points and the untrained network where no script runs; the script puts the playground in their place.</summary>
    public string ToHtml() => PlayerScript.Output("playground", Still, new JsonObject
    {
        ["settings"] = new JsonObject
        {
            ["data"] = Points,
            ["noise"] = Noise,
            ["seed"] = Seed,
            ["hidden"] = new JsonArray([.. HiddenLayers.Select(units => (JsonNode)units)]),
            ["activation"] = Activation.Tanh.Name,
            ["learningRate"] = 0.3,
            ["batch"] = 10,
            ["decay"] = 0,
        },
    });

    private string Still => Figures.DecisionBoundary(
        Network.Create([2, .. HiddenLayers, 1], Activation.Tanh, Activation.Sigmoid, Initializer.XavierNormal(Seed)),
        PlaygroundPoints.Of(Points, Noise, Seed)).Still + Note;

    /// <inheritdoc/>
    public override string ToString() => $"Playground: {Points}, seed {Seed.ToString(CultureInfo.InvariantCulture)}";
}
