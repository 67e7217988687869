using NotebookRunner.Documents;
using NotebookRunner.Execution;

namespace NotebookRunner.Tests.Execution;

/// <summary><c>#r "nuget: …"</c> is an ordinary restore with the configuration that holds in the notebook's folder.</summary>
[Collection(nameof(Session))]
public sealed class PackageTests : IDisposable
{
    private readonly PackageFeed feed = new();

    public void Dispose() => feed.Dispose();

    private IReadOnlyList<Cell> Run(params string[] cells) =>
        Session.RunIn(feed.Folder, [.. cells.Select(code => new Cell("csharp", code))]);

    [Fact]
    public void A_package_and_what_it_depends_on_are_there_for_the_code_of_the_cell()
    {
        feed.With("Inner", "1.0.0", "namespace Inner; public static class Two { public static int Value => 2; }")
            .With("Outer", "1.0.0", "namespace Outer; public static class Four { public static int Value => Inner.Two.Value * 2; }",
                dependency: "Inner");
        var cells = Run("#r \"nuget: Outer, 1.0.0\"\nusing Outer;\nFour.Value", "Inner.Two.Value");
        Assert.Equal(["[4]", "[2]"], cells.Select(cell => cell.Text()));
    }

    [Fact]
    public void A_package_works_with_a_later_version_of_another_than_it_was_compiled_with()
    {
        feed.With("Inner", "1.0.0", Inner("1.0.0.0"))
            .With("Outer", "1.0.0", "namespace Outer; public static class Four { public static int Value => Inner.Two.Value * 2; }",
                dependency: "Inner")
            .With("Inner", "1.1.0", Inner("1.1.0.0")).Without("Inner", "1.0.0");
        Assert.Equal("[4]", Run("#r \"nuget: Outer, 1.0.0\"\nOuter.Four.Value")[0].Text());

        static string Inner(string version) =>
            $"[assembly: System.Reflection.AssemblyVersion(\"{version}\")] namespace Inner {{ public static class Two {{ public static int Value => 2; }} }}";
    }

    [Fact]
    public void A_package_without_a_version_is_the_latest_and_a_feed_can_be_added()
    {
        feed.With("Lone", "1.2.0", "public static class Lone { public static int Value => 12; }", feed: "other");
        Assert.Equal("[12]", Run($"#i \"nuget:{Path.Combine(feed.Folder, "other")}\"\n#r \"nuget: Lone\"\nLone.Value")[0].Text());
    }

    [Fact]
    public void A_package_that_is_not_on_the_feed_is_an_error_that_names_it_and_the_line()
    {
        var cells = Run("1", "2\n#r \"nuget: No.Such.Package, 1.0.0\"", "3");
        var error = cells[1].Error();
        Assert.StartsWith("NU1101: Unable to find package No.Such.Package", error.Message, StringComparison.Ordinal);
        Assert.Equal(["cell 2, line 2:", "    #r \"nuget: No.Such.Package, 1.0.0\""], error.Traceback);
        Assert.Empty(cells[2].Outputs);
    }

    [Fact]
    public void A_version_that_is_not_on_the_feed_is_told()
    {
        feed.With("Lone", "1.0.0", "public static class Lone { }");
        Assert.Contains("NU1102", Run("#r \"nuget: Lone, 9.0.0\"")[0].Text());
    }

    [Fact]
    public void Where_a_feed_has_only_a_later_version_the_notebook_goes_on_with_that_as_the_kernel_does()
    {
        feed.With("Later", "2.1.0", "public static class Later { public static int Value => 21; }");
        Assert.Equal("[21]", Run("#r \"nuget: Later, 1.0.0\"\nLater.Value")[0].Text());
    }

    [Fact]
    public void An_imported_file_that_needs_a_package_that_is_not_there_is_a_notice_and_the_notebook_goes_on()
    {
        File.WriteAllText(
            Path.Combine(feed.Folder, "charts.dib"), "#!csharp\n\n#r \"nuget: No.Such.Package, 1.0.0\"\n\n#!csharp\n\nvar never = 1;\n");
        var cells = Run("#!import ./charts.dib\n1", "2");
        Assert.StartsWith(
            "[charts.dib was not imported: NU1101: Unable to find package No.Such.Package", cells[0].Text(), StringComparison.Ordinal);
        Assert.EndsWith("[1]", cells[0].Text(), StringComparison.Ordinal);
        Assert.Equal("[2]", cells[1].Text());
    }

    [Fact]
    public void A_notebook_that_needs_an_import_that_is_missing_is_not_run_from_there_on()
    {
        File.WriteAllText(
            Path.Combine(feed.Folder, "charts.dib"), "#!csharp\n\n#r \"nuget: No.Such.Package, 1.0.0\"\n\n#!csharp\n\nvar chart = 1;\n");
        var cells = Run("#!import ./charts.dib", "chart", "3");
        Assert.StartsWith("[Not run from here on: charts.dib was not imported: NU1101", cells[1].Text(), StringComparison.Ordinal);
        Assert.Empty(cells[2].Outputs);
        Assert.Contains("divide by zero", Run("#!import ./charts.dib", "1 / int.Parse(\"0\")")[1].Error().Message);
    }

    [Fact]
    public void A_feed_that_cannot_be_reached_is_told() =>
        Assert.Contains("NU1301", Run("#i \"nuget:https://127.0.0.1:9/index.json\"\n#r \"nuget: Any, 1.0.0\"")[0].Text());
}
