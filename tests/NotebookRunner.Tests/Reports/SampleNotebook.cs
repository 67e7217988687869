using System.Text.Json.Nodes;
using NotebookRunner.Documents;
using NotebookRunner.Execution;
using NotebookRunner.Reports;

namespace NotebookRunner.Tests.Reports;

/// <summary>An executed notebook with one of everything that a page must show.</summary>
internal static class SampleNotebook
{
    /// <summary>A figure as the library shows it, with the script that draws it.</summary>
    public static readonly string Figure = new Backprop.Figure(
        [new JsonObject { ["type"] = "scatter", ["x"] = new JsonArray(0, 1, 2), ["y"] = new JsonArray(3, 1, 0.5) }],
        new JsonObject { ["title"] = new JsonObject { ["text"] = "Loss" } }).ToHtml();

    /// <summary>What Plotly.NET 6 asks of a page: a module loader, from which it takes plotly.js.</summary>
    public const string PlotlyNetFigure = """
        <div><div id="plotly-net"></div><script type="text/javascript">
        var render = function () {
          var load = requirejs.config({ context: 'fsharp-plotly', paths: { plotly: 'https://cdn.plot.ly/plotly-2.28.0.min' } }) || require;
          load(['plotly'], function (Plotly) { Plotly.newPlot('plotly-net', [{ type: 'bar', x: [1, 2], y: [2, 1] }], { width: 700, height: 300 }, {}); });
        };
        if ((typeof (requirejs) !== typeof (Function)) || (typeof (requirejs.config) !== typeof (Function))) {
          var script = document.createElement('script');
          script.setAttribute('src', 'https://cdnjs.cloudflare.com/ajax/libs/require.js/2.3.6/require.min.js');
          script.onload = render;
          document.head.appendChild(script);
        } else { render(); }
        </script></div>
        """;

    public static readonly Notebook Notebook = new(
    [
        new Cell("markdown", """
            # One step of *backpropagation*

            The network has two inputs and $\eta = 0.1$. More follows.

            $$
            \delta^{(l)} = \left(\delta^{(l+1)} W^{(l+1)\top}\right) \odot \varphi'(z^{(l)}), \quad \frac{\partial L}{\partial W^{(l)}} = a^{(l-1)\top} \delta^{(l)}
            $$

            | a wide table | with | many | columns | that | do | not | fit | a | narrow | window |
            | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
            | 0.123456789 | 0.123456789 | 0.123456789 | 0.123456789 | 0.123456789 | 0.123456789 | 0.123456789 | 0.123456789 | 0.123456789 | 0.123456789 | 0.123456789 |

            See [the paper](https://www.nature.com/articles/323533a0), ![far away](https://example.org/image.png)

            ## The same $z$

            <div>an element that stays open
            """),
        Code("Console.WriteLine(\"a < b & c\"); // a line that is much longer than a narrow window is wide, to see that it scrolls in its own box", new StreamOutput("stdout", "a < b & c\n"), new StreamOutput("stderr", "\u001b[31mred\u001b[0m\n"))
            with { Time = TimeSpan.FromMilliseconds(12) },
        Code("figure", new DisplayOutput(new Dictionary<string, string> { ["text/html"] = Figure, ["image/svg+xml"] = "<svg/>" }))
            with { Time = TimeSpan.FromSeconds(1.25) },
        Code("chart", new DisplayOutput(new Dictionary<string, string> { ["text/html"] = PlotlyNetFigure })),
        Code("table", Html("<table><tr>" + string.Concat(Enumerable.Repeat("<td>0.1234567890123</td>", 30)) + "</tr></table>")),
        Code("formula", new DisplayOutput(new Dictionary<string, string> { ["text/latex"] = @"\(z = W x + b\)" }),
            Html(@"<p>Also \(a = \varphi(z)\)</p>")),
        new Cell("mermaid", "graph LR\n  X --> H --> Y") { ExecutionCount = 7,
            Outputs = [new DisplayOutput(new Dictionary<string, string> { ["text/vnd.mermaid"] = "graph LR\n  X --> H --> Y" })] },
        new Cell(
            "javascript", "document.title = '</script>'.length;") { ExecutionCount = 8,
            Outputs = [new DisplayOutput(new Dictionary<string,
            string> { ["application/javascript"] = "window.ranInCell = '</script>'.length;" })] },
        new Cell("markdown", "## The same $z$\n\n```csharp\nvar x = 1;\n```\n\n### Deeper\n\n## <script>alert(1)</script>Tags & such"),
        Code("throw new InvalidOperationException();",
            new ErrorOutput("InvalidOperationException", "targets has <3> columns",
            ["   at Submission#9", "throw new InvalidOperationException();"])),
        new Cell("csharp", ""),
    ]);

    public static readonly ReportPage Page = new(
        "01 sample", new NotebookResult("01 sample.dib", Notebook, Outcome.Failed, TimeSpan.FromSeconds(65)));

    /// <summary>The page of a notebook that passed.</summary>
    public static ReportPage PageOf(Notebook notebook, string name = "x", string path = "x.dib") =>
        new(name, new NotebookResult(path, notebook, Outcome.Passed, TimeSpan.FromMilliseconds(40)));

    private static int count;

    private static Cell Code(string source, params CellOutput[] outputs) =>
        new("csharp", source) { ExecutionCount = ++count, Outputs = outputs };

    private static DisplayOutput Html(string html) => new(new Dictionary<string, string> { ["text/html"] = html });
}
