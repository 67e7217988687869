using System.Runtime.CompilerServices;

namespace Backprop;

/// <summary>One weight or bias of a network.</summary>
/// <param name="Index">Its place in the network's parameters: W1 row by row, b1, W2, …</param>
/// <param name="Layer">The index of its layer, from 0.</param>
/// <param name="Row">The unit of the layer before that a weight comes from; −1 for a bias.</param>
/// <param name="Column">The unit it belongs to.</param>
/// <param name="Outputs">The number of outputs if that unit is one; 0 for a hidden unit.</param>
internal readonly record struct NetworkParameter(int Index, int Layer, int Row, int Column, int Outputs)
{
    /// <summary>As in the equations: <c>W1[x1,h2]</c>, <c>b2[ŷ]</c>.</summary>
    public string Name
    {
        get
        {
            string unit = Outputs == 0 ? $"h{Column + 1}" : Outputs == 1 ? "ŷ" : $"ŷ{Column + 1}";
            return Row < 0 ? $"b{Layer + 1}[{unit}]" : $"W{Layer + 1}[{(Layer == 0 ? "x" : "h")}{Row + 1},{unit}]";
        }
    }

    /// <summary>The matrix or vector it is in: W1, b1, …</summary>
    public string TensorName => $"{(Row < 0 ? "b" : "W")}{Layer + 1}";

    /// <summary>As in C#, with indices from 0: <c>W1[0,1]</c>, <c>b2[0]</c>.</summary>
    private string CSharpName => Row < 0 ? $"b{Layer + 1}[{Column}]" : $"W{Layer + 1}[{Row},{Column}]";

    /// <summary>The parameter with a name, its own or with the indices of C#.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static NetworkParameter Named(Network network, string name, [CallerArgumentExpression(nameof(name))] string parameterName = "")
    {
        foreach (var parameter in Of(network))
        {
            if (parameter.Name == name || parameter.CSharpName == name) return parameter;
        }

        throw new ArgumentException(
            $"The network has no parameter '{name}'; a weight is named W1[x1,h2] (from x1 to h2) or, by row and column, W1[0,1], and a "
                + "bias b1[h2] or b1[1].",
            parameterName);
    }

    /// <summary>Every parameter, in order.</summary>
    public static NetworkParameter[] Of(Network network)
    {
        var parameters = new NetworkParameter[network.ParameterCount];
        int index = 0;
        foreach (var layer in network.Layers)
        {
            int outputs = layer.Number == network.Layers.Count ? layer.Outputs : 0;
            for (int entry = 0; entry < layer.ParameterCount; entry++, index++)
            {
                int row = entry < layer.Inputs * layer.Outputs ? entry / layer.Outputs : -1;
                parameters[index] = new(index, layer.Number - 1, row, entry % layer.Outputs, outputs);
            }
        }

        return parameters;
    }
}
