using System.Text.Json.Nodes;

namespace Backprop;

/// <content>What a network with two inputs says of every point.</content>
public static partial class Figures
{
    /// <summary>
    /// The output over the plane of the two inputs, with the samples: for one output ŷ as colour and the line ŷ = ½,
    /// for several the regions of the classes.
    /// </summary>
    /// <param name="network">A network with 2 inputs.</param>
    /// <param name="data">Samples; of more than 400, evenly chosen ones are shown.</param>
    /// <exception cref="ArgumentException">The network does not have 2 inputs, or the data do not fit it.</exception>
    public static Figure DecisionBoundary(Network network, Dataset data)
    {
        var grid = new BoundaryGrid(network, data, resolution: 60, digits: 7);
        return new Figure(
            [grid.Regions(network), .. grid.Samples(network)],
            new JsonObject
            {
                ["title"] = Text(grid.HasOneOutput ? $"{data.Name}: output ŷ and the line ŷ = ½" : $"{data.Name}: regions of the classes"),
                ["width"] = 620,
                ["height"] = 500,
                ["xaxis"] = grid.XAxis(),
                ["yaxis"] = grid.YAxis("x"),
            }).WithNarrowLayout(new JsonObject { ["height"] = 410 });
    }
}
