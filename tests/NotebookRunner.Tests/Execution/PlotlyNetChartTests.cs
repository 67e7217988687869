using NotebookRunner.Documents;
using NotebookRunner.Execution;

namespace NotebookRunner.Tests.Execution;

[Collection(nameof(Session))]
public sealed class PlotlyNetChartTests : IDisposable
{
    private readonly PackageFeed feed = new PackageFeed()
        // As Plotly.NET declares it: a union, whose cases derive from it.
        .With("Plotly.NET", "1.0.0", """
            namespace Plotly.NET;
            public class GenericChart
            {
                public sealed class Chart : GenericChart;
                public static string toChartHTML(GenericChart chart) => $"<p>{chart.GetType().Name}</p>";
            }
            """)
        .With("Plotly.NET.Interactive", "1.0.0", """
            namespace Plotly.NET.Interactive;
            public static class Formatters
            {
                public static string toInteractiveHTML(GenericChart chart) => $"<p>{chart.GetType().Name}, and where plotly.js is</p>";
            }
            """, dependency: "Plotly.NET");

    public void Dispose() => feed.Dispose();

    [Theory]
    [InlineData("Plotly.NET.Interactive", "<p>Chart, and where plotly.js is</p>")]
    [InlineData("Plotly.NET", "<p>Chart</p>")]
    public void A_chart_of_Plotly_NET_shows_the_html_of_its_package(string package, string html) =>
        Assert.Equal(html, Session.RunIn(feed.Folder, new Cell("csharp", $"#r \"nuget: {package}, 1.0.0\"\nnew Plotly.NET.GenericChart.Chart()"))[0].Html());

    [Fact]
    public void A_chart_has_the_same_id_in_each_run_and_another_one_when_it_is_shown_again()
    {
        string html = PlotlyNetChart.WithFixedId(Html(Guid.NewGuid()), 1);

        Assert.Equal(html, PlotlyNetChart.WithFixedId(Html(Guid.NewGuid()), 1));
        Assert.NotEqual(html, PlotlyNetChart.WithFixedId(Html(Guid.NewGuid()), 2));
        Assert.Equal(html, Html(Guid.Parse(html[9..45])));

        static string Html(Guid id) => $"<div id=\"{id:D}\"></div><script>function render_{id:N}() {{ Plotly.newPlot('{id:D}', [], {{}}); }} render_{id:N}();</script>";
    }
}
