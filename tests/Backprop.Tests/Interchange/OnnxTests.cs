using Backprop.Tests.Reference;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Backprop.Tests.Interchange;

/// <summary>ONNX files: what ONNX Runtime computes with them, what the ONNX checker says of them, and what is read back.</summary>
public sealed class OnnxTests
{
    private static readonly TorchGradients[] references = ReferenceFile.Read<TorchGradients[]>("torch-gradients.json");

    public static TheoryData<int> References => [.. Enumerable.Range(0, references.Length)];

    public static TheoryData<string> Activations => [.. OnnxActivations.Names, "leakyRelu(0.2)", "elu(0.5)"];

    [Theory]
    [MemberData(nameof(References))]
    public void ONNX_Runtime_computes_what_PyTorch_and_the_library_compute(int index)
    {
        var expected = references[index];
        var network = ReferenceFile.NetworkOf(expected.Sizes, expected.Activations, expected.Weights, expected.Biases);
        using var folder = new Folder();

        network.SaveOnnx(folder["network.onnx"]);

        var output = InRuntime(folder["network.onnx"], expected.X.ToMatrix());
        Close.To(1e-12, network.Predict(expected.X.ToMatrix()).Values, output.Values, "ŷ");
        Close.To(1e-12, expected.A[^1], output, "ŷ of PyTorch");
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void Every_activation_is_exact_in_ONNX_Runtime_also_far_out(string name)
    {
        var activation = Activation.Named(name);
        var network = Network.Create([1, 1], activation, Initializer.Zeros);
        network.Layers[0].Weights = [[1]];
        double[] z = [-700, -40, -8.5, -4.1, -2, -0.6, -0.4, -1e-3, 0, 1e-9, 0.1, 0.47, 1, 3.9, 4.5, 7, 40, 700];
        var inputs = Matrix.Create([.. z.Select(value => new[] { value })]);
        using var folder = new Folder();

        network.SaveOnnx(folder["network.onnx"]);

        var (expected, actual) = (network.Predict(inputs), InRuntime(folder["network.onnx"], inputs));
        for (int i = 0; i < z.Length; i++)
            Assert.Equal(expected[i, 0], actual[i, 0], 1e-12 * Math.Max(1, Math.Abs(z[i])));
    }

    [Theory]
    [MemberData(nameof(Activations))]
    public void A_file_of_32_bits_is_right_to_7_digits_and_uses_the_runtimes_own_operators(string name)
    {
        var network =
            Network.Create([3, 5, 4], Activation.Named(name).IsElementwise ? Activation.Named(name)
                : Activation.Tanh, Activation.Named(name), Initializer.StandardNormal(seed: 3));
        var inputs = new RandomState(4).Randn(7, 3);
        using var folder = new Folder();

        network.SaveOnnx(folder["network.onnx"], FloatPrecision.Single);

        using var session = new InferenceSession(folder["network.onnx"]);
        var tensor = new DenseTensor<float>(Array.ConvertAll(inputs.Values.ToArray(), value => (float)value), [7, 3]);
        using var results = session.Run([NamedOnnxValue.CreateFromTensor("x", tensor)]);
        double[] actual = [.. results[0].AsEnumerable<float>().Select(value => (double)value)];
        double[] expected = network.Predict(inputs).Values.ToArray();
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 3e-6 * Math.Max(1, Math.Abs(expected[i])));
        Close.To(
            1e-6, network.Predict(inputs).Values, Network.LoadOnnx(folder["network.onnx"]).Predict(inputs).Values,
            "ŷ of the loaded network", absolute: 1e-6);
    }

    [Theory]
    [MemberData(nameof(References))]
    public void A_saved_network_is_loaded_bit_for_bit(int index)
    {
        var reference = references[index];
        var network = ReferenceFile.NetworkOf(reference.Sizes, reference.Activations, reference.Weights, reference.Biases);
        using var folder = new Folder();

        network.SaveOnnx(folder["network.onnx"]);
        var loaded = Network.LoadOnnx(folder["network.onnx"]);

        Assert.Equal(network.Layers.Select(layer => layer.Activation), loaded.Layers.Select(layer => layer.Activation));
        Assert.Equal(network.Parameters, loaded.Parameters);
    }

