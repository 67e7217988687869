using System.Text.Json.Nodes;

namespace Backprop.Tests.Display;

/// <summary>What a figure draws are the values it is of.</summary>
public sealed class FigureValuesTests
{
    private const double Drawn = 1e-6;

    public static TheoryData<string> EveryFigure => Gallery.Names;

    [Theory]
    [MemberData(nameof(EveryFigure))]
    public void Every_figure_is_small_and_has_a_title(string name)
    {
        var figure = Gallery.All[name]();

        int most = figure.Root()["frames"]!.AsArray().Count > 0 ? 300_000 : 150_000;
        Assert.InRange(PlotlyJs.WithoutElements(figure.ToHtml()).Length, 1, most);
        Assert.NotEqual("figure", figure.Title);
    }

    [Fact]
    public void Every_kind_of_figure_is_in_the_gallery()
    {
        string tests = string.Concat(Architecture.Sources.Files("tests/Backprop.Tests/Display/Figures").Select(File.ReadAllText));
        string[] missing = [.. typeof(Figures).GetMethods().Where(method => method.ReturnType == typeof(Figure))
            .Select(method => method.Name).Distinct().Where(name => !tests.Contains($"=> Figures.{name}(", StringComparison.Ordinal)
                && !tests.Contains($"=>\n            Figures.{name}(", StringComparison.Ordinal))];

        Assert.Empty(missing);
    }

    [Theory]
    [MemberData(nameof(EveryFigure))]
    public void Drawing_a_figure_again_gives_the_same_bytes(string name) =>
        Assert.Equal(Gallery.All[name]().ToHtml(), Gallery.All[name]().ToHtml());

    [Fact]
    public void The_delta_heat_map_shows_the_deltas_of_each_layer()
    {
        var backward = Gallery.Backward();

        var figure = Figures.DeltaHeatmap(backward);

        for (int l = 0; l < 2; l++)
            Close.To(Drawn, backward.Layers[l].Delta.Values, figure.Data(l).Rows("z").Values, $"delta{l + 1}");
        Assert.Equal("""["0,0","0,1","1,0","1,1"]""", figure.Data()["y"]!.ToJsonString());
        Assert.Equal("""["h1","h2"]""", figure.Data()["x"]!.ToJsonString());
    }

    [Fact]
    public void A_large_delta_heat_map_shows_its_corner_and_says_so()
    {
        var backward = Gallery.DigitsBackward();

        var figure = Figures.DeltaHeatmap(backward);

        var corner = figure.Data().Rows("z");
        Assert.Equal((60, 60), (corner.RowCount, corner.ColumnCount));
        Close.To(Drawn, backward.Layers[0].Delta[59, 59], corner[59, 59], "delta1[59,59]");
        Assert.Contains("60 of 100", (string)figure.Layout()["xaxis"]!["title"]!["text"]!);
        Assert.Contains("first 60 of 1797", (string)figure.Layout()["yaxis"]!["title"]!["text"]!);
    }

    [Fact]
    public void The_decision_boundary_shows_the_output_at_each_point_of_the_grid()
    {
        var trace = Figures.DecisionBoundary(Gallery.Xor, Dataset.Xor).Data();

        var (x1, x2, heights) = (trace.Numbers("x"), trace.Numbers("y"), trace.Rows("z"));
        Matrix point = [[x1[17], x2[42]]];
        Close.To(1e-3, Gallery.Xor.Predict(point)[0, 0], heights[42, 17], "ŷ");
        Assert.True(x1[0] < 0 && x1[^1] > 1 && x2[0] < 0 && x2[^1] > 1);
    }

    [Fact]
    public void Regions_of_classes_show_the_class_with_the_largest_output()
    {
        var trace = Figures.DecisionBoundary(Gallery.Iris, Gallery.Petals).Data();

        var (x1, x2, classes) = (trace.Numbers("x"), trace.Numbers("y"), trace.Rows("z"));
        Matrix point = [[x1[5], x2[5]], [x1[55], x2[55]]];
        int[] drawn = [(int)classes[5, 5], (int)classes[55, 55]];
        Assert.Equal(Gallery.Iris.Predict(point).ArgMax(), drawn);
    }

