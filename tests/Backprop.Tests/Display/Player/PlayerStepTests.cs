namespace Backprop.Tests.Display;

/// <summary>The steps of the player: forwards, back, changed, asked for.</summary>
public sealed class PlayerStepTests
{
    private static readonly Network Sheet = Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 42));

    private static PlayerScripts Scripts => PlayerScripts.Of(Sheet, Dataset.Xor, Loss.HalfSumSquaredError);

    [Fact]
    public void Steps_go_forward_layer_by_layer_to_the_loss_and_back_to_the_update()
    {
        string[] expected = ["start", "z1", "a1", "z2", "a2", "L", "g2", "delta2", "g1", "delta1", "dW2", "dW1", "newW"];

        Assert.Equal(expected, Scripts.Evaluate<string[]>("steps.listOf(state).map(step => step.kind + (step.layer ?? ''))"));
    }

    [Fact]
    public void Unit_by_unit_every_unit_has_its_own_step() =>
        Assert.Equal(["start", "z1.0", "z1.1", "a1.0", "a1.1", "z2.0", "a2.0", "L"], Scripts.Evaluate<string[]>(
            "steps.listOf({ ...state, unitByUnit: true }).slice(0, 8).map(step => step.kind + (step.layer ? `${step.layer}.${step.unit}` : ''))"));

    [Fact]
    public void Stepping_back_gives_every_state_again_to_the_last_bit()
    {
        bool same = Scripts.Evaluate<bool>("""
            (() => {
              const seen = [];
              while (state.iteration < 3) { seen.push(JSON.stringify(state.network)); state = steps.next(state); }
              while (seen.length) { state = steps.previous(state); if (JSON.stringify(state.network) !== seen.pop()) return false; }
              return state.iteration === 0 && state.step === 0 && steps.previous(state) === state;
            })()
            """);

        Assert.True(same);
    }

    [Fact]
    public void An_iteration_far_back_is_computed_again_from_a_kept_one() =>
        Assert.True(Scripts.Evaluate<bool>("""
            (() => {
              const at = {};
              for (let k = 0; k < 250; k++) { at[k] = JSON.stringify(state.network); state = steps.iterate(state); }
              return [0, 1, 41, 99, 249].every(k => JSON.stringify(steps.goTo(state, k, 0).network) === at[k]);
            })()
            """));

    [Fact]
    public void A_changed_weight_changes_what_follows_and_leaves_the_state_before_as_it_was()
    {
        var scripts = Scripts.Run("const before = JSON.stringify(state); const changed = steps.withValue(state, 'W:1:0:1', 2)");

        Assert.Equal(2, scripts.Evaluate<double>("changed.network.layers[0].W[0][1]"));
        Assert.Equal(Sheet.Layers[0].Weights[0, 0] + 0, scripts.Evaluate<double>("changed.network.layers[0].W[0][0]"));
        Assert.Equal(2, scripts.Evaluate<double>("equations.valueAt(steps.passOf(changed), 'z:1:1:2')"));
        Assert.True(scripts.Evaluate<bool>("JSON.stringify(state) === before"));
    }

    [Theory]
    [InlineData("a:0:1:2", "state.inputs[2][1]")]
    [InlineData("y:0:3", "state.targets[3][0]")]
    [InlineData("b:2:0", "state.network.layers[1].b[0]")]
    [InlineData("eta", "state.learningRate")]
    public void Everything_that_is_given_can_be_changed(string key, string where) =>
        Assert.Equal(0.75, Scripts.Run($"state = steps.withValue(state, '{key}', 0.75)").Evaluate<double>(where));

    [Fact]
    public void A_single_sample_has_the_gradient_of_its_own_loss()
    {
        var one = Sheet.Forward(Dataset.Xor.Inputs.SelectRows([2]));
        var backward = Sheet.Backward(one, Loss.MeanSquaredError.Evaluate(one, Dataset.Xor.Targets.SelectRows([2])));

        var scripts = PlayerScripts.Of(Sheet, Dataset.Xor, Loss.MeanSquaredError).Run("state = { ...state, onlySample: true, sample: 2 }");

        Close.To(1e-12, backward.Gradients[0].Weights.Values, scripts.Evaluate<double[]>("steps.passOf(state).layers[0].dW.flat()"), "dW1");
    }

    [Fact]
    public void A_training_that_diverges_stops_before_a_number_is_no_longer_finite()
    {
        var identity = Network.Create([1, 1], Activation.Identity, Initializer.StandardNormal(seed: 1));
        var scripts = PlayerScripts.Of(identity, new Dataset("one", [[10]], [[1]]), Loss.MeanSquaredError, learningRate: 1e3)
            .Run("state = steps.iterate(state, 10000)");

        Assert.Equal("diverged", scripts.Evaluate<string>("state.ended"));
        Assert.True(scripts.Evaluate<bool>("engine.isFinite(state.network)"));
    }

    [Fact]
    public void The_library_computes_ahead_what_a_lambda_needs()
    {
        var network = Network.Create([2, 2, 1], new Activation("cube", z => z * z * z, z => 3 * z * z), Initializer.XavierNormal(seed: 2));
        var forward = network.Forward(Dataset.Xor.Inputs);
        var backward = network.Backward(forward, Loss.MeanSquaredError.Evaluate(forward, Dataset.Xor.Targets));

        var scripts = PlayerScripts.Of(network, Dataset.Xor, Loss.MeanSquaredError);

        Assert.Equal(backward.Layers[0].Delta.Values.ToArray(), scripts.Evaluate<double[]>("steps.passOf(state).layers[0].delta.flat()"));
        Assert.InRange(scripts.Evaluate<int>("(state = steps.iterate(state, 100)).iteration + 1"), 2, 10);
        Assert.Contains("your own", scripts.Evaluate<string>("model.note"), StringComparison.Ordinal);
        Assert.Contains(
            "cube(", scripts.Evaluate<string>("equations.explain(steps.passOf(state), 'a:1:0:0', equations.naming([2, 2, 1])).expression.write('symbols')"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("z:1:1:2", "-0.138", true, "Right")]
    [InlineData("z:1:1:2", "0.1383", false, "sign")]
    [InlineData("a:1:0:1", "0.6477", false, "φ is still to be applied")]
    [InlineData("delta:2:0:0", "0.4417", false, "φ′(z) is missing")]
    [InlineData("delta:2:0:0", "0,109", true, "Right")]
    [InlineData("g:1:0:0", "0.1089", false, "δ goes through its weight")]
    [InlineData("t:0", "0.1951", false, "a factor more")]
    [InlineData("z:1:0:0", "abc", false, "Type a number")]
    [InlineData("a:2:0:0", "7", false, "is not it")]
    public void An_answer_is_right_to_three_digits_or_gets_the_hint_of_its_mistake(string key, string answer, bool isRight, string words)
    {
        var scripts = Scripts.Run($"const verdict = predict.judge(steps.passOf(state), '{key}', '{answer}')");

        Assert.Equal(isRight, scripts.Evaluate<bool>("verdict.isRight"));
        Assert.Contains(words, scripts.Evaluate<string>("verdict.text"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_number_that_is_shown_is_a_right_answer() =>
        Assert.Empty(Scripts.Run("state = steps.iterate(state, 7); const pass = steps.passOf(state);").Evaluate<string[]>("""
            steps.listOf(state).flatMap(step => steps.computes(step, [2, 2, 1], 1)).filter(key => !predict.judge(pass, key, equations.format(equations.valueAt(pass, key))).isRight)
            """));

    [Fact]
    public void A_player_of_a_training_has_the_parameters_of_its_snapshots()
    {
        var network = Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 42));
        var history = network.Train(Dataset.Xor, new() { Loss = Loss.HalfSumSquaredError, Epochs = 30, SnapshotEvery = 10 });

        var scripts = new PlayerScripts()
            .Run($"const model = {PlayerModel.Of(history, Dataset.Xor).ToJsonString()}; let state = steps.goTo(steps.initial(model), 2, 0);");

        Assert.Equal([0, 10, 20], scripts.Evaluate<int[]>("model.epochs"));
        Close.To(1e-12, history.Loss[20], scripts.Evaluate<double>("steps.passOf(state).value"), "loss of epoch 20");
    }
}
