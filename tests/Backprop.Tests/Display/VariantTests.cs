using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Backprop.Tests.Display;

/// <summary>
/// Tables and equations of what the lab sheet's example has not: other losses and activations, several outputs, many layers. Against files
/// that were looked at.
/// </summary>
public sealed partial class VariantTests
{
    private static readonly Network Wide =
        Network.Create([3, 3, 2, 3], [Activation.ReLU, Activation.Tanh, Activation.Softmax], Initializer.XavierNormal(seed: 1));
    private static readonly ForwardPass WideForward = Wide.Forward([[1, 2, 3], [-1, 0.5, 2]]);
    private static readonly BackwardPass WideBackward =
        Wide.Backward(WideForward, Loss.CrossEntropy.Evaluate(WideForward, [[1, 0, 0], [0, 0, 1]]));
    private static readonly Network Deep =
        Network.Create([2, .. Enumerable.Repeat(2, 13), 1], Activation.Tanh, Initializer.XavierNormal(seed: 1));
    private static readonly ForwardPass DeepForward = Deep.Forward([[1, 0], [0, 1]]);

    private static readonly Activation Cube = new("cube", z => z * z * z, z => 3 * z * z);
    private static readonly Loss Quartic = new("quartic", (p, y) => Math.Pow(p - y, 4), (p, y) => 4 * Math.Pow(p - y, 3));

    [Fact]
    public void Tables_are_as_stored_in_text() => Snapshot.Matches("variants.txt", string.Join("\n\n", Shown.Concat(Large)));

    [Fact]
    public void Tables_are_as_stored_in_html() =>
        Snapshot.Matches("variants.html",
        string.Join("\n\n", Shown.Select(shown => ((IHtmlContent)shown).ToHtml().Replace(Style.Element, "", StringComparison.Ordinal))));

    [Fact]
    public void Formulas_of_activations_and_losses_are_as_stored() =>
        Snapshot.Matches(
            "formulas.txt",
            string.Join("\n\n", Formulas()
            .Select(equation => $"{equation}\n{equation.ToHtml().Replace(Style.Element, "", StringComparison.Ordinal)}")));

    /// <summary>
    /// Rounding errors differ between processors, and with them the order of the parameters: every number is written #, every parameter p.
    /// </summary>
    [Fact]
    public void Tables_of_rounding_errors_are_as_stored_but_for_their_numbers()
    {
        object[] shown =
        [
            GradientCheck.StepSizeCurve(Activation.Sigmoid, 0.7),
            GradientCheck.Run(Example.Network, Dataset.Xor, Loss.MeanSquaredError),
            GradientCheck.Run(Wide, new Dataset("two", WideForward.Inputs, [[1, 0, 0], [0, 0, 1]]), Loss.CrossEntropy),
            GradientCheck.Run(Example.Network, Dataset.Xor, Loss.MeanSquaredError, new() { FastAbove = 0 }),
            GradientCheck.Run(x => Math.Abs(x[0]) + x[1], [0, 1], [0.5, 2]),
            GradientCheck.Run(x => x[0], [1], [1]),
        ];

        string text =
            string.Join("\n\n",
            shown.Select(one => $"{one}\n{((IHtmlContent)one).ToHtml().Replace(Style.Element, "", StringComparison.Ordinal)}"));
        Snapshot.Matches(
            "rounding.txt", Spaces().Replace(Number().Replace(Parameter().Replace(text, "p"), "#"), " ")
            .Replace(" </td>", "</td>", StringComparison.Ordinal));
    }

    [Fact]
    public void Too_many_paths_are_refused_with_their_number()
    {
        // 200 samples, 32 hidden units behind layer 1, 10 outputs.
        Throws.Argument(
            "layer", "From layer 1 there are 64,000 paths over all samples; at most 10,000 are written out. Choose a later layer or fewer samples.",
            () => Equations.Chain(Example.LargeBackward, layer: 1, input: 1, unit: 1));
        Assert.Equal(2000, Equations.Chain(Example.LargeBackward, layer: 2, input: 1, unit: 1).Paths.Count);
        Assert.Equal(10_000, Equations.Chain(HundredOutputs(samples: 100), layer: 1, input: 1, unit: 1).Paths.Count);
        Throws.Argument(
            "layer", "From layer 1 there are 10,100 paths",
            () => Equations.Chain(HundredOutputs(samples: 101), layer: 1, input: 1, unit: 1));

        static BackwardPass HundredOutputs(int samples)
        {
            var network = Network.Create([1, 1, 100], Activation.Tanh, Initializer.XavierNormal(seed: 1));
            var forward = network.Forward(new RandomState(1).Randn(samples, 1));
            return network.Backward(forward, Loss.MeanSquaredError.Evaluate(forward, Matrix.Zeros(samples, 100)));
        }
    }

