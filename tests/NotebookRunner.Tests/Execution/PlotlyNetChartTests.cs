using NotebookRunner.Execution;

namespace NotebookRunner.Tests.Execution
{
    public sealed class PlotlyNetChartTests
    {
        [Fact]
        public void A_chart_of_Plotly_NET_shows_its_own_html() =>
            Assert.Equal("<div>a plotly chart</div>", ValueFormatter.Format(new Plotly.NET.GenericChart.Chart())["text/html"]);
    }
}

// As Plotly.NET declares it: a union, whose cases derive from it.
namespace Plotly.NET
{
    internal class GenericChart
    {
        public static string toChartHTML(GenericChart chart) => $"<div>a plotly {chart.GetType().Name.ToLowerInvariant()}</div>";

        internal sealed class Chart : GenericChart;
    }
}