    [Fact]
    public void The_loss_contour_of_two_parameters_shows_the_loss_at_these_parameters()
    {
        var trace = Figures.LossContour(Gallery.Xor, Dataset.Xor, Loss.HalfSumSquaredError, "W2[h1,ŷ]", "b1[h2]").Data();

        var network = Gallery.Xor.Copy();
        network.Layers[1].Weights = network.Layers[1].Weights.With(0, 0, trace.Numbers("x")[30]);
        network.Layers[0].Bias = [network.Layers[0].Bias[0], trace.Numbers("y")[7]];
        double loss = Loss.HalfSumSquaredError.Evaluate(network.Forward(Dataset.Xor.Inputs), Dataset.Xor.Targets).Value;
        Close.To(1e-3, loss, trace.Rows("z")[7, 30], "loss");
    }

    [Fact]
    public void The_first_and_last_point_of_a_path_lie_on_its_plane()
    {
        var plane = LossPlane.OfPath(Gallery.XorTraining, Dataset.Xor);

        foreach (var point in new[] { plane.Path[0], plane.Path[^1] })
            Close.To(1e-9, Gallery.XorTraining.Loss[point.Epoch], plane.LossAt(point.U, point.V), $"loss of epoch {point.Epoch}");
        Assert.Equal(0, plane.Path[0].U);
        Close.To(1e-9, 0, plane.Path[^1].V, "v of the last point", absolute: 1e-9);
    }

    [Fact]
    public void An_activation_curve_shows_the_function_its_derivative_and_a_gap_at_the_kink()
    {
        var figure = Figures.ActivationCurve(Activation.ReLU);

        var (z, a) = (figure.Data().Numbers("x"), figure.Data()["y"]!.AsArray());
        Assert.All(z.Zip(a), pair => Assert.True(pair.First == 0 || (double)pair.Second! == Math.Max(0, pair.First)));
        var atKink = figure.Data(1)["x"]!.AsArray().Zip(figure.Data(1)["y"]!.AsArray()).Where(pair => (double)pair.First! == 0)
            .Select(pair => (double?)pair.Second);
        Assert.Equal([0, null, 1], atKink);
    }

    [Fact]
    public void The_counts_of_a_histogram_are_all_entries_in_the_bins_they_fall_in()
    {
        double[] weights = Gallery.Iris.Layers[0].Weights.Values.ToArray();

        var bars = Figures.WeightHistogram(Gallery.Iris).Data();

        var (centres, counts) = (bars.Numbers("x"), bars.Numbers("y"));
        double width = centres[1] - centres[0];
        Assert.Equal(weights.Length, counts.Sum());
        Assert.Equal(weights.Count(weight => Math.Abs(weight - centres[4]) < width / 2), counts[4]);
    }

    [Fact]
    public void A_histogram_of_a_diverged_network_shows_what_is_finite_and_says_what_is_not()
    {
        var network = Network.Create([2, 2], Activation.Identity, Initializer.Zeros);
        network.Parameters[0] = double.NaN;
        network.Parameters[1] = double.PositiveInfinity;

        var figure = Figures.WeightHistogram(network);

        Assert.Equal(2, figure.Data().Numbers("y").Sum());
        Assert.EndsWith("2 not finite", (string)figure.Layout()["annotations"]![0]!["text"]!);
    }

    [Fact]
    public void Gradient_norms_and_accuracies_are_those_of_the_history()
    {
        Close.To(
            Drawn, [.. Gallery.IrisTraining.GradientNorm[1]], Figures.GradientNorms(Gallery.IrisTraining).Data(1).Numbers("y"),
            "norm of layer 2");
        Close.To(
            Drawn, [.. Gallery.IrisTraining.ValidationAccuracy], Figures.Accuracy(Gallery.IrisTraining).Data(1).Numbers("y"),
            "validation accuracy");
    }

    [Fact]
    public void The_step_size_curve_shows_the_error_of_each_method()
    {
        var curve = GradientCheck.StepSizeCurve(Gallery.Xor, Dataset.Xor, Loss.MeanSquaredError);

        var figure = Figures.StepSizeCurve(curve);

        Close.To(Drawn, [.. curve.Methods[1].Steps], figure.Data(1).Numbers("x"), "h");
        Close.To(Drawn, [.. curve.Methods[1].RelativeErrors], figure.Data(1).Numbers("customdata"), "error");
        Assert.Equal("central difference", figure.Names()[1]);
    }

