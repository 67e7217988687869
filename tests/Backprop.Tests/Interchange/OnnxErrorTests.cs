namespace Backprop.Tests.Interchange;

/// <summary>Files that are no network: each is refused with what is wrong, and nothing is changed.</summary>
public sealed class OnnxErrorTests
{
    private static readonly Dictionary<string, OnnxAttribute> none = [];

    private static readonly OnnxTensor square = new([2, 2], [1, 2, 3, 4]);

    [Fact]
    public void A_node_that_no_network_has_is_named() =>
        Refused("node 'conv1' (Conv)", Model([new("Conv", "conv1", ["in", "W"], ["out"], none)]));

    [Fact]
    public void A_second_activation_is_named() => Refused("node 'again' (Tanh) is the second activation of layer 1", Model(
        [new("MatMul", "m", ["in", "W"], ["h"], none), new("Relu", "first", ["h"], ["r"], none),
            new("Tanh", "again", ["r"], ["out"], none)]));

    [Fact]
    public void An_activation_before_the_first_layer_is_named() =>
        Refused("node 'r' (Relu) stands before the first layer", Model([new("Relu", "r", ["in"], ["out"], none)]));

    [Fact]
    public void A_scaled_product_is_named() => Refused("node 'g' (Gemm) scales", Model(
        [new("Gemm", "g", ["in", "W", "b"], ["out"], new Dictionary<string, OnnxAttribute> { ["alpha"] = new(0.5) })]));

    [Fact]
    public void A_branch_is_named() => Refused("'in' goes to node 'a' (Add) and to node 'b' (Mul), but a network of this library is one chain", Model(
        [new("Add", "a", ["in", "in"], ["s"], none), new("Mul", "b", ["in", "s"], ["out"], none)]));

    [Fact]
    public void Weights_that_are_no_constant_are_named() =>
        Refused("node 'm' (MatMul) reads 'elsewhere', which is no constant",
            Model([new("MatMul", "m", ["in", "elsewhere"], ["out"], none)]));

    [Fact]
    public void An_output_that_nothing_gives_is_named() =>
        Refused("nothing reads 'h', and it is not the output 'out'", Model([new("MatMul", "m", ["in", "W"], ["h"], none)]));

    [Fact]
    public void A_changed_file_of_the_librarys_own_is_refused()
    {
        using var folder = new Folder();
        Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 1)).SaveOnnx(folder["a.onnx"]);
        var model = OnnxModelReader.Read(File.ReadAllBytes(folder["a.onnx"]));
        var nodes = model.Nodes.Select(node => node.Operator == "Sigmoid" ? node with { Operator = "Tanh" } : node);
        File.WriteAllBytes(folder["b.onnx"], (model with { Nodes = [.. nodes] }).ToBytes(FloatPrecision.Double));

        Assert.Contains(
            "changed since it was written", Assert.Throws<InvalidDataException>(() => Network.LoadOnnx(folder["b.onnx"])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused_and_never_crashes()
    {
        using var folder = new Folder();
        Network.Create([2, 3, 1], Activation.ELU, Initializer.StandardNormal(seed: 1)).SaveOnnx(folder["whole.onnx"]);
        byte[] whole = File.ReadAllBytes(folder["whole.onnx"]);
        for (int length = 0; length < whole.Length; length += 7)
        {
            File.WriteAllBytes(folder["cut.onnx"], whole[..length]);
            Assert.Throws<InvalidDataException>(() => Network.LoadOnnx(folder["cut.onnx"]));
        }
    }

    [Fact]
    public void Random_bytes_and_other_files_are_refused()
    {
        using var folder = new Folder();
        var random = new Random(1);
        for (int k = 0; k < 300; k++)
        {
            byte[] bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            File.WriteAllBytes(folder["random.onnx"], bytes);
            Assert.Throws<InvalidDataException>(() => Network.LoadOnnx(folder["random.onnx"]));
        }
    }

    [Fact]
    public void A_missing_file_is_named() => Assert.Throws<FileNotFoundException>(() => Network.LoadOnnx("no-such.onnx"));

    [Fact]
    public void An_activation_of_ones_own_has_no_form_in_ONNX()
    {
        using var folder = new Folder();
        var network = Network.Create([1, 1], new Activation("cube", z => z * z * z, z => 3 * z * z), Initializer.Zeros);

        string message = Assert.Throws<NotSupportedException>(() => network.SaveOnnx(folder["a.onnx"])).Message;

        Assert.Contains("Layer 1 has the activation 'cube'", message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder["a.onnx"]));
    }

    private static OnnxModel Model(IReadOnlyList<OnnxNode> nodes) => new()
    {
        Producer = "other",
        Input = "in",
        Output = "out",
        InputCount = 2,
        OutputCount = 2,
        Nodes = nodes,
        Initializers = new Dictionary<string, OnnxTensor> { ["W"] = square, ["b"] = new([2], [0, 0]) },
    };

    private static void Refused(string reason, OnnxModel model)
    {
        using var folder = new Folder();
        File.WriteAllBytes(folder["model.onnx"], model.ToBytes(FloatPrecision.Double));

        Assert.Contains(
            reason, Assert.Throws<InvalidDataException>(() => Network.LoadOnnx(folder["model.onnx"])).Message, StringComparison.Ordinal);
    }
}
