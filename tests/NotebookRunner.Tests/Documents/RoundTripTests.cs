using FsCheck;
using FsCheck.Fluent;
using NotebookRunner.Documents;

namespace NotebookRunner.Tests.Documents;

public sealed class RoundTripTests
{
    private static readonly string[] awkwardLines =
    [
        "", "", "var x = 1;", "\t", "  ", "#!time", "#!import \"a b.dib\"", "#!share --from csharp --name y", "#!set --name x --value @csharp:y",
        "#r \"nuget: Plotly.NET, 5.0.0\"", "#!meta", "#!", "#!unknown", "#!csharp x", " #!markdown", "\"#!csharp\"", "```csharp", "# Title",
        "{\"kernelInfo\":1}", "<script>alert('é')</script>", "\\u0000 \\n", "ŷ = a⁽ᴸ⁾ · 😀", "\u2028", "\"", "\\", "\u0001\u007f", "#!markdown: no opener",
    ];

    private static readonly Arbitrary<Notebook> notebooks = (
        from cells in (
            from language in Gen.Elements("csharp", "markdown", "html", "javascript", "mermaid", "fsharp", "raw", "kql-telemetry")
            from lines in Gen.Elements(awkwardLines).ListOf()
            select new Cell(language, string.Join('\n', lines).Trim('\n'))).ListOf()
        from defaultLanguage in Gen.Elements("csharp", "fsharp")
        select new Notebook([.. cells], defaultLanguage)).ToArbitrary();

    private static readonly Config thousandCases = Config.QuickThrowOnFailure.WithMaxTest(1000);

    [Fact]
    public void Any_notebook_survives_the_dib_format() =>
        Check.One(thousandCases, Prop.ForAll(notebooks, notebook => AssertSame(notebook, DibFormat.Parse(DibFormat.Format(notebook)))));

    [Fact]
    public void Any_notebook_survives_the_ipynb_format() =>
        Check.One(thousandCases, Prop.ForAll(notebooks, notebook => AssertSame(notebook, IpynbFormat.Parse(IpynbFormat.Format(notebook)))));

    [Fact]
    public void Any_notebook_survives_both_formats_and_Windows_line_ends() =>
        Check.One(thousandCases, Prop.ForAll(notebooks, notebook =>
        {
            string dib = DibFormat.Format(IpynbFormat.Parse(IpynbFormat.Format(notebook)));
            AssertSame(notebook, DibFormat.Parse(dib.Replace("\n", "\r\n", StringComparison.Ordinal).TrimEnd('\n')));
        }));

    [Fact]
    public void Formatting_is_stable_in_both_formats() =>
        Check.One(thousandCases, Prop.ForAll(notebooks, notebook =>
        {
            string dib = DibFormat.Format(notebook);
            string ipynb = IpynbFormat.Format(notebook);
            Assert.Equal(dib, DibFormat.Format(DibFormat.Parse(dib)));
            Assert.Equal(ipynb, IpynbFormat.Format(IpynbFormat.Parse(ipynb)));
        }));

    private static void AssertSame(Notebook expected, Notebook actual)
    {
        Assert.Equal(expected.DefaultLanguage, actual.DefaultLanguage);
        Assert.Equal(expected.Cells, actual.Cells, CellComparer.Instance);
    }
}
