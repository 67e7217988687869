namespace Backprop.Tests.Display;

/// <summary>The numbers in tables against the values they stand for.</summary>
public sealed class TableTests
{
    [Fact]
    public void Every_cell_of_a_forward_pass_has_the_exact_number()
    {
        var tables = Tables(Example.Forward);

        for (int l = 0; l < 2; l++)
            Equal(tables[l], SideBySide(Example.Forward.Layers[l].Z, Example.Forward.Layers[l].A));
    }

    [Fact]
    public void Every_cell_of_a_backward_pass_has_the_exact_number_layer_2_first()
    {
        var tables = Tables(Example.Backward);

        foreach (var (layer, first) in new[] { (Example.Backward.Layers[1], 0), (Example.Backward.Layers[0], 2) })
        {
            Equal(tables[first], SideBySide(layer.ActivationGradient, layer.Derivative!, layer.Delta));
            Equal(tables[first + 1], [.. layer.Gradient.Weights, [.. layer.Gradient.Bias]]);
        }
    }

    [Fact]
    public void Every_cell_of_an_update_has_the_exact_number()
    {
        var tables = Tables(Example.Update);

        foreach (var layer in Example.Update.Layers)
        {
            double[][] expected = [.. SideBySide(layer.WeightsBefore, layer.WeightChange, layer.WeightsAfter),
                [.. layer.BiasBefore, .. layer.BiasChange, .. layer.BiasAfter]];
            Equal(tables[layer.Number - 1], expected);
        }
    }

    [Fact]
    public void Every_cell_of_a_network_a_loss_and_a_data_set_has_the_exact_number()
    {
        var network = Tables(Example.Network);
        foreach (var layer in Example.Network.Layers)
            Equal(network[layer.Number - 1], [.. layer.Weights, [.. layer.Bias]]);
        var loss = Example.Loss;
        Equal(Tables(loss)[0], SideBySide(loss.Output, loss.Targets, new Matrix(4, 1, [.. loss.SampleTerms]), loss.Gradient));
        Equal(Tables(Dataset.Xor)[0], SideBySide(Dataset.Xor.Inputs, Dataset.Xor.Targets));
    }

