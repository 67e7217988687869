using System.Xml.Linq;

namespace Backprop.Tests.Display;

/// <summary>What holds for the HTML of everything that is shown.</summary>
public sealed class HtmlTests
{
    private const string Evil = "<script>alert(1)</script>&\"";

    private static readonly IReadOnlyDictionary<string, IHtmlContent> Large = new Dictionary<string, IHtmlContent>
    {
        ["network"] = Example.LargeNetwork,
        ["forward"] = Example.LargeForward,
        ["loss"] = Example.LargeLoss,
        ["backward"] = Example.LargeBackward,
        ["update"] = Example.LargeUpdate,
        ["diagram"] = Diagram.Of(Example.LargeBackward),
        ["deep network"] = Network.Create([8, .. Enumerable.Repeat(8, 40), 1], Activation.Tanh, Initializer.XavierNormal(seed: 1)),
        ["deep forward"] = Network.Create([8, .. Enumerable.Repeat(8, 40), 1], Activation.Tanh, Initializer.XavierNormal(seed: 1))
            .Forward(Matrix.Zeros(100, 8)),
        ["equation"] = Equations.PreActivation(Example.LargeForward, layer: 2, unit: 1, sample: 1),
        ["chain"] = Equations.Chain(Example.LargeBackward, layer: 3, input: 1, unit: 1),
        ["data set"] = new Dataset("large", Matrix.Zeros(1000, 784), Matrix.Zeros(1000, 10)),
    };

    public static TheoryData<string> LargeNames => [.. Large.Keys];

    [Theory]
    [MemberData(nameof(LargeNames))]
    public void Html_of_something_large_stays_below_30_KB(string name) =>
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(Large[name].ToHtml()), 1, 30_000);

    [Theory]
    [MemberData(nameof(LargeNames))]
    public void Html_is_well_formed(string name) => Assert.Equal("div", XElement.Parse(Large[name].ToHtml()).Name);

    [Theory]
    [MemberData(nameof(LargeNames))]
    public void Tables_have_a_caption_and_headings_with_a_scope(string name)
    {
        foreach (var table in Html.Parse(Large[name].ToHtml()).QuerySelectorAll("table"))
        {
            Assert.NotEqual("", table.QuerySelector("caption")!.TextContent);
            Assert.All(table.QuerySelectorAll("th"), th => Assert.NotNull(th.GetAttribute("scope")));
            Assert.All(
                table.QuerySelectorAll("tbody tr:has(td[title])"),
                row => Assert.Equal("row", row.FirstElementChild!.GetAttribute("scope")));
        }
    }

    [Fact]
    public void Names_of_ones_own_are_text_not_markup()
    {
        var activation = new Activation(Evil, z => z, _ => 1);
        var loss = new Loss(Evil, (p, y) => p - y, (_, _) => 1);
        var data = new Dataset(Evil, [[0.5]], [[1]], [Evil], [Evil, Evil]);
        var network = Network.Create([1, 1], activation, Initializer.Zeros);
        var forward = network.Forward(data.Inputs);
        var value = loss.Evaluate(forward, data.Targets);
        IHtmlContent[] shown =
        [
            data, network, forward, value, network.Backward(forward, value), Diagram.Of(network), Equations.Activation(forward, 1, 1, 1),
            network.Train(data, new() { Loss = loss, Epochs = 1 }), GradientCheck.Run(network, data, loss), ConfusionMatrix.Of([0], [1],
                [Evil, "b"]),
        ];

        foreach (var content in shown)
        {
            var document = Html.Parse(content.ToHtml());
            Assert.Empty(document.QuerySelectorAll("script"));
            Assert.Contains("alert(1)", document.Body!.TextContent, StringComparison.OrdinalIgnoreCase);
            XElement.Parse(content.ToHtml());
        }
    }

    [Fact]
    public void Everything_shown_can_be_found_by_the_conventions_of_the_hosts()
    {
        var types = typeof(Network).Assembly.GetTypes()
            .Where(type => typeof(IHtmlContent).IsAssignableFrom(type) && type is { IsInterface: false, IsPublic: true }).ToList();

        Assert.True(types.Count >= 18);
        foreach (var type in types)
        {
            Assert.Equal(typeof(string), type.GetMethod("ToHtml", [])!.ReturnType);
            Assert.Equal(type, type.GetMethod("ToString", [])!.DeclaringType);
            object attribute =
                Assert.Single(type.GetCustomAttributes(inherit: true), attribute => attribute.GetType()
                    .Name == "TypeFormatterSourceAttribute");
            var source = (Type)attribute.GetType().GetProperty("FormatterSourceType")!.GetValue(attribute)!;
            Assert.NotNull(source.GetConstructor([]));
        }
    }

    [Theory]
    [InlineData("text/html", "<div class=\"bp\">")]
    [InlineData("text/plain", "z1[h2] = x1·W1[x1,h2]")]
    public void The_formatter_source_gives_each_form(string mimeType, string start)
    {
        var equation = Equations.PreActivation(Example.Forward, layer: 1, unit: 2, sample: 2);
        dynamic formatter = new HtmlFormatterSource().CreateTypeFormatters().Single(formatter => ((dynamic)formatter).MimeType == mimeType);
        using var writer = new StringWriter();

        Assert.True(formatter.Format(equation, writer));
        Assert.StartsWith(start, writer.ToString(), StringComparison.Ordinal);
    }
}
