using System.Text.Json.Nodes;

namespace Backprop;

/// <summary>
/// A network that one can step through and touch, in a notebook and in any page, with no kernel behind it: forward layer by layer, loss,
/// backward, gradients, update, with every number, its equation, and where it comes from. Weights, data, learning rate, activations and
/// loss can be changed.
/// </summary>
/// <remarks>
/// Keys: ← and → step, space plays, Home and End go to the ends of the iteration, ↑ and ↓ go from number to number, Enter changes one.
/// A network with an activation or loss given as a lambda cannot be computed by the page: its numbers are computed ahead and cannot be
/// changed.
/// </remarks>
/// <example><code>Player.Of(network, Dataset.Xor, Loss.HalfSumSquaredError, learningRate: 0.1)</code></example>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed class Player : IHtmlContent
{
    private readonly string title;
    private readonly string still;
    private readonly JsonObject model;
    private readonly string functions;

    private Player(string title, string still, string functions, JsonObject model)
    {
        this.title = title;
        this.still = still;
        this.functions = functions;
        this.model = model;
    }

    /// <summary>A player of gradient descent from the network's parameters as they are now; the network itself stays as it is.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">The samples; the page carries all of them, so at most some hundreds.</param>
    /// <param name="loss">The loss that is descended.</param>
    /// <param name="learningRate">η, above 0.</param>
    /// <exception cref="ArgumentException">The data do not fit the network or the loss, or are too many for a page.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is not a finite number above 0.</exception>
    public static Player Of(Network network, Dataset data, Loss loss, double learningRate)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(loss);
        Finite.ThrowIfNotPositive(learningRate);
        loss.ThrowIfNotFor(network.Layers[^1].Activation, nameof(loss));
        PlayerModel.ThrowIfTooLarge(network.ParameterCount, data, nameof(data));
        var forward = network.Forward(data.Inputs);
        loss.Evaluate(forward, data.Targets);
        return new(
            $"{network}, {data.Name}", network.ToHtml(), PlayerFunctions.Own(network, loss),
            PlayerModel.Of(network, data, loss, learningRate));
    }

    /// <summary>A player of one backward pass: from its loss back to the gradients.</summary>
    /// <param name="backward">The backward pass.</param>
    /// <exception cref="ArgumentException">The batch is too large for a page.</exception>
    public static Player Of(BackwardPass backward)
    {
        ArgumentNullException.ThrowIfNull(backward);
        var network = PlayerModel.NetworkOf(backward.Forward);
        var data = new Dataset("batch", backward.Forward.Inputs, backward.Loss.Targets);
        PlayerModel.ThrowIfTooLarge(network.ParameterCount, data, nameof(backward));
        var loss = backward.Loss.Function;
        var model = PlayerModel.Of(network, data, loss, learningRate: null);
        model["step"] = (2 * network.Layers.Count) + 1;
        return new(
            $"backward pass of a {network}", Diagram.Of(backward).ToHtml() + backward.ToHtml(), PlayerFunctions.Own(network, loss), model);
    }

    /// <summary>A player of a training: the parameters that its snapshots kept, each with its forward and backward pass.</summary>
    /// <param name="history">A training with <see cref="TrainingOptions.SnapshotEvery"/>.</param>
    /// <exception cref="ArgumentException">There are no snapshots, a function of its network has no JavaScript form, or it is too large for
    /// a page.</exception>
    public static Player Of(TrainingHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        if (history.Snapshots.Count == 0)
        {
            throw new ArgumentException(
                "history has no snapshots to play: train with SnapshotEvery = 10, which keeps the parameters of every tenth epoch.",
                nameof(history));
        }

        if (history.Origin is not var (_, data))
        {
            throw new ArgumentException(
                "history was read from a file, which has no data to play with: play Player.Of(network, data, loss, learningRate).",
                nameof(history));
        }

        var (network, loss) = (history.Snapshots[0].Network, history.Options.Loss!);
        PlayerModel.ThrowIfTooLarge(network.ParameterCount * history.Snapshots.Count, data, nameof(history));
        if (!PlayerFunctions.Know(network, loss))
        {
            throw new ArgumentException(
                "A function of this training is given as a lambda, which a page cannot compute: "
                    + "use built-in ones, or play Player.Of(network, data, loss, learningRate).", nameof(history));
        }

        return new(
            $"training of a {network}", network.ToHtml() + history.ToHtml(), PlayerFunctions.Own(network, loss),
            PlayerModel.Of(history, data));
    }

    /// <summary>The still picture and its tables, which the script replaces by the player.</summary>
    public string ToHtml() => PlayerScript.Output("network", still, model, functions);

    /// <summary>What is played.</summary>
    public override string ToString() => $"Player: {title}";
}
