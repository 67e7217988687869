namespace Backprop.Tests.Display;

public sealed class CurvesTests
{
    [Fact]
    public void A_curve_holds_the_points_given()
    {
        var figure = Figures.Curves("x", "y", ("square", [1, 2, 3], [1, 4, 9]), ("line", [0, 1], [0, 1]));

        Assert.Equal([1.0, 2, 3], figure.Data(0).Numbers("x"));
        Assert.Equal([1.0, 4, 9], figure.Data(0).Numbers("y"));
        Assert.Equal(["square", "line"], figure.Names());
    }

    [Fact]
    public void The_title_is_what_the_caller_wrote()
    {
        Assert.Equal("η of each step", Figures.Curves("x", "η of each step", ("a", [1], [2])).Title);
        Assert.Equal("ŷ", Figures.Bars("x", "ŷ", ["2"], [1]).Title);
    }

    [Fact]
    public void A_curve_with_more_x_than_y_is_refused_by_name() =>
        Assert.Contains(
            "square has 2 x and 1 y", Assert.Throws<ArgumentException>(() => Figures.Curves("x", "y", ("square", [1, 2], [1]))).Message);

    [Fact]
    public void Bars_hold_the_names_and_heights_given()
    {
        var bar = Figures.Bars("hidden units", "seeds", ["2", "3"], [148, 195]).Data();

        Assert.Equal(["2", "3"], bar["x"]!.AsArray().Select(name => name!.GetValue<string>()));
        Assert.Equal([148.0, 195], bar.Numbers("y"));
        Assert.Throws<ArgumentException>(() => Figures.Bars("x", "y", ["2"], [1, 2]));
    }

    [Fact]
    public void A_contour_is_the_logarithm_of_the_loss_at_each_point()
    {
        var figure = Figures.Contour("w", "b", (w, b) => (w * w) + (b * b), (-1, 1), (-2, 2), ("path", [(1, 2), (0, 0)]));

        double[] x = figure.Data(0).Numbers("x"), y = figure.Data(0).Numbers("y");
        var z = figure.Data(0).Rows("z");
        for (int i = 0; i < y.Length; i++)
            Close.To(1e-5, [.. x.Select(w => Math.Log10((w * w) + (y[i] * y[i])))], z.Row(i), $"row {i}", absolute: 1e-4);
        Assert.Equal([1.0, 0], figure.Data(1).Numbers("x"));
        Assert.Equal([2.0, 0], figure.Data(1).Numbers("y"));
    }
}