    [Theory]
    [InlineData(0, 1, 1, "layer", "layer is 0 but the network has 2 layers, counted from 1 as on the tables.")]
    [InlineData(3, 1, 1, "layer", "layer is 3 but the network has 2 layers, counted from 1 as on the tables.")]
    [InlineData(2, 2, 1, "unit", "unit is 2 but layer 2 has 1 unit, counted from 1 as on the tables.")]
    [InlineData(1, 3, 1, "unit", "unit is 3 but layer 1 has 2 units, counted from 1 as on the tables.")]
    [InlineData(1, 1, 5, "sample", "sample is 5 but the batch has 4 samples, counted from 1 as on the tables.")]
    public void A_position_that_is_not_there_is_refused(int layer, int unit, int sample, string parameter, string message) =>
        Throws.Argument(parameter, message, () => Equations.PreActivation(Example.Forward, layer, unit, sample));

    [Fact]
    public void An_input_or_a_sample_that_is_not_there_is_refused()
    {
        Throws.Argument(
            "input", "input is 3 but layer 1 has 2 inputs, counted from 1 as on the tables.",
            () => Equations.Chain(Example.Backward, layer: 1, input: 3, unit: 1));
        Throws.Argument(
            "input", "input is 0 but layer 2 has 2 inputs, counted from 1 as on the tables.",
            () => Equations.WeightGradient(Example.Backward, layer: 2, input: 0, unit: 1));
        Throws.Argument(
            "sample", "sample is 9 but the batch has 4 samples, counted from 1 as on the tables.",
            () => Diagram.Of(Example.Forward, sample: 9));
        Throws.Argument(
            "sample", "sample is 0 but the batch has 4 samples, counted from 1 as on the tables.",
            () => Diagram.Of(Example.Backward, sample: 0));
    }

