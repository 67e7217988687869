using System.Text;

namespace Backprop.Tests.Interchange;

/// <summary>safetensors: PyTorch's names and shapes, there and back.</summary>
public sealed class SafetensorsTests
{
    private static Network Example => Network.Create([3, 4, 2], Activation.ReLU, Activation.Softmax, Initializer.StandardNormal(seed: 5));

    [Fact]
    public void The_file_has_the_names_and_shapes_of_a_state_dict_with_W_transposed()
    {
        using var folder = new Folder();
        var network = Example;

        network.SaveSafetensors(folder["a.safetensors"]);

        byte[] bytes = File.ReadAllBytes(folder["a.safetensors"]);
        int length = (int)BitConverter.ToUInt64(bytes);
        using var header = System.Text.Json.JsonDocument.Parse(Encoding.UTF8.GetString(bytes, 8, length));
        Assert.Equal([4, 3], header.RootElement.GetProperty("0.weight").GetProperty("shape").EnumerateArray().Select(n => n.GetInt32()));
        Assert.Equal([2], header.RootElement.GetProperty("2.bias").GetProperty("shape").EnumerateArray().Select(n => n.GetInt32()));
        Assert.Equal("F64", header.RootElement.GetProperty("2.weight").GetProperty("dtype").GetString());
        Assert.Equal(network.Layers[0].Weights[1, 0], BitConverter.ToDouble(bytes, 8 + length + 8));
        Assert.Equal(0, length % 8);
    }

    [Fact]
    public void A_saved_network_is_loaded_bit_for_bit_with_its_activations()
    {
        using var folder = new Folder();
        var network = Example;
        network.SaveSafetensors(folder["a.safetensors"]);

        var loaded = Network.LoadSafetensors(folder["a.safetensors"]);

        Assert.Equal(network.Parameters, loaded.Parameters);
        Assert.Equal([Activation.ReLU, Activation.Softmax], loaded.Layers.Select(layer => layer.Activation));
    }

    [Fact]
    public void PyTorch_takes_the_file_as_a_state_dict_and_computes_the_same()
    {
        string python = Python.With("torch", "numpy");
        using var folder = new Folder();
        var network = Example;
        var inputs = new RandomState(1).Randn(5, 3);
        network.ExportPyTorch(folder.Path, new Dataset("d", inputs, Matrix.OneHot([0, 1, 0, 1, 1], 2)), new() { Epochs = 1 });
        const string Predict =
            "import torch, train; torch.set_default_dtype(torch.float64); n = train.Network(); n.load_state_dict(train.load('weights.safetensors')); "
            + "print(*[repr(v) for v in n(train.load('data.safetensors')['inputs'])[1].flatten().tolist()])";

        var (exitCode, output) = Python.Run(python, ["-c", Predict], folder.Path)!.Value;

        Assert.True(exitCode == 0, output);
        double[] values = [.. output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(text => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture))];
        Close.To(1e-14, network.Predict(inputs).Values.ToArray(), values, "ŷ");
    }

    [Theory]
    [InlineData("F32", 4)]
    [InlineData("BF16", 2)]
    [InlineData("F16", 2)]
    public void Other_number_types_and_layers_without_bias_are_read(string type, int size)
    {
        using var folder = new Folder();
        byte[] one = type switch { "F32" => BitConverter.GetBytes(1.5f), "F16" => BitConverter.GetBytes((Half)1.5), _ => [0xC0, 0x3F] };
        WriteFile(folder["a.safetensors"], $$$"""
            {"net.10.weight":{"dtype":"{{{type}}}","shape":[1,1],"data_offsets":[0,{{{size}}}]}
            ,"net.2.weight":{"dtype":"{{{type}}}","shape":[1,2],"data_offsets":[{{{size}}},{{{3 * size}}}]}}
            """, [.. one, .. one, .. one]);

        var network = Network.LoadSafetensors(folder["a.safetensors"], Activation.Tanh, Activation.Identity);

        Assert.Equal([2, 1, 1], network.Sizes);
        Assert.Equal(1.5, network.Layers[1].Weights[0, 0]);
        Assert.Equal(0, network.Layers[1].Bias[0]);
    }

    [Theory]
    [InlineData("shorter than the 8 bytes", "")]
    [InlineData("its header would have", "\xFF\xFF\xFF\xFF\x00\x00\x00\x00")]
    [InlineData("its header is not that of a safetensors file", "\x05\x00\x00\x00\x00\x00\x00\x00hello")]
    public void A_foreign_file_is_refused(string reason, string content)
    {
        using var folder = new Folder();
        File.WriteAllBytes(folder["a.safetensors"], Encoding.Latin1.GetBytes(content));

        Refused(reason, folder["a.safetensors"]);
    }

    [Theory]
    [InlineData("would lie from byte 0 to 80", """{"0.weight":{"dtype":"F64","shape":[1,1],"data_offsets":[0,80]}}""")]
    [InlineData("which is not what its shape [2, 1] of F64 takes", """{"0.weight":{"dtype":"F64","shape":[2,1],"data_offsets":[0,8]}}""")]
    [InlineData("of type I64", """{"0.weight":{"dtype":"I64","shape":[1,1],"data_offsets":[0,8]}}""")]
    [InlineData("'running_mean' is neither", """{"running_mean":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}""")]
    [InlineData("1 axes", """{"0.weight":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}""")]
    [InlineData("does not name its activations", """{"0.weight":{"dtype":"F64","shape":[1,1],"data_offsets":[0,8]}}""")]
    public void A_damaged_header_is_refused(string reason, string header)
    {
        using var folder = new Folder();
        WriteFile(folder["a.safetensors"], header, new byte[8]);

        Refused(reason, folder["a.safetensors"]);
    }

    [Fact]
    public void Numbers_that_are_not_finite_are_refused()
    {
        using var folder = new Folder();
        WriteFile(folder["a.safetensors"], """{"0.weight":{"dtype":"F64","shape":[1,1],"data_offsets":[0,8]}}""",
            BitConverter.GetBytes(double.NaN));

        Assert.Throws<InvalidDataException>(() => Network.LoadSafetensors(folder["a.safetensors"], Activation.Tanh));
    }

    private static void Refused(string reason, string path) =>
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => Network.LoadSafetensors(path)).Message, StringComparison.Ordinal);

    private static void WriteFile(string path, string header, byte[] numbers) =>
        File.WriteAllBytes(
            path, [.. BitConverter.GetBytes((long)Encoding.UTF8.GetByteCount(header)), .. Encoding.UTF8.GetBytes(header), .. numbers]);
}
