using NotebookRunner.Documents;

namespace NotebookRunner.Tests.Execution;

/// <summary>Values look here as in .NET Interactive, near enough to be recognized.</summary>
[Collection(nameof(Session))]
public sealed class FormattingTests
{
    private static DisplayOutput Show(string expression, string definitions = "") => Session.Run(definitions, expression)[1].Display();

    [Theory]
    [InlineData("0.1 + 0.2", "0.30000000000000004")]
    [InlineData("1234567.5f", "1234567.5")]
    [InlineData("\"a<b\"", "a<b")]
    [InlineData("'c'", "c")]
    [InlineData("true", "True")]
    [InlineData("(object)null", "<null>")]
    [InlineData("new[] { 1, 2, 3 }", "[ 1, 2, 3 ]")]
    [InlineData("new List<double> { 0.5 }", "[ 0.5 ]")]
    [InlineData("new double[,] { { 1, 2 }, { 3, 4 } }", "[ 1, 2, 3, 4 ]")]
    [InlineData("Enumerable.Range(0, 25).ToArray()", "[ 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19 ... (5 more) ]")]
    [InlineData("(1, \"a\")", "( 1, a )")]
    [InlineData("new DateTime(2026, 1, 2)", "2026-01-02 00:00:00Z")]
    [InlineData("DayOfWeek.Monday", "Monday")]
    [InlineData("typeof(List<int>)", "List<Int32>")]
    public void Plain_text(string expression, string text) => Assert.Equal(text, Show(expression).Data["text/plain"]);

    [Theory]
    [InlineData("5", "<div class=\"dni-plaintext\"><pre>5</pre></div>")]
    [InlineData("\"a<b\"", "<div class=\"dni-plaintext\"><pre>a&lt;b</pre></div>")]
    [InlineData("new int[0][]", "<i>(empty)</i>")]
    [InlineData("DayOfWeek.Monday", "<span>Monday</span>")]
    public void Html(string expression, string html) => Assert.Equal(html, Show(expression).Data["text/html"]);

    [Fact]
    public void An_object_is_a_tree_of_its_members()
    {
        var data = Show("new Point(1, \"<a>\")", "record Point(int X, string Name);").Data;
        Assert.StartsWith("<details open=\"open\" class=\"dni-treeview\"><summary><span class=\"dni-code-hint\"><code>Point { X = 1, Name = &lt;a&gt; }</code>", data["text/html"], StringComparison.Ordinal);
        Assert.Contains("<tr><td>X</td><td><div class=\"dni-plaintext\"><pre>1</pre></div></td></tr>", data["text/html"]);
        Assert.Equal("Point\n    X: 1\n    Name: <a>", data["text/plain"]);
    }

    [Fact]
    public void A_sequence_of_objects_is_a_table_with_an_index()
    {
        string html = Show("new object[] { 1, \"b\" }").Data["text/html"];
        Assert.StartsWith("<table><thead><tr><th><i>index</i></th><th><i>type</i></th><th>value</th></tr></thead>", html, StringComparison.Ordinal);
        Assert.Contains("<td>1</td><td>String</td>", html);
    }

    [Fact]
    public void A_dictionary_is_a_table_of_keys_and_values()
    {
        string html = Show("new Dictionary<string, double> { [\"loss\"] = 0.5 }").Data["text/html"];
        Assert.Contains("<th><i>key</i></th><th>value</th>", html);
        Assert.Contains("<pre>loss</pre></div></td><td><div class=\"dni-plaintext\"><pre>0.5</pre>", html);
    }

    [Fact]
    public void A_tuple_is_a_tree() => Assert.Contains("<td>Item2</td>", Show("(1, \"a\")").Data["text/html"]);

    [Fact]
    public void A_sequence_without_an_end_is_cut() =>
        Assert.EndsWith(" ... (more) ]", Show("Forever()", "IEnumerable<int> Forever() { while (true) yield return 1; }").Data["text/plain"], StringComparison.Ordinal);

    [Fact]
    public void A_value_that_contains_itself_comes_to_an_end() =>
        Assert.Contains("dni-treeview", Show("node", "class Node { public Node Next { get; set; } public string Name => \"n\"; }\nvar node = new Node(); node.Next = node;").Data["text/html"]);

    [Fact]
    public void A_property_that_throws_shows_its_exception() =>
        Assert.Contains("no value", Show("new Bad()", "class Bad { public int P => throw new InvalidOperationException(\"no value\"); }").Data["text/html"]);

    [Fact]
    public void ToHtml_is_used_also_within_other_values()
    {
        const string definition = "class Own { public string ToHtml() => \"<own/>\"; public override string ToString() => \"own text\"; }";
        Assert.Equal("<own/>", Show("new Own()", definition).Data["text/html"]);
        Assert.Equal("own text", Show("new Own()", definition).Data["text/plain"]);
        Assert.Contains("<td><own/></td>", Show("new { A = new Own() }", definition).Data["text/html"]);
    }

    [Fact]
    public void A_formatter_source_named_by_convention_gives_its_mime_types_in_their_order()
    {
        var data = Show("new Chart()", """
            class TypeFormatterSourceAttribute : Attribute
            {
                public TypeFormatterSourceAttribute(Type source) => FormatterSourceType = source;
                public Type FormatterSourceType { get; }
                public string[] PreferredMimeTypes { get; set; }
            }
            class Formatter
            {
                public string MimeType { get; set; }
                public bool Format(object instance, System.IO.TextWriter writer) { writer.Write(MimeType + " of " + instance); return true; }
            }
            class Source { public IEnumerable<object> CreateTypeFormatters() => new[] { "text/html", "text/plain", "text/latex", "image/svg+xml" }.Select(m => new Formatter { MimeType = m }); }
            [TypeFormatterSource(typeof(Source), PreferredMimeTypes = new[] { "image/svg+xml", "text/html" })]
            class Chart { public override string ToString() => "chart"; public string ToHtml() => "not this"; }
            """).Data;
        Assert.Equal(["image/svg+xml", "text/html", "text/plain"], data.Keys);
        Assert.Equal("image/svg+xml of chart", data["image/svg+xml"]);
        Assert.Equal("text/html of chart", data["text/html"]);
    }

    [Fact]
    public void An_attribute_of_that_name_without_a_formatter_source_is_passed_over()
    {
        // As Plotly.NET 6 declares it.
        var data = Show("new Chart()", """
            class TypeFormatterSourceAttribute : Attribute
            {
                public TypeFormatterSourceAttribute(Type source) => TypeFormatterSourceType = source;
                public Type TypeFormatterSourceType { get; }
                public string[] PreferredMimeTypes { get; set; }
            }
            [TypeFormatterSource(typeof(object))]
            class Chart { public string ToHtml() => "<own/>"; }
            """).Data;
        Assert.Equal("<own/>", data["text/html"]);
    }

    [Fact]
    public void Display_shows_the_mime_type_asked_for()
    {
        var cells = Session.Run("display(5, \"text/plain\");", "\"**b**\".DisplayAs(\"text/markdown\");", "display(5, \"image/png\")");
        Assert.Equal(["text/plain"], cells[0].Display().Data.Keys);
        Assert.Equal("**b**", cells[1].Display().Data["text/markdown"]);
        Assert.Contains("image/png", cells[2].Error().Message);
    }
}
