using System.Reflection;
using NotebookRunner.Documents;

namespace NotebookRunner.Tests.Notebooks;

/// <summary>The notebooks are for the real kernel; this runner must not let them use anything that only it has.</summary>
public sealed class RealKernelNamesTests
{
    private static readonly string folder = typeof(RealKernelNamesTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "NotebookFolder").Value!;

    public static IEnumerable<TheoryDataRow<string>> Notebooks() =>
        Directory.EnumerateFiles(folder, "*.dib").Select(file => new TheoryDataRow<string>(Path.GetFileName(file)));

    [Theory, MemberData(nameof(Notebooks))]
    public void A_notebook_uses_only_names_that_the_real_kernel_has(string name) =>
        Assert.Empty(RealKernelCompiler.Problems(NotebookFile.Read(Path.Combine(folder, name)), folder));

    [Theory]
    [InlineData("display(1); 2.Display(); HTML(\"<b>x</b>\")")]
    [InlineData("var list = new List<int> { 1 }; list.Select(x => x + 1).DisplayTable(); await Task.Delay(0);")]
    [InlineData("\"# title\".DisplayAs(\"text/markdown\")")]
    public void What_the_real_kernel_has_is_accepted(string code) => Assert.Empty(Problems(code));

    [Theory]
    [InlineData("NotebookRunner.Execution.NotebookApi.display(1)", "NotebookRunner")]
    [InlineData("HTML(\"<b>x</b>\").ToHtml()", "ToHtml")]
    [InlineData("Show(1)", "Show")]
    [InlineData("#!output-limit 10", "#!output-limit")]
    public void What_it_lacks_is_found(string code, string named) => Assert.Contains(named, Assert.Single(Problems(code)), StringComparison.Ordinal);

    [Fact]
    public void A_cell_sees_what_earlier_cells_declared() => Assert.Empty(RealKernelCompiler.Problems(new Notebook([new Cell("csharp", "static int Twice(this int x) => 2 * x;"), new Cell("csharp", "3.Twice()")]), folder));

    private static IEnumerable<string> Problems(string code) => RealKernelCompiler.Problems(new Notebook([new Cell("csharp", code)]), folder);
}