    [Fact]
    public void The_checker_of_ONNX_accepts_every_file()
    {
        string python = Python.With("onnx");
        using var folder = new Folder();
        for (int k = 0; k < references.Length; k++)
        {
            var reference = references[k];
            var network = ReferenceFile.NetworkOf(reference.Sizes, reference.Activations, reference.Weights, reference.Biases);
            network.SaveOnnx(folder[$"double{k}.onnx"]);
            network.SaveOnnx(folder[$"single{k}.onnx"], FloatPrecision.Single);
        }

        const string Check = """
            import glob, onnx
            files = glob.glob("*.onnx")
            for file in files:
                model = onnx.load(file)
                onnx.checker.check_model(model, full_check=True)
                onnx.shape_inference.infer_shapes(model, strict_mode=True)
            print(len(files))
            """;
        var (exitCode, output) = Python.Run(python, ["-c", Check], folder.Path)!.Value;

        Assert.True(exitCode == 0, output);
        Assert.Equal(2 * references.Length, int.Parse(output.Trim(), System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void What_PyTorch_exports_of_a_Sequential_is_loaded()
    {
        string python = Python.With("torch", "onnx");
        using var folder = new Folder();
        const string Export = """
            import json, torch
            from torch import nn
            torch.manual_seed(1)
            activations = {"relu": nn.ReLU(), "sigmoid": nn.Sigmoid(), "tanh": nn.Tanh(), "leakyRelu": nn.LeakyReLU(0.01), "elu": nn.ELU(), "softplus": nn.Softplus(),
                           "silu": nn.SiLU(), "gelu": nn.GELU(), "identity": nn.Identity()}
            x, expected = torch.randn(5, 3), {}
            for name, activation in activations.items():
                for last in ("none", "softmax"):
                    model = nn.Sequential(nn.Linear(3, 6), activation, nn.Linear(6, 4, bias=last == "none"), *([] if last == "none" else [nn.Softmax(dim=1)]))
                    torch.onnx.export(model, x, f"{name}-{last}.onnx", input_names=["in"], output_names=["out"], dynamic_axes={"in": {0: "n"}}, opset_version=13)
                    expected[f"{name}-{last}"] = model(x).tolist()
            json.dump({"x": x.tolist(), "outputs": expected}, open("expected.json", "w"))
            """;
        var (exitCode, output) = Python.Run(python, ["-c", Export], folder.Path)!.Value;
        Assert.True(exitCode == 0, output);
        var expected =
            System.Text.Json.JsonSerializer.Deserialize<Exported>(File.ReadAllText(folder["expected.json"]),
                System.Text.Json.JsonSerializerOptions.Web)!;
        Assert.Equal(18, expected.Outputs.Count);

        Assert.All(expected.Outputs, pair =>
        {
            var network = Network.LoadOnnx(folder[$"{pair.Key}.onnx"]);

            Assert.Equal(pair.Key.Split('-')[0], network.Layers[0].Activation.Name);
            Close.To(2e-6, pair.Value, network.Predict(Matrix.Create(expected.X)), pair.Key);
        });
    }

    private static Matrix InRuntime(string path, Matrix inputs)
    {
        using var session = new InferenceSession(path);
        var tensor = new DenseTensor<double>(inputs.Values.ToArray(), [inputs.RowCount, inputs.ColumnCount]);
        using var results = session.Run([NamedOnnxValue.CreateFromTensor("x", tensor)]);
        var output = results[0].AsTensor<double>();
        return Matrix.Create([.. output.ToArray().Chunk(output.Dimensions[1])]);
    }

    private sealed record Exported(double[][] X, Dictionary<string, double[][]> Outputs);
}
