using System.Globalization;

namespace Backprop.Tests.Display;

/// <summary>Equations against the passes they are about.</summary>
public sealed class EquationTests
{
    [Fact]
    public void The_example_of_a_pre_activation_reads_as_on_paper()
    {
        var equation = Equations.PreActivation(Example.Forward, layer: 1, unit: 2, sample: 2);

        Assert.Equal("z1[h2] = x1·W1[x1,h2] + x2·W1[x2,h2] + b1[h2]\nz1[h2] = 0·(−0.1383) + 1·1.5230 + 0 = 1.5230", equation.ToString());
    }

    [Fact]
    public void Every_equation_has_the_value_of_the_pass()
    {
        var (forward, loss, backward, update) = (Example.Forward, Example.Loss, Example.Backward, Example.Update);
        for (int layer = 1; layer <= 2; layer++)
        {
            var (pass, back) = (forward.Layers[layer - 1], backward.Layers[layer - 1]);
            for (int unit = 1; unit <= pass.Bias.Count; unit++)
            {
                for (int sample = 1; sample <= 4; sample++)
                {
                    Assert.Equal(pass.Z[sample - 1, unit - 1], Equations.PreActivation(forward, layer, unit, sample).Value);
                    Assert.Equal(pass.A[sample - 1, unit - 1], Equations.Activation(forward, layer, unit, sample).Value);
                    Assert.Equal(
                        back.Derivative![sample - 1, unit - 1], Equations.ActivationDerivative(forward, layer, unit, sample).Value);
                    Assert.Equal(back.Delta[sample - 1, unit - 1], Equations.Delta(backward, layer, unit, sample).Value);
                }

                Assert.Equal(back.Gradient.Bias[unit - 1], Equations.BiasGradient(backward, layer, unit).Value);
                Assert.Equal(update.Layers[layer - 1].BiasAfter[unit - 1], Equations.BiasUpdate(update, layer, unit).Value);
                for (int input = 1; input <= 2; input++)
                {
                    Assert.Equal(back.Gradient.Weights[input - 1, unit - 1], Equations.WeightGradient(backward, layer, input, unit).Value);
                    Assert.Equal(
                        update.Layers[layer - 1].WeightsAfter[input - 1, unit - 1], Equations.WeightUpdate(update, layer, input, unit)
                        .Value);
                }
            }
        }

        Assert.Equal(loss.Value, Equations.Loss(loss).Value);
        Assert.Equal(loss.SampleTerms[1], Equations.LossTerm(loss, 2).Value);
        Assert.Equal(loss.Gradient[1, 0], Equations.OutputGradient(loss, 1, 2).Value);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 1)]
    public void Numbers_of_a_weighted_sum_add_up_to_its_value_with_those_left_out(int layer, int unit)
    {
        var equation = Equations.PreActivation(Example.LargeForward, layer, unit, sample: 7);

        var numbers = Html.Parse(equation.ToHtml()).QuerySelectorAll(".bp-e > span")[5];

        double sum = 0;
        foreach (string term in Exact(numbers).Split(" + "))
            sum += term.Split('·').Select(Number).Aggregate((a, b) => a * b);
        Assert.Equal(equation.Value, sum, 1e-12);

        static double Number(string text) => double.Parse(text.Trim('(', ')').Split(" from ")[0], CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData(1, 2, 1)]
    [InlineData(1, 1, 3)]
    [InlineData(2, 3, 2)]
    [InlineData(3, 1, 2)]
    public void Products_along_all_paths_add_up_to_the_gradient(int layer, int input, int unit)
    {
        foreach (
            var (activation, loss) in new[] { (Activation.Sigmoid, Loss.MeanSquaredError), (Activation.Sigmoid, Loss.BinaryCrossEntropy),
            (Activation.Softmax, Loss.CrossEntropy), (Activation.Softmax, Loss.MeanSquaredError) })
        {
            var network = Network.Create([2, 3, 3, 2], Activation.Tanh, activation, Initializer.StandardNormal(seed: 3));
            var forward = network.Forward([[0.5, -1], [2, 0.25]]);
            var backward = network.Backward(forward, loss.Evaluate(forward, [[1, 0], [0, 1]]));

            var chain = Equations.Chain(backward, layer, input, unit);

            Assert.Equal(backward.Gradients[layer - 1].Weights[input - 1, unit - 1], chain.Value);
            Close.To(1e-12, chain.Value, chain.Paths.Sum(path => path.Product), $"{loss} of {activation}");
            Assert.Equal(2 * (layer == 1 ? 6 : layer == 2 ? 2 : 1), chain.Paths.Count);
        }
    }

    [Fact]
    public void Units_and_samples_count_from_1_and_an_error_says_so()
    {
        var error =
            Assert.Throws<ArgumentOutOfRangeException>(() => Equations.PreActivation(Example.Forward, layer: 1, unit: 0, sample: 1));

        Assert.StartsWith("unit is 0 but layer 1 has 2 units, counted from 1 as on the tables.", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("layer", () => Equations.Delta(Example.Backward, layer: 3, unit: 1, sample: 1));
        Assert.Throws<ArgumentOutOfRangeException>("sample", () => Equations.LossTerm(Example.Loss, sample: 5));
        Assert.Throws<ArgumentOutOfRangeException>("input", () => Equations.WeightGradient(Example.Backward, layer: 1, input: 3, unit: 1));
    }

    /// <summary>An equation of a built-in function shows its own numbers, whatever the function: no bare name.</summary>
    [Fact]
    public void The_equation_of_every_function_has_the_number_in_it()
    {
        foreach (var activation in Activation.All.Where(activation => activation.IsElementwise))
        {
            Assert.Contains("0.25", FunctionFormulas.Value(activation, FunctionFormulas.Z(0.25)).Text, StringComparison.Ordinal);
            Assert.NotEmpty(FunctionFormulas.Derivative(activation, FunctionFormulas.Z(-0.25), FunctionFormulas.A(0.5)).Text);
        }

        foreach (var loss in Loss.All)
        {
            Assert.Contains(
                "0.25", FunctionFormulas.Term(loss, FunctionFormulas.Prediction(0.25), FunctionFormulas.Target(1)).Text,
                StringComparison.Ordinal);
            Assert.Contains(
                "0.25", FunctionFormulas.Derivative(loss, FunctionFormulas.Prediction(0.25), FunctionFormulas.Target(1)).Text,
                StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("1/(1 + e^(−z))", "1/(1 + e^(−(−2)))")]
    [InlineData("z² + 1", "(−2)² + 1")]
    [InlineData("z", "−2")]
    [InlineData("max(0.01·z, z)", "max(0.01·(−2), −2)")]
    [InlineData("z/√(2·π)", "(−2)/√(2·π)")]
    [InlineData("z if z > 0, else e^z − 1", "−2 if −2 > 0, else e^(−2) − 1")]
    [InlineData("−(z + 1)·z", "−(−2 + 1)·(−2)")]
    [InlineData("½·|z − 1|", "½·|−2 − 1|")]
    public void A_negative_number_stands_in_parentheses_beside_an_operator(string equation, string expected) =>
        Assert.Equal(expected, EquationText.Set(equation, FunctionFormulas.Z(-2)).Text);

    [Theory]
    [InlineData("1/(1 + z")]
    [InlineData("z +")]
    [InlineData("z if z > 0")]
    [InlineData("")]
    public void An_equation_that_cannot_be_read_is_refused(string equation) =>
        Assert.Throws<FormatException>(() => EquationText.Set(equation, FunctionFormulas.Z(1)));

    /// <summary>The text of an element with each number in all its digits.</summary>
    private static string Exact(AngleSharp.Dom.IElement element) =>
        string.Concat(
            element.ChildNodes.Select(node => node is AngleSharp.Dom.IElement number ? number.GetAttribute("title") : node.TextContent));
}