    [Fact]
    public void The_gradient_check_heat_map_shows_the_power_of_ten_of_each_error_with_the_bias_last()
    {
        var report =
            GradientCheck.Run(Gallery.Iris, Gallery.Petals, Loss.CrossEntropy, new() { Method = DifferentiationMethod.CentralDifference });

        var powers = Figures.GradientCheckHeatmap(report).Data(1).Rows("z");

        var map = report.Heatmaps[1];
        Assert.Equal((7, 3), (powers.RowCount, powers.ColumnCount));
        Close.To(1e-3, Math.Log10(Math.Max(map.Weights[2, 1], 1e-17)), powers[2, 1], "W2[2,1]");
        Close.To(1e-3, Math.Log10(Math.Max(map.Bias[2], 1e-17)), powers[6, 2], "b2[2]");
    }

    [Fact]
    public void The_confusion_matrix_shows_counts_and_fractions_of_the_actual_class()
    {
        var trace = Figures.ConfusionMatrix(ConfusionMatrix.Of([0, 0, 0, 0, 1], [0, 0, 0, 1, 1], ["no", "yes"])).Data();

        Assert.Equal("[[3,1],[0,1]]", trace["text"]!.ToJsonString());
        Assert.Equal("[[0.75,0.25],[0,1]]", trace["z"]!.ToJsonString());
    }

    [Fact]
    public void A_digit_has_its_pixels_and_its_caption()
    {
        var figure = Figures.Digits(Dataset.Digits, [3, 5], ["three", "five"]);

        var rows = figure.Data()["z"]!.AsArray();
        for (int p = 0; p < 64; p++)
            Assert.Equal(Dataset.Digits.Inputs[5, p], (double)rows[p / 8]![10 + (p % 8)]!);
        Assert.Equal(["three", "five"], figure.Layout()["annotations"]!.AsArray().Select(caption => (string)caption!["text"]!));
    }

    [Fact]
    public void The_frames_of_the_animation_are_equally_far_apart_up_to_the_last()
    {
        int[] epochs = [.. Figures.TrainingAnimation(Gallery.XorTraining, Dataset.Xor).Root()["frames"]!.AsArray()
            .Select(frame => int.Parse((string)frame!["name"]!, System.Globalization.CultureInfo.InvariantCulture))];

        Assert.InRange(epochs.Length, 18, 36);
        Assert.Single(epochs.Zip(epochs.Skip(1), (epoch, next) => next - epoch).SkipLast(1).Distinct());
        Assert.Equal(Gallery.XorTraining.Snapshots[^1].Epoch, epochs[^1]);
    }

    [Fact]
    public void Each_frame_of_the_animation_shows_loss_parameters_and_output_of_its_snapshot()
    {
        var figure = Figures.TrainingAnimation(Gallery.XorTraining, Dataset.Xor);

        var frame = figure.Root()["frames"]![20]!;
        var snapshot = Gallery.XorTraining.Snapshots.Single(snapshot => $"{snapshot.Epoch}" == (string)frame["name"]!);
        Close.To(Drawn, Gallery.XorTraining.Loss[snapshot.Epoch], frame["data"]![0]!.Numbers("y")[0], "loss");
        Close.To(1e-4, snapshot.Network.Parameters, frame["data"]![1]!.Numbers("y"), "parameters");
        Matrix corner = [[figure.Data(2).Numbers("x")[0], figure.Data(2).Numbers("y")[30]]];
        Close.To(1e-3, snapshot.Network.Predict(corner)[0, 0], frame["data"]![2]!.Rows("z")[30, 0], "ŷ");
    }

    [Fact]
    public void A_diverged_run_is_a_cross_above_the_others_in_the_learning_rate_figure()
    {
        var figure = Figures.LearningRateSweep(Gallery.Diverged(), Gallery.XorTraining);

        Assert.Equal([1], figure.Data(0).Numbers("x"));
        Assert.Equal([50], figure.Data(1).Numbers("x"));
        Assert.True(figure.Data(1).Numbers("y")[0] > figure.Data(0).Numbers("y")[0]);
        Assert.Equal("x", (string)figure.Data(1)["marker"]!["symbol"]!);
    }
}
