using System.Text.Json;
using Jint;

namespace Backprop.Tests.Display;

/// <summary>The player's scripts, run in process as far as they need no page.</summary>
internal sealed class PlayerScripts
{
    private static readonly Prepared<Acornima.Ast.Script> Prepared = Engine.PrepareScript(PlayerScript.Definitions);

    private readonly Engine engine = new Engine().Execute(Prepared);

    /// <summary>
    /// A player's scripts with its model as the global constant <c>model</c> and its first state as the variable <c>state</c>.
    /// </summary>
    public static PlayerScripts Of(Network network, Dataset data, Loss loss, double learningRate = 0.1) =>
        new PlayerScripts()
            .Run($"const model = {PlayerModel.Of(network, data, loss, learningRate).ToJsonString()}; let state = steps.initial(model);");

    public PlayerScripts Run(string script)
    {
        engine.Execute(script);
        return this;
    }

    /// <summary>What an expression gives, by way of JSON, which keeps every digit.</summary>
    public T Evaluate<T>(string expression) => JsonSerializer.Deserialize<T>(engine.Evaluate($"JSON.stringify({expression})").AsString())!;
}
