using Backprop.Tests.Reference;

namespace Backprop.Tests.Display;

/// <summary>The player's arithmetic against PyTorch and against the library.</summary>
public sealed class EngineTests
{
    private const double Tolerance = 1e-12;
    private const double LearningRate = 0.01;

    private static readonly TorchGradients[] Networks = ReferenceFile.Read<TorchGradients[]>("torch-gradients.json");

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Networks.Length)];

    public static TheoryData<int> SomeCases => [.. Enumerable.Range(0, 10).Select(k => 6 * k)];

    /// <summary>Every number of a pass, in one order for the script and for the library.</summary>
    internal const string AllNumbers = """
        const all = pass => [pass.value, ...pass.terms, ...pass.layers.flatMap(layer =>
          [layer.W, layer.z, layer.a, layer.derivative ?? [], layer.g, layer.delta, layer.dW].flatMap(matrix => matrix.flat()).concat(layer.b, layer.db))];
        """;

    internal const string HundredSteps =
        "Array.from({ length: 100 }, () => { const numbers = all(steps.passOf(state)); state = steps.iterate(state); return numbers; })";

    [Theory]
    [MemberData(nameof(Cases))]
    public void Numbers_of_the_script_equal_PyTorch(int index)
    {
        var expected = Networks[index];
        var scripts = Scripts(index).Run("const pass = steps.passOf(state)");

        Close.To(Tolerance, expected.LossValue, scripts.Evaluate<double>("pass.value"), "L");
        for (int l = 0; l < expected.Z.Length; l++)
        {
            Close.To(Tolerance, Flat(expected.Z[l]), scripts.Evaluate<double[]>($"pass.layers[{l}].z.flat()"), $"z{l + 1}");
            Close.To(Tolerance, Flat(expected.A[l]), scripts.Evaluate<double[]>($"pass.layers[{l}].a.flat()"), $"a{l + 1}");
            Close.To(Tolerance, Flat(expected.Delta[l]), scripts.Evaluate<double[]>($"pass.layers[{l}].delta.flat()"), $"delta{l + 1}");
            Close.To(Tolerance, Flat(expected.GradWeights[l]), scripts.Evaluate<double[]>($"pass.layers[{l}].dW.flat()"), $"dW{l + 1}");
            Close.To(Tolerance, expected.GradBiases[l], scripts.Evaluate<double[]>($"pass.layers[{l}].db"), $"db{l + 1}");
        }

        Close.To(Tolerance, Flat(expected.GradX), scripts.Evaluate<double[]>("pass.inputGradient.flat()"), "dX");
    }

    /// <summary>
    /// To 1e-12 of the number, and 4e-15 where it is a sum whose terms have cancelled: the library's products are fused with the addition,
    /// which JavaScript's cannot be. In process for some networks; the browser does all of them.
    /// </summary>
    [Theory]
    [MemberData(nameof(SomeCases))]
    public void Every_number_of_100_full_batch_steps_equals_the_librarys(int index)
    {
        double[][] actual = Scripts(index).Run(AllNumbers).Evaluate<double[][]>(HundredSteps);

        AssertEqualsTheLibrary(index, actual);
    }

    /// <summary>The steps of the library, one by one, beside those of the script.</summary>
    internal static void AssertEqualsTheLibrary(int index, double[][] actual)
    {
        var network = NetworkOf(index);
        var data = DataOf(index);
        var loss = Loss.Named(Networks[index].Loss);
        Assert.Equal(100, actual.Length);
        foreach (double[] numbers in actual)
        {
            var forward = network.Forward(data.Inputs);
            var backward = network.Backward(forward, loss.Evaluate(forward, data.Targets));
            Close.To(Tolerance, [.. Numbers(backward)], numbers, "number", absolute: 4e-15);
            network.Update(backward, LearningRate);
        }
    }

    internal static string Model(int index) =>
        PlayerModel.Of(NetworkOf(index), DataOf(index), Loss.Named(Networks[index].Loss), LearningRate).ToJsonString();

    private static PlayerScripts Scripts(int index) =>
        PlayerScripts.Of(NetworkOf(index), DataOf(index), Loss.Named(Networks[index].Loss), LearningRate);

    private static Network NetworkOf(int index) =>
        ReferenceFile.NetworkOf(Networks[index].Sizes, Networks[index].Activations, Networks[index].Weights, Networks[index].Biases);

    private static Dataset DataOf(int index) => new("reference", Networks[index].X.ToMatrix(), Networks[index].Y.ToMatrix());

    private static double[] Flat(double[][] rows) => [.. rows.SelectMany(row => row)];

    private static IEnumerable<double> Numbers(BackwardPass pass) =>
        [pass.Loss.Value, .. pass.Loss.SampleTerms, .. pass.Forward.Layers.Zip(pass.Layers).SelectMany(layer => (double[])
    [
        .. layer.First.Weights.Values, .. layer.First.Z.Values, .. layer.First.A.Values,
        .. layer.Second.Derivative is { } derivative ? derivative.Values : [],
        .. layer.Second.ActivationGradient.Values, .. layer.Second.Delta.Values, .. layer.Second.Gradient.Weights.Values,
        .. layer.First.Bias, .. layer.Second.Gradient.Bias,
    ])];
}