    [Fact]
    public void Plotly_js_is_put_into_the_notebook_with_its_version()
    {
        var embedded = PlotlyJs.Embed();

        Assert.Equal($"plotly.js {PlotlyJs.Version} is in this notebook: figures draw without a network.", embedded.ToString());
        Assert.All(["cartesian", "gl3d"], bundle =>
        {
            string start = $"<script type=\"application/gzip\" class=\"plotly-js\" data-bundle=\"{bundle}\">";
            int from = embedded.ToHtml().IndexOf(start, StringComparison.Ordinal) + start.Length;
            string base64 = embedded.ToHtml()[from..embedded.ToHtml().IndexOf('<', from)];
            using var text =
                new StreamReader(new GZipStream(new MemoryStream(Convert.FromBase64String(base64)), CompressionMode.Decompress));
            Assert.Contains($"plotly.js ({bundle} - minified) v{PlotlyJs.Version}", text.ReadToEnd(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Only_the_first_figure_of_a_notebook_brings_plotly_js_along_and_does_so_each_time_it_is_shown()
    {
        IHtmlContent first = new Figure([new JsonObject { ["type"] = "surface", ["name"] = "first" }], []);
        IHtmlContent second = new Figure([new JsonObject { ["type"] = "surface", ["name"] = "second" }], []);
        string[] shown = [first.ToNotebookHtml(), second.ToNotebookHtml(), first.ToNotebookHtml(), second.ToNotebookHtml()];

        bool[] carried = [.. shown.Select(html => html != PlotlyJs.WithoutElements(html))];

        // Another test may have shown a surface before.
        Assert.Equal((carried[0], carried[1]), (carried[2], carried[3]));
        Assert.False(carried[1]);
        Assert.NotEqual(second.ToHtml(), PlotlyJs.WithoutElements(second.ToHtml()));
    }

    [Theory]
    [InlineData(0, "0 layers")]
    [InlineData(1, "1 layer")]
    [InlineData(2, "2 layers")]
    public void So_many_of_something(int count, string text) => Assert.Equal(text, Words.Count(count, "layer"));

    [Theory]
    [InlineData(1, "x1,x2", "−7,999")]
    [InlineData(0.5, "sample", "1")]
    [InlineData(1000, "sample", "1")]
    [InlineData(-100, "x1,x2", "−700,999")]
    [InlineData(-999, "sample", "1")]
    public void Short_integers_name_their_sample(double unit, string heading, string name)
    {
        Matrix inputs = [[unit == 1 ? -7 : unit == -100 ? -700 : unit == -999 ? -9999 : unit, 999], [0, 1]];

        var samples = Names.Samples(inputs);

        Assert.Equal((heading, name), (samples.Heading.Text, samples.Name(0).Text));
        Assert.Equal(heading == "sample" ? "sample 2" : "sample 2 (0,1)", Names.Sample(inputs, 1));
        Assert.Equal("sample 2", Names.Sample(null, 1));
    }

    [Fact]
    public void Up_to_four_inputs_name_their_sample()
    {
        Assert.Equal("x1,x2,x3,x4", Names.Samples([[0, 1, 0, 1]]).Heading.Text);
        Assert.Equal("sample", Names.Samples([[0, 1, 0, 1, 0]]).Heading.Text);
    }

    private static object[] Shown =>
    [
        Wide,
        WideForward,
        WideBackward.Loss,
        WideBackward,
        Wide.Copy().Update(WideBackward, learningRate: 0.5),
        Deep,
        Deep.Backward(DeepForward, Loss.MeanSquaredError.Evaluate(DeepForward, [[1], [0]])),
        Loss.MeanSquaredError.Evaluate(Example.Forward, Dataset.Xor.Targets),
        Loss.BinaryCrossEntropy.Evaluate(Example.Forward, Dataset.Xor.Targets),
        Quartic.Evaluate(Example.Forward, Dataset.Xor.Targets),
        Dataset.Iris,
        V([1, -2.5, 1e-7]),
        V([.. Enumerable.Range(0, 40).Select(i => (double)i)]),
        M([[1]]),
        Example.Network.Copy()
            .Train(Dataset.Xor, new() { Epochs = 3, Validation = Dataset.Xor, Schedule = LearningRateSchedule.Exponential(0.5) }),
        Network.Create([2, 1], Activation.Identity, Initializer.Zeros)
            .Train(new("line", [[1, 2], [2, 1]], [[0.3], [0.7]]), new() { Epochs = 1 }),
        Equations.Chain(WideBackward, layer: 2, input: 3, unit: 2),
        Equations.Chain(WideBackward, layer: 3, input: 1, unit: 3),
        Diagram.Of(WideBackward, sample: 2),
    ];

    private static object[] Large => [DeepForward, Example.LargeLoss, Example.LargeBackward.Gradients, Example.LargeUpdate, Dataset.Digits];

    private static IEnumerable<Equation> Formulas()
    {
        foreach (
            var activation in (Activation[])[Activation.Identity, Activation.Sigmoid, Activation.Tanh, Activation.ELU, Activation.SiLU,
                Activation.GELU, Cube])
        {
            var network = Network.Create([2, 2, 1], [activation, Activation.Identity], Initializer.XavierNormal(seed: 3));
            var forward = network.Forward([[1, -2], [0.5, 3]]);
            yield return Equations.Activation(forward, layer: 1, unit: 1, sample: 1);
            yield return Equations.Activation(forward, layer: 1, unit: 2, sample: 1);
            yield return Equations.ActivationDerivative(forward, layer: 1, unit: 1, sample: 1);
            yield return Equations.ActivationDerivative(forward, layer: 1, unit: 2, sample: 1);
        }

        foreach (var loss in (Loss[])[Loss.MeanSquaredError, Loss.HalfSumSquaredError, Loss.BinaryCrossEntropy, Loss.Huber, Quartic])
        {
            foreach (var output in (Activation[])[Activation.Sigmoid, Activation.Softplus])
            {
                if (loss.IsOfProbabilities && output == Activation.Softplus) continue;
                var network = Network.Create([2, 2, 2], [Activation.Tanh, output], Initializer.XavierNormal(seed: 3));
                var forward = network.Forward([[1, -2], [0.5, 3]]);
                var value = loss.Evaluate(forward, [[1, 0], [0, 1]]);
                var backward = network.Backward(forward, value);
                yield return Equations.LossTerm(value, sample: 2);
                yield return Equations.Loss(value);
                yield return Equations.OutputGradient(value, output: 2, sample: 1);
                yield return Equations.Delta(backward, layer: 2, unit: 2, sample: 1);
                yield return Equations.Delta(backward, layer: 1, unit: 1, sample: 2);
            }
        }

        yield return Equations.LossTerm(WideBackward.Loss, sample: 2);
        yield return Equations.Loss(WideBackward.Loss);
        yield return Equations.OutputGradient(WideBackward.Loss, output: 3, sample: 2);
        yield return Equations.Activation(WideForward, layer: 3, unit: 2, sample: 1);
        yield return Equations.Delta(WideBackward, layer: 3, unit: 3, sample: 2);
        yield return Equations.Delta(WideBackward, layer: 2, unit: 1, sample: 1);
        yield return Equations.WeightGradient(WideBackward, layer: 2, input: 2, unit: 2);
        yield return Equations.BiasGradient(WideBackward, layer: 3, unit: 1);
        yield return Equations.PreActivation(WideForward, layer: 2, unit: 1, sample: 2);
        yield return Equations.PreActivation(Example.LargeForward, layer: 1, unit: 1, sample: 1);
    }

    [GeneratedRegex(@"[Wb]\d\[[\d,]+\]")]
    private static partial Regex Parameter();

    [GeneratedRegex(" {2,}")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"[−-]?\d[\d.]*(e[−+-]?\d+)?", RegexOptions.IgnoreCase)]
    private static partial Regex Number();
}
