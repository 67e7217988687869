using System.Text;
using System.Text.Json;

namespace Backprop;

/// <summary>
/// The activations and losses for the scripts, from what the function's own file says: φ(z), φ′(z), a loss's term and its derivative as
/// JavaScript, and the equations that show them.
/// </summary>
internal static class PlayerFunctions
{
    /// <summary>The constants <c>functions</c> and <c>losses</c> of the scripts, by name.</summary>
    public static string Script { get; } =
        ErrorFunction.JavaScript
            + $"\nconst functions = {{\n{Entries(Activation.All.Select(Entry))}}};\n"
            + $"const losses = {{\n{Entries(Loss.All.Select(Entry))}}};\n";

    /// <summary>Whether a page can compute a network and a loss.</summary>
    public static bool Know(Network network, Loss loss) =>
        loss.JavaScript is not null
        && network.Layers.All(layer => !layer.Activation.IsElementwise || layer.Activation.JavaScript is not null);

    /// <summary>A script element with the functions of one's own that have JavaScript; empty if there are none.</summary>
    public static string Own(Network network, Loss loss)
    {
        string activations =
            Entries(network.Layers.Select(layer => layer.Activation).Distinct().Except(Activation.All)
                .Where(activation => activation.JavaScript is not null).Select(Entry));
        string losses = loss.JavaScript is null || Loss.All.Contains(loss) ? "" : Entries([Entry(loss)]);
        return activations.Length + losses.Length == 0 ? "" :
            "<script>(function (own) {\n"
                + $"Object.assign(own.activations, {{\n{activations}}});\nObject.assign(own.losses, {{\n{losses}}});\n"
            + "})(window.backpropFunctions = window.backpropFunctions || { activations: {}, losses: {} });</script>\n";
    }

    private static string Entries(IEnumerable<string> entries) => string.Concat(entries.Select(entry => $"  {entry},\n"));

    private static string Entry(Activation activation)
    {
        var entry = new StringBuilder($"{Text(activation.Name)}: {{ title: {Text(activation.Title)}");
        if (activation.JavaScript is { } script)
            entry.Append($", value: z => {script.Function}, derivative: (z, a) => {script.Derivative}");
        return entry.Append(Equations(activation.Equation, activation.DerivativeEquation)).Append(" }").ToString();
    }

    private static string Entry(Loss loss) =>
        $"{Text(loss.Name)}: {{ title: {Text(loss.Title)}, "
        + $"overOutputs: \"{Word(loss.OverOutputs)}\", overSamples: \"{Word(loss.OverSamples)}\", "
        + $"isOfProbabilities: {(loss.IsOfProbabilities ? "true" : "false")}, "
        + $"term: (p, y) => {loss.JavaScript!.Function}, derivative: (p, y) => {loss.JavaScript.Derivative}"
        + $"{Equations(loss.Equation, loss.DerivativeEquation)} }}";

    private static string Equations(string? value, string? derivative) =>
        (value is null ? "" : $", equation: {Text(value)}") + (derivative is null ? "" : $", derivativeEquation: {Text(derivative)}");

    private static string Text(string text) => JsonSerializer.Serialize(text, PlayerModel.Options);

    internal static string Word(Reduction reduction) => reduction == Reduction.Mean ? "mean" : "sum";
}
