using System.Text;

namespace Backprop;

/// <summary>The activations and losses as JavaScript: φ(z), φ′(z) with a = φ(z), a loss's term and its derivative, with p for ŷ.</summary>
internal static class PlayerFunctions
{
    private static readonly Dictionary<Activation, (string Value, string Derivative)> activations = new()
    {
        [Activation.Identity] = ("z", "1"),
        [Activation.Sigmoid] = ("sigmoid(z)", "a * (1 - a)"),
        [Activation.Tanh] = ("tanh(z)", "1 - a * a"),
        [Activation.ReLU] = ("z > 0 ? z : 0", "z > 0 ? 1 : 0"),
        [Activation.LeakyReLU] = ("z > 0 ? z : 0.01 * z", "z > 0 ? 1 : 0.01"),
        [Activation.ELU] = ("z > 0 ? z : expm1(z)", "z > 0 ? 1 : a + 1"),
        [Activation.Softplus] = ("z > 0 ? z + log1p(exp(-z)) : log1p(exp(z))", "sigmoid(z)"),
        [Activation.SiLU] = ("z * sigmoid(z)", "sigmoid(z) * (1 + z * sigmoid(-z))"),
    };

    private static readonly Dictionary<Loss, (string Term, string Derivative)> losses = new()
    {
        [Loss.MeanSquaredError] = ("(p - y) * (p - y)", "2 * (p - y)"),
        [Loss.HalfSumSquaredError] = ("0.5 * (p - y) * (p - y)", "p - y"),
        [Loss.BinaryCrossEntropy] = ("-(y * max(log(p), -100) + (1 - y) * max(log(1 - p), -100))", "(p - y) / max(p * (1 - p), 1e-12)"),
        [Loss.CrossEntropy] = ("y === 0 ? 0 : -y * log(max(p, 2.2250738585072014e-308))", "y === 0 ? 0 : -y / max(p, 2.2250738585072014e-308)"),
    };

    /// <summary>Whether the page can compute it.</summary>
    public static bool Knows(Activation activation) => activation == Activation.Softmax || activations.ContainsKey(activation);

    /// <summary>Whether the page can compute it.</summary>
    public static bool Knows(Loss loss) => losses.ContainsKey(loss);

    /// <summary>The constants <c>functions</c> and <c>losses</c> of the scripts, by name.</summary>
    public static string Script { get; } = CreateScript();

    private static string CreateScript()
    {
        var script = new StringBuilder("const { exp, log, expm1, log1p, tanh, max } = Math;\n")
            .Append("const sigmoid = z => z >= 0 ? 1 / (1 + exp(-z)) : exp(z) / (1 + exp(z));\nconst functions = {\n");
        foreach (var (activation, (value, derivative)) in activations)
            script.Append($"  {activation.Name}: {{ title: \"{activation.Title}\", value: z => {value}, derivative: (z, a) => {derivative} }},\n");
        script.Append($"  softmax: {{ title: \"{Activation.Softmax.Title}\" }},\n}};\nconst losses = {{\n");
        foreach (var (loss, (term, derivative)) in losses)
        {
            script.Append($"  {loss.Name}: {{ title: \"{loss.Title}\", overOutputs: \"{Word(loss.OverOutputs)}\", overSamples: \"{Word(loss.OverSamples)}\", ")
                .Append($"term: (p, y) => {term}, derivative: (p, y) => {derivative} }},\n");
        }

        return script.Append("};\n").ToString();
    }

    private static string Word(Reduction reduction) => reduction == Reduction.Mean ? "mean" : "sum";
}
