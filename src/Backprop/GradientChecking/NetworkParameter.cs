using System.Runtime.CompilerServices;

namespace Backprop;

/// <summary>One weight or bias of a network.</summary>
/// <param name="Index">Its place in the network's parameters: W1 row by row, b1, W2, …</param>
/// <param name="Layer">The index of its layer, from 0.</param>
/// <param name="Row">The unit of the layer before that a weight comes from; −1 for a bias.</param>
/// <param name="Column">The unit it belongs to.</param>
internal readonly record struct NetworkParameter(int Index, int Layer, int Row, int Column)
{
    public string Name => Row < 0 ? $"b{Layer + 1}[{Column}]" : $"W{Layer + 1}[{Row},{Column}]";

    /// <summary>The parameter with a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static NetworkParameter Named(Network network, string name, [CallerArgumentExpression(nameof(name))] string parameterName = "")
    {
        foreach (var parameter in Of(network))
        {
            if (parameter.Name == name) return parameter;
        }

        throw new ArgumentException(
            $"The network has no parameter '{name}'; a weight is named W1[0,1] (layer, row, column) and a bias b1[0].", parameterName);
    }

    /// <summary>Every parameter, in order.</summary>
    public static NetworkParameter[] Of(Network network)
    {
        var parameters = new NetworkParameter[network.ParameterCount];
        int index = 0;
        foreach (var layer in network.Layers)
        {
            for (int entry = 0; entry < layer.ParameterCount; entry++, index++)
            {
                parameters[index] =
                    new(index, layer.Number - 1, entry < layer.Inputs * layer.Outputs ? entry / layer.Outputs : -1, entry % layer.Outputs);
            }
        }

        return parameters;
    }
}
