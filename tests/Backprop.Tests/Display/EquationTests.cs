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
                    Assert.Equal(back.Derivative![sample - 1, unit - 1], Equations.ActivationDerivative(forward, layer, unit, sample).Value);
                    Assert.Equal(back.Delta[sample - 1, unit - 1], Equations.Delta(backward, layer, unit, sample).Value);
                }

                Assert.Equal(back.Gradient.Bias[unit - 1], Equations.BiasGradient(backward, layer, unit).Value);
                Assert.Equal(update.Layers[layer - 1].BiasAfter[unit - 1], Equations.BiasUpdate(update, layer, unit).Value);
                for (int input = 1; input <= 2; input++)
                {
                    Assert.Equal(back.Gradient.Weights[input - 1, unit - 1], Equations.WeightGradient(backward, layer, input, unit).Value);
                    Assert.Equal(update.Layers[layer - 1].WeightsAfter[input - 1, unit - 1], Equations.WeightUpdate(update, layer, input, unit).Value);
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
        foreach (var (activation, loss) in new[] { (Activation.Sigmoid, Loss.MeanSquaredError), (Activation.Sigmoid, Loss.BinaryCrossEntropy), (Activation.Softmax, Loss.CrossEntropy), (Activation.Softmax, Loss.MeanSquaredError) })
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
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Equations.PreActivation(Example.Forward, layer: 1, unit: 0, sample: 1));

        Assert.StartsWith("unit is 0 but layer 1 has 2 units, counted from 1 as on the tables.", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("layer", () => Equations.Delta(Example.Backward, layer: 3, unit: 1, sample: 1));
        Assert.Throws<ArgumentOutOfRangeException>("sample", () => Equations.LossTerm(Example.Loss, sample: 5));
        Assert.Throws<ArgumentOutOfRangeException>("input", () => Equations.WeightGradient(Example.Backward, layer: 1, input: 3, unit: 1));
    }

    [Fact]
    public void A_matrix_in_latex_has_dots_for_what_is_left_out()
    {
        Matrix matrix = [[1, -0.5], [2e-7, 0]];

        Assert.Equal(@"\begin{pmatrix} 1.0000 & -0.5000 \\ 2.000e-7 & 0 \end{pmatrix}".Replace("2.000e-7", @"2.000 \cdot 10^{-7}", StringComparison.Ordinal), matrix.ToLatex());
        Assert.Contains(@"\ddots", Matrix.Zeros(20, 20).ToLatex(), StringComparison.Ordinal);
        Assert.Contains(@"\vdots", Matrix.Zeros(20, 2).ToLatex(), StringComparison.Ordinal);
    }

    /// <summary>The text of an element with each number in all its digits.</summary>
    private static string Exact(AngleSharp.Dom.IElement element) =>
        string.Concat(element.ChildNodes.Select(node => node is AngleSharp.Dom.IElement number ? number.GetAttribute("title") : node.TextContent));
}
