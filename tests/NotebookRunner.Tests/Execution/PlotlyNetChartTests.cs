using NotebookRunner.Execution;

namespace NotebookRunner.Tests.Execution;

public sealed class PlotlyNetChartTests
{
    [Fact]
    public void A_chart_has_the_same_id_in_each_run_and_another_one_when_it_is_shown_again()
    {
        string html = PlotlyNetChart.WithFixedId(Html(Guid.NewGuid()), 1);

        Assert.Equal(html, PlotlyNetChart.WithFixedId(Html(Guid.NewGuid()), 1));
        Assert.NotEqual(html, PlotlyNetChart.WithFixedId(Html(Guid.NewGuid()), 2));
        Assert.Equal(html, Html(Guid.Parse(html[9..45])));

        static string Html(Guid id) =>
            $"<div id=\"{id:D}\"></div><script>function render_{id:N}() {{ Plotly.newPlot('{id:D}', [], {{}}); }} render_{id:N}();</script>";
    }
}
