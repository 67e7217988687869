namespace Backprop;

/// <summary>
/// The scalar computation graph of one sample: every product, sum, φ and the loss as a node with its value and its gradient, the local
/// derivative on every edge, and at a fork the sum of what comes back. It is played as a <see cref="Player"/> is; numbers that are given
/// can be changed.
/// </summary>
/// <example><code>ComputationGraph.Of(network, Dataset.Xor, sample: 3, Loss.HalfSumSquaredError)</code></example>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class ComputationGraph : IHtmlContent
{
    /// <summary>More nodes are no picture any more.</summary>
    private const int MostNodes = 40;

    private readonly string title;
    private readonly string still;
    private readonly System.Text.Json.Nodes.JsonObject model;
    private readonly string functions;

    private ComputationGraph(string title, string still, System.Text.Json.Nodes.JsonObject model, string functions)
    {
        this.title = title;
        this.still = still;
        this.model = model;
        this.functions = functions;
    }

    /// <summary>The graph of one sample's loss.</summary>
    /// <param name="network">The network: small enough for about 40 nodes, such as 2-2-1, which has 25.</param>
    /// <param name="data">The samples.</param>
    /// <param name="sample">The sample, from 1 as on the tables.</param>
    /// <param name="loss">The loss of that sample alone.</param>
    /// <exception cref="ArgumentException">The graph would have more than 40 nodes, the data do not fit, or a function has no JavaScript
    /// form.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public static ComputationGraph Of(Network network, Dataset data, int sample, Loss loss)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(loss);
        int row = Position.Index(sample, data.Count, nameof(sample), data.Name), nodes = CountNodes(network);
        if (nodes > MostNodes)
        {
            throw new ArgumentException(
                $"The computation graph of a {network} would have {nodes} nodes; up to {MostNodes} can be read. A 2-2-1 network has 25.",
                nameof(network));
        }

        if (!PlayerFunctions.Know(network, loss))
        {
            throw new ArgumentException(
                "A function of the network or the loss is given as a lambda, which a page cannot compute: use built-in ones, or "
                + "write yours as an IElementwiseFunction or ILossFunction with its JavaScript.", nameof(network));
        }

        loss.ThrowIfNotFor(network.Layers[^1].Activation, nameof(loss));
        var one = data.Select(data.Name, [row]);
        var forward = network.Forward(one.Inputs);
        var backward = network.Backward(forward, loss.Evaluate(forward, one.Targets));
        string name = Names.Sample(data.Inputs, row);
        var model = PlayerModel.Of(network, one, loss, learningRate: null);
        model["first"] = sample;
        return new(
            $"{name}, {Words.Count(nodes, "node")}", Diagram.Of(backward, 0, weightGradients: false, name).ToHtml()
                + backward.ToHtml(), model,
            PlayerFunctions.Own(network, loss));
    }

    /// <summary>The still picture of the backward pass and its tables, which the script replaces by the graph.</summary>
    public string ToHtml() => PlayerScript.Output("graph", still, model, functions);

    /// <summary>What it is the graph of.</summary>
    public override string ToString() => $"Computation graph: {title}";

    /// <summary>
    /// Inputs; for each unit its weights, products, bias, sum and φ; for softmax e^z, their sum and the quotients; targets, terms and L.
    /// </summary>
    internal static int CountNodes(Network network)
    {
        int units = network.Layers.Sum(layer => layer.Outputs), products = network.Layers.Sum(layer => layer.Inputs * layer.Outputs);
        int softmax = network.Layers[^1].Activation.IsElementwise ? 0 : network.Outputs + 1;
        return network.Inputs + (2 * products) + (3 * units) + softmax + (2 * network.Outputs) + (network.Outputs > 1 ? 1 : 0);
    }
}
