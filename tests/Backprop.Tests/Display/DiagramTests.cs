using System.Globalization;
using AngleSharp.Dom;

namespace Backprop.Tests.Display;

/// <summary>What a diagram shows of a network.</summary>
public sealed class DiagramTests
{
    [Fact]
    public void Every_edge_has_its_weight_with_all_digits()
    {
        var titles = Titles(Diagram.Of(Example.Network));

        foreach (var layer in Example.Network.Layers)
        {
            for (int i = 0; i < layer.Inputs; i++)
            {
                for (int j = 0; j < layer.Outputs; j++)
                {
                    Assert.Contains(
                        Exact(layer.Weights[i, j]), titles.Where(title => title.StartsWith($"W{layer.Number}[", StringComparison.Ordinal))
                        .Select(title => title.Split(" = ")[1]));
                }
            }
        }

        Assert.Contains($"W1[x1,h2] = {Exact(Example.Network.Layers[0].Weights[0, 1])}", titles);
    }

    [Fact]
    public void A_forward_pass_shows_the_activations_of_the_sample()
    {
        var titles = Titles(Diagram.Of(Example.Forward, sample: 2));

        Assert.Contains($"a1[h2] = {Exact(Example.Forward.Layers[0].A[1, 1])}", titles);
        Assert.Contains($"ŷ = {Exact(Example.Forward.Output[1, 0])}", titles);
        Assert.Contains("x2 = 1", titles);
    }

    [Fact]
    public void On_the_edges_of_a_backward_pass_flows_delta_times_W_and_from_it_the_delta_of_a_unit_follows()
    {
        var titles = Titles(Diagram.Of(Example.Backward, sample: 2));
        double delta = Example.Backward.Layers[1].Delta[1, 0], flow = delta * Example.Forward.Layers[1].Weights[0, 0];

        Assert.Contains($"delta2[ŷ] = {Exact(delta)}", titles);
        Assert.Contains($"delta2[ŷ]·W2[h1,ŷ] = {Exact(flow)}", titles);
        Assert.Contains($"∂L/∂ŷ = {Exact(Example.Loss.Gradient[1, 0])}", titles);
        Close.To(
            1e-15, Example.Backward.Layers[0].Delta[1, 0], flow * Example.Backward.Layers[0].Derivative![1, 0],
            "delta1[h1] from the picture");
        Assert.Contains(
            $"·{NumberFormat.Single(Example.Backward.Layers[0].Derivative![1, 0])} = {NumberFormat.Single(Example.Backward.Layers[0].Delta[1, 0])}",
            Svg(Diagram.Of(Example.Backward, sample: 2)).QuerySelectorAll("text").Select(text => text.TextContent));
    }

    [Fact]
    public void By_a_switch_the_edges_of_a_backward_pass_show_the_samples_part_of_each_gradient()
    {
        var titles = Titles(Diagram.Of(Example.Backward, sample: 2, weightGradients: true));

        Assert.Contains($"a1[h1]·delta2[ŷ] = {Exact(Example.Forward.Layers[0].A[1, 0] * Example.Backward.Layers[1].Delta[1, 0])}", titles);
    }

    [Fact]
    public void Of_a_large_layer_some_units_are_drawn_and_the_rest_is_counted()
    {
        var svg = Svg(Diagram.Of(Example.LargeNetwork));

        var texts = svg.QuerySelectorAll("text").Select(text => text.TextContent).ToList();
        Assert.Contains("124 more", texts);
        Assert.Contains("h128", texts);
        Assert.InRange(svg.QuerySelectorAll("circle").Length, 8, 24);
    }

    [Fact]
    public void The_largest_weight_has_the_thickest_edge_and_its_sign_a_colour()
    {
        var edges = Svg(Diagram.Of(Example.Network)).QuerySelectorAll("path").ToDictionary(edge => edge.TextContent.Split(" = ")[0]);

        Assert.Equal(
            "W1[x2,h2]", edges.MaxBy(edge => double.Parse(edge.Value.GetAttribute("stroke-width")!, CultureInfo.InvariantCulture)).Key);
        Assert.Equal(Tint.Positive, edges["W1[x2,h2]"].GetAttribute("stroke"));
        Assert.Equal(Tint.Negative, edges["W1[x1,h2]"].GetAttribute("stroke"));
    }

    [Fact]
    public void A_picture_says_what_it_is_to_those_who_cannot_see_it()
    {
        var svg = Svg(Diagram.Of(Example.Backward, sample: 2));

        Assert.Equal("img", svg.GetAttribute("role"));
        Assert.Equal("Backward pass, sample 2 (0,1)", svg.QuerySelector("title")!.TextContent);
        Assert.NotEqual("", svg.QuerySelector("desc")!.TextContent);
    }

    private static IElement Svg(Diagram diagram) => Html.Parse(diagram.ToHtml()).QuerySelector("svg")!;

    private static List<string> Titles(Diagram diagram) => [.. Svg(diagram).QuerySelectorAll("title").Select(title => title.TextContent)];

    private static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
