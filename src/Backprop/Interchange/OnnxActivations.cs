namespace Backprop;

/// <summary>
/// The activations as operations of ONNX. ONNX Runtime has no kernels of 64 bits on the CPU for LeakyRelu, Elu, Softplus and Erf,
/// so that in double they are put together from Max, Min, Exp, Log and Abs.
/// </summary>
internal static class OnnxActivations
{
    private static readonly Dictionary<string, Func<OnnxGraph, string, FloatPrecision, string>> writers = new()
    {
        ["identity"] = (graph, z, _) => graph.Add("Identity", z),
        ["sigmoid"] = (graph, z, _) => graph.Add("Sigmoid", z),
        ["tanh"] = (graph, z, _) => graph.Add("Tanh", z),
        ["relu"] = (graph, z, _) => graph.Add("Relu", z),
        ["softmax"] = (graph, z, _) =>
            graph.Add("Softmax", new Dictionary<string, OnnxAttribute> { ["axis"] = new(1, IsInteger: true) }, z),
        ["silu"] = (graph, z, _) => graph.Add("Mul", z, graph.Add("Sigmoid", z)),
        ["softplus"] = Softplus,
        ["gelu"] = Gelu,
    };

    /// <summary>The activations that can be written.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. writers.Keys, "leakyRelu", "elu"];

    /// <summary>Appends an activation; the name of its result.</summary>
    /// <exception cref="NotSupportedException">It is one of one's own, which ONNX does not know.</exception>
    public static string Write(OnnxGraph graph, Activation activation, int layer, string z, FloatPrecision precision)
    {
        if (activation.Kernel is not LambdaActivation)
        {
            string family = activation.Name.Split('(')[0];
            if (family == "leakyRelu") return LeakyRelu(graph, z, activation.Coefficient ?? Backprop.LeakyReLU.Slope, precision);
            if (family == "elu") return Elu(graph, z, activation.Coefficient ?? 1, precision);
            if (writers.TryGetValue(activation.Name, out var write)) return write(graph, z, precision);
        }

        throw new NotSupportedException(
            $"Layer {layer} has the activation '{activation.Name}', which has no form in ONNX; there are {string.Join(", ", Names)}.");
    }

    /// <summary>max(z, 0) + slope·min(z, 0).</summary>
    private static string LeakyRelu(OnnxGraph graph, string z, double slope, FloatPrecision precision) => precision == FloatPrecision.Single
        ? graph.Add("LeakyRelu", new Dictionary<string, OnnxAttribute> { ["alpha"] = new(slope) }, z)
        : graph.Add("Add", Positive(graph, z), graph.Add("Mul", graph.Number(slope), Negative(graph, z)));

    /// <summary>max(z, 0) + α·(e^(min(z, 0)) − 1).</summary>
    private static string Elu(OnnxGraph graph, string z, double alpha, FloatPrecision precision) => precision == FloatPrecision.Single
        ? graph.Add("Elu", new Dictionary<string, OnnxAttribute> { ["alpha"] = new(alpha) }, z)
        : graph.Add(
            "Add", Positive(graph, z),
            graph.Add("Mul", graph.Number(alpha), graph.Add("Sub", graph.Add("Exp", Negative(graph, z)), graph.Number(1))));

    /// <summary>max(z, 0) + ln(1 + e^(−|z|)), which does not overflow.</summary>
    private static string Softplus(OnnxGraph graph, string z, FloatPrecision precision)
    {
        if (precision == FloatPrecision.Single) return graph.Add("Softplus", z);
        string small = graph.Add("Exp", graph.Add("Neg", graph.Add("Abs", z)));
        return graph.Add("Add", Positive(graph, z), graph.Add("Log", graph.Add("Add", graph.Number(1), small)));
    }

    /// <summary>z·(1 + erf(z/√2))/2.</summary>
    private static string Gelu(OnnxGraph graph, string z, FloatPrecision precision)
    {
        string x = graph.Add("Mul", z, graph.Number(Math.Sqrt(0.5)));
        string erf = precision == FloatPrecision.Single ? graph.Add("Erf", x) : OnnxErrorFunction.Write(graph, x);
        return graph.Add("Mul", graph.Add("Mul", z, graph.Number(0.5)), graph.Add("Add", erf, graph.Number(1)));
    }

    private static string Positive(OnnxGraph graph, string z) => graph.Add("Max", z, graph.Number(0));

    private static string Negative(OnnxGraph graph, string z) => graph.Add("Min", z, graph.Number(0));
}
