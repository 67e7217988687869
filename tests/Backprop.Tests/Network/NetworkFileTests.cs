using System.Globalization;

namespace Backprop.Tests;

public sealed class NetworkFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    private string FilePath => Path.Combine(folder, "network.json");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Every_layer_is_the_same_bit_for_bit_after_saving_and_loading()
    {
        Activation[] activations = [.. Activation.All.OrderByDescending(activation => activation.IsElementwise)]; // softmax is the last
        int[] sizes = [.. Enumerable.Range(0, activations.Length + 1).Select(l => 1 + ((l * 7) % 5))];
        var network = Network.Create(sizes, activations, Initializer.StandardNormal(seed: 3));
        network.Layers[0].Bias = Vector.Create(new RandomState(9).Randn(network.Layers[0].Outputs).Values);

        network.Save(FilePath);

        AssertSame(network, Network.Load(FilePath));
    }

    [Theory]
    [InlineData(-0.0)]
    [InlineData(double.Epsilon)]
    [InlineData(-2.2250738585072011e-308)]
    [InlineData(double.MaxValue)]
    [InlineData(0.1)]
    [InlineData(1.0 / 3)]
    [InlineData(9007199254740993)]
    public void A_number_is_read_as_exactly_the_same_double(double value)
    {
        var network = Network.Create([1, 1], Activation.Identity, Initializer.Zeros);
        network.Layers[0].Weights = [[value]];

        network.Save(FilePath);

        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(Network.Load(FilePath).Layers[0].Weights[0, 0]));
    }

    /// <summary>.NET's shortest form of some powers of two, such as 2⁻²⁵, reads back as their neighbour.</summary>
    [Fact]
    public void Every_power_of_two_and_any_bits_are_read_as_exactly_the_same_doubles()
    {
        var random = new System.Random(1);
        double[] powers = [.. Enumerable.Range(-1074, 1074 + 1024).Select(exponent => Math.ScaleB(1, exponent))];
        var any = Enumerable.Range(0, 5000).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)))
            .Where(double.IsFinite);
        double[] values = [.. powers, .. powers.Select(power => -power), .. any];
        var network = Network.Create([1, values.Length], Activation.Identity, Initializer.Zeros);
        network.Layers[0].Weights = new Matrix(1, values.Length, values);
        network.Layers[0].Bias = new Vector(values);

        network.Save(FilePath);

        Assert.Equal(network.Layers[0].Weights, Network.Load(FilePath).Layers[0].Weights);
        Assert.Equal(network.Layers[0].Bias, Network.Load(FilePath).Layers[0].Bias);
    }

    [Fact]
    public void The_file_can_be_read_by_a_person()
    {
        var network = Network.Create([2, 1], Activation.Sigmoid, Initializer.Zeros);
        network.Layers[0].Weights = [[0.5], [-1]];

        network.Save(FilePath);

        Assert.Equal(
            """
            {
              "format": "Backprop network",
              "version": 1,
              "layers": [
                {
                  "activation": "sigmoid",
                  "weights": [
                    [0.5],
                    [-1]
                  ],
                  "bias": [0]
                }
              ]
            }
            """,
            File.ReadAllText(FilePath));
    }

    [Fact]
    public void The_file_does_not_depend_on_the_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = new() { NumberDecimalSeparator = ",", NegativeSign = "~" } };
        try
        {
            var network = Network.Create([2, 2, 1], Activation.Tanh, Initializer.StandardNormal(seed: 1));
            network.Save(FilePath);
            AssertSame(network, Network.Load(FilePath));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void An_activation_of_ones_own_is_given_again()
    {
        var cube = new Activation("cube", z => z * z * z, z => 3 * z * z);
        Network.Create([1, 1, 1], cube, Activation.Identity, Initializer.StandardNormal(seed: 1)).Save(FilePath);

        var network = Network.Load(FilePath, cube);

        Assert.Same(cube, network.Layers[0].Activation);
        Assert.Same(Activation.Identity, network.Layers[1].Activation);
        Refused("layer 1 has the activation 'cube', which is not a built-in one; pass your own, as in Network.Load(path, cube).");
    }

    [Fact]
    public void Saving_replaces_the_file_and_leaves_no_other()
    {
        File.WriteAllText(FilePath, "something else");

        Network.Create([1, 1], Activation.Tanh, Initializer.Zeros).Save(FilePath);

        Assert.Equal("tanh", Network.Load(FilePath).Layers[0].Activation.Name);
        Assert.Equal([FilePath], Directory.GetFiles(folder));
    }

    [Fact]
    public void A_save_that_fails_leaves_nothing_behind()
    {
        Directory.CreateDirectory(FilePath);

        Assert.ThrowsAny<Exception>(() => Network.Create([1, 1], Activation.Tanh, Initializer.Zeros).Save(FilePath));

        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public void Saving_over_a_symbolic_link_replaces_the_file_it_points_to()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows lets only administrators create symbolic links.");
        string target = Path.Combine(folder, "target.json");
        File.WriteAllText(target, "something else");
        File.CreateSymbolicLink(FilePath, "target.json");

        Network.Create([1, 1], Activation.Tanh, Initializer.Zeros).Save(FilePath);

        Assert.Equal("target.json", new FileInfo(FilePath).LinkTarget);
        Assert.Equal("tanh", Network.Load(target).Layers[0].Activation.Name);
        Assert.Equal(2, Directory.GetFiles(folder).Length);
    }

    [Fact]
    public void A_missing_folder_is_named_and_no_temporary_file()
    {
        string path = Path.Combine(folder, "no-such-folder", "network.json");

        var exception =
            Assert.Throws<DirectoryNotFoundException>(() => Network.Create([1, 1], Activation.Tanh, Initializer.Zeros).Save(path));

        Assert.Equal($"There is no folder '{Path.GetDirectoryName(path)}' to save '{path}' in; create it first.", exception.Message);
    }

    [Fact]
    public void A_byte_order_mark_is_no_matter()
    {
        var network = Network.Create([2, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 1));
        network.Save(FilePath);
        File.WriteAllText(FilePath, File.ReadAllText(FilePath), new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        AssertSame(network, Network.Load(FilePath));
    }

    [Theory]
    [InlineData("", "The input does not contain any JSON tokens.")]
    [InlineData("""{"format": "Backprop network", "version": "1"}""", "its version is not 1, the one that this library reads and writes.")]
    [InlineData("""{"format": "Backprop network", "version": 1.5}""", "its version is not 1")]
    [InlineData("{", "Expected depth to be zero")]
    [InlineData("[]", "it does not begin with \"format\": \"Backprop network\".")]
    [InlineData("{}", "it does not begin with")]
    [InlineData("""{"format": 1}""", "it does not begin with")]
    [InlineData("""{"format": "Keras"}""", "it does not begin with")]
    [InlineData("""{"format": "Backprop network"}""", "its version is not 1, the one that this library reads and writes.")]
    [InlineData("""{"format": "Backprop network", "version": 2, "blocks": []}""", "its version is not 1")]
    [InlineData("""{"format": "Backprop network", "version": 1}""", "JSON deserialization")]
    [InlineData("""{"format": "Backprop network", "version": 1, "layers": null}""", "The ")]
    [InlineData("""{"format": "Backprop network", "version": 1, "layers": []}""", "it has no layers.")]
    [InlineData("""{"format": "Backprop network", "version": 1, "layers": [null]}""", "a layer is null.")]
    [InlineData("""{"format": "Backprop network", "version": 1, "layers": [], "more": 1}""", "The JSON property 'more' could not be mapped")]
    [InlineData("""{"format": "Backprop network", "version": 1, "layers": [{"activation": "relu", "weights": [[1, 2], [3]], "bias": [0, 0]}]}""", "rows[1] has 1 entries but rows[0] has 2")]
    [InlineData("""{"format": "Backprop network", "version": 1, "layers": [{"activation": "relu", "weights": [[1], null], "bias": [0]}]}""", "rows[1] is null.")]
    [InlineData("""{"format": "Backprop network", "version": 1, "layers": [{"activation": "relu", "weights": [], "bias": [0]}]}""", "sizes[0] is 0")]
    [InlineData("""{"format": "Backprop network", "version": 1, "layers": [{"activation": "relu", "weights": [["a"]], "bias": [0]}]}""", "The JSON value could not be converted")]
    [InlineData("""{"format": "Backprop network", "version": 1, "layers": [{"activation": "relu", "weights": [[1e999]], "bias": [0]}]}""",
        "W1 has the entry")]
    [InlineData("""{"format": "Backprop network", "version": 1, "layers": [{"activation": "relu", "weights": [[1]], "bias": [0, 0]}]}""",
        "The bias set has 2 entries but b1 has 1")]
    [InlineData("""{"format": "Backprop network", "version": 1, "layers": [{"activation": "relu", "weights": [[1, 2]], "bias": [0, 0]}, {"activation": "relu", "weights": [[1]], "bias": [0]}]}""", "The weights set are 1 × 1 but W2 is 2 × 1")]
    [InlineData("""{"format": "Backprop network", "version": 1, "layers": [{"activation": "softmax", "weights": [[1]], "bias": [0]}, {"activation": "relu", "weights": [[1]], "bias": [0]}]}""", "Layer 1 is a hidden layer with softmax")]
    public void A_damaged_or_foreign_file_is_refused_with_the_reason(string text, string reason)
    {
        File.WriteAllText(FilePath, text);
        Refused(reason);
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_refused()
    {
        Network.Create([2, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 1)).Save(FilePath);
        string whole = File.ReadAllText(FilePath);

        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllText(FilePath, whole[..length]);
            Assert.Throws<InvalidDataException>(() => Network.Load(FilePath));
        }
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var exception = Assert.Throws<FileNotFoundException>(() => Network.Load(FilePath));
        Assert.Equal($"There is no file '{FilePath}'; looked for {FilePath}.", exception.Message);
        Assert.Throws<ArgumentException>("path", () => Network.Load(""));
        Assert.Throws<ArgumentException>("path", () => Network.Create([1, 1], Activation.Tanh, Initializer.Zeros).Save(" "));
    }

    private void Refused(string reason)
    {
        var exception = Assert.Throws<InvalidDataException>(() => Network.Load(FilePath));
        Assert.StartsWith($"'{FilePath}' is not a network saved by this library: {reason}", exception.Message, StringComparison.Ordinal);
    }

    private static void AssertSame(Network expected, Network actual)
    {
        Assert.Equal(expected.Sizes, actual.Sizes);
        Assert.Equal(expected.Layers.Select(layer => layer.Activation), actual.Layers.Select(layer => layer.Activation));
        Assert.Equal(expected.Parameters.ToArray(), actual.Parameters.ToArray());
    }
}