    [Fact]
    public void A_gradient_check_shows_the_parameters_with_their_exact_numbers()
    {
        var right = Example.Backward.Gradients;
        var report =
            GradientCheck.Compare(Example.Network, Dataset.Xor, Loss.HalfSumSquaredError,
                [new(2 * right[0].Weights, right[0].Bias), right[1]]);

        var tables = Tables(report);

        Equal(tables[1],
            [.. report.Worst(12)
            .Select(entry => (double[])[entry.Value, entry.Analytic, entry.Numeric, entry.ErrorEstimate, entry.RelativeError])]);
        Assert.Contains("Gradient check failed", report.ToHtml(), StringComparison.Ordinal);
        Assert.StartsWith("W(1)x1,h1 · wrong", tables[1].QuerySelector("tbody th")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_step_size_curve_shows_the_best_step_of_each_method()
    {
        var curve = GradientCheck.StepSizeCurve(Example.Network, Dataset.Xor, Loss.MeanSquaredError);

        Equal(Tables(curve)[0], [.. curve.Methods.Select(method => (double[])[method.BestStep, method.Best])]);
    }

    [Fact]
    public void A_history_shows_the_first_and_the_last_epoch()
    {
        var history = Example.Network.Copy().Train(Dataset.Xor, new() { Epochs = 300 });

        var table = Tables(history)[0];

        double[][] numbers = Html.Numbers(table);
        Assert.Equal(
            ["0", "1", "2", "5", "10", "20", "50", "100", "200", "299"], table.QuerySelectorAll("tbody th").Select(th => th.TextContent));
        Assert.Equal(history.Loss[0], numbers[0][0]);
        Assert.Equal(history.Loss[^1], numbers[^1][0]);
    }

    [Fact]
    public void Every_power_of_two_reads_back_from_its_digits()
    {
        for (int exponent = -1074; exponent < 1024; exponent++)
        {
            double power = Math.ScaleB(1, exponent);
            Assert.Equal(power, double.Parse(NumberFormat.Exact(power), System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void A_shown_number_is_the_exact_one_rounded_and_zero_only_if_it_is_zero()
    {
        var random = new System.Random(1);
        for (int run = 0; run < 200; run++)
        {
            double span = random.Next(1, 15);
            var matrix =
                new Matrix(3, 3,
                [.. Enumerable.Range(0, 9).Select(_ => (random.NextDouble() - 0.5) * Math.Pow(10, (random.NextDouble() - 0.5) * span))]);
            foreach (var cell in Html.Parse(matrix.ToHtml()).QuerySelectorAll("td[title]"))
            {
                double exact = Html.Exact(cell), shown = Html.Shown(cell);
                Assert.NotEqual(0, shown);
                int decimals = cell.TextContent.Contains('e', StringComparison.Ordinal)
                    ? -1
                    : cell.TextContent.Length - 1 - cell.TextContent.IndexOf('.', StringComparison.Ordinal);
                double allowed = decimals < 0 ? Math.Abs(exact) * 0.5e-3 : 0.5 * Math.Pow(10, -decimals);
                Assert.True(Math.Abs(shown - exact) <= allowed * (1 + 1e-9), $"{exact:R} is shown as {cell.TextContent}");
            }
        }
    }

    [Fact]
    public void Numbers_of_a_column_have_their_points_below_each_other()
    {
        var cells = Html.Parse(Example.Backward.ToHtml()).QuerySelectorAll("tbody td[title]");

        foreach (var column in cells.GroupBy(cell => (cell.Closest("table"), cell.ParentElement!.Children.ToList().IndexOf(cell))))
            Assert.Single(column.Select(cell => cell.TextContent.Length - cell.TextContent.IndexOfAny(['.', '\u2008'])).Distinct());
    }

    [Fact]
    public void Rows_and_columns_have_the_names_of_the_formulas()
    {
        var table = Tables(Example.Forward)[0];

        Assert.Equal(["0,0", "0,1", "1,0", "1,1"], table.QuerySelectorAll("tbody th").Select(th => th.TextContent));
        Assert.Equal(["z(1)", "a(1)"], table.QuerySelectorAll("thead tr:first-child th").Select(th => th.TextContent));
        Assert.Equal(["x1,x2", "h1", "h2", "h1", "h2"], table.QuerySelectorAll("thead tr:last-child th").Select(th => th.TextContent));
    }

    [Fact]
    public void Of_a_large_matrix_the_corners_are_shown_and_the_rest_is_counted()
    {
        var table = Tables(Matrix.Zeros(200, 100))[0];

        int rows = table.QuerySelectorAll("tbody tr:has(td[title])")
            .Length, columns = table.QuerySelectorAll("tbody tr:first-child td[title]").Length;
        Assert.Equal($"… {200 - rows} more rows", table.QuerySelector("tbody .bp-m")!.TextContent);
        Assert.Equal($"{100 - columns} more", table.QuerySelector("thead .bp-m")!.TextContent);
        Assert.Equal("[199]", table.QuerySelector("tbody tr:last-child th")!.TextContent);
    }

    [Theory]
    [InlineData(12, "")]
    [InlineData(13, "")]
    [InlineData(14, "2 more")]
    public void A_single_column_is_never_left_out(int columns, string leftOut)
    {
        var table = Tables(Matrix.Zeros(2, columns))[0];

        Assert.Equal(leftOut, table.QuerySelector("thead .bp-m")?.TextContent ?? "");
    }

    private static IReadOnlyList<AngleSharp.Dom.IElement> Tables(IHtmlContent content) =>
        [.. Html.Parse(content.ToHtml()).QuerySelectorAll("table")];

    private static double[][] SideBySide(params Matrix[] matrices) =>
        [.. Enumerable.Range(0, matrices[0].RowCount).Select(row => matrices.SelectMany(matrix => matrix.Row(row).ToArray()).ToArray())];

    private static void Equal(AngleSharp.Dom.IElement table, double[][] expected) =>
        Assert.Equal(Matrix.Create(expected), Matrix.Create(Html.Numbers(table)));
}
