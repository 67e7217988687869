using NotebookRunner.Documents;
using NotebookRunner.Execution;

namespace NotebookRunner.Tests.Execution;

/// <summary><c>#r "nuget: …"</c> is an ordinary restore with the configuration that holds in the notebook's folder.</summary>
[Collection(nameof(Session))]
public sealed class PackageTests : IDisposable
{
    private readonly PackageFeed feed = new();

    public void Dispose() => feed.Dispose();

    private IReadOnlyList<Cell> Run(params string[] cells) => Session.RunIn(feed.Folder, [.. cells.Select(code => new Cell("csharp", code))]);

    [Fact]
    public void A_package_and_what_it_depends_on_are_there_for_the_code_of_the_cell()
    {
        feed.With("Inner", "1.0.0", "namespace Inner; public static class Two { public static int Value => 2; }")
            .With("Outer", "1.0.0", "namespace Outer; public static class Four { public static int Value => Inner.Two.Value * 2; }", dependency: "Inner");
        var cells = Run("#r \"nuget: Outer, 1.0.0\"\nusing Outer;\nFour.Value", "Inner.Two.Value");
        Assert.Equal(["[4]", "[2]"], cells.Select(cell => cell.Text()));
    }

    [Fact]
    public void A_package_works_with_a_later_version_of_another_than_it_was_compiled_with()
    {
        feed.With("Inner", "1.0.0", Inner("1.0.0.0"))
            .With("Outer", "1.0.0", "namespace Outer; public static class Four { public static int Value => Inner.Two.Value * 2; }", dependency: "Inner")
            .With("Inner", "1.1.0", Inner("1.1.0.0")).Without("Inner", "1.0.0");
        Assert.Equal("[4]", Run("#r \"nuget: Outer, 1.0.0\"\nOuter.Four.Value")[0].Text());

        static string Inner(string version) => $"[assembly: System.Reflection.AssemblyVersion(\"{version}\")] namespace Inner {{ public static class Two {{ public static int Value => 2; }} }}";
    }

    [Fact]
    public void A_package_without_a_version_is_the_latest_and_a_feed_can_be_added()
    {
        feed.With("Lone", "1.2.0", "public static class Lone { public static int Value => 12; }", feed: "other");
        Assert.Equal("[12]", Run("#i \"nuget: other\"\n#r \"nuget: Lone\"\nLone.Value")[0].Text());
    }

    [Fact]
    public void A_package_that_is_not_on_the_feed_stops_the_notebook_with_a_notice_that_names_it()
    {
        var cells = Run("1", "#r \"nuget: No.Such.Package, 1.0.0\"\n2", "3");
        Assert.Contains("Not run from here on: the package is not on the feed (NU1101: Unable to find package No.Such.Package", cells[1].Text());
        Assert.Empty(cells[2].Outputs);
    }

    [Fact]
    public void A_version_that_is_not_on_the_feed_is_told()
    {
        feed.With("Lone", "1.0.0", "public static class Lone { }");
        Assert.Contains("NU1102", Run("#r \"nuget: Lone, 9.0.0\"")[0].Text());
    }

    [Fact]
    public void A_feed_that_has_only_a_later_major_version_lacks_the_package()
    {
        feed.With("Lone", "2.1.0", "public static class Lone { }").With("Other", "1.2.0", "public static class Other { public static int Value => 1; }");
        var cells = Run("#r \"nuget: Other, 1.0.0\"\nOther.Value", "#r \"nuget: Lone, 1.0.0\"\n2");
        Assert.Equal("[1]", cells[0].Text());
        Assert.Equal("[Not run from here on: the package is not on the feed in this version (Lone 1.0.0: the feed has 2.1.0)]", cells[1].Text());
    }

    [Fact]
    public void An_imported_file_that_needs_a_package_that_is_not_there_is_a_notice_and_the_notebook_goes_on()
    {
        File.WriteAllText(Path.Combine(feed.Folder, "charts.dib"), "#!csharp\n\n#r \"nuget: No.Such.Package, 1.0.0\"\n\n#!csharp\n\nvar never = 1;\n");
        var cells = Run("#!import ./charts.dib\n1", "2");
        Assert.StartsWith("[charts.dib was not imported: the package is not on the feed", cells[0].Text(), StringComparison.Ordinal);
        Assert.EndsWith("[1]", cells[0].Text(), StringComparison.Ordinal);
        Assert.Equal("[2]", cells[1].Text());
    }

    [Fact]
    public void A_feed_that_cannot_be_reached_is_told() =>
        Assert.Contains("the package feed cannot be reached", Run("#i \"nuget: https://127.0.0.1:9/index.json\"\n#r \"nuget: Any, 1.0.0\"")[0].Text());

    [Fact]
    public async Task A_package_is_restored_while_the_notebook_is_not_yet_at_its_cell()
    {
        feed.With("Lone", "1.0.0", "public static class Lone { public static int Value => 1; }");
        File.WriteAllText(Path.Combine(feed.Folder, "charts.dib"), "#!csharp\n\n#r \"nuget: Lone, 1.0.0\"\n");
        using var packages = new TemporaryFolder();

        await PackagesAhead.BeginAsync(new Notebook([new Cell("csharp", "1"), new Cell("csharp", "#!import ./charts.dib")]), feed.Folder, packages.Path);

        Assert.Single(Directory.GetFiles(packages.Path, "*.json"));
        var result = Assert.IsType<RestoreResult.Restored>(new PackageRestore(feed.Folder, packages.Path).Add("Lone, 1.0.0"));
        Assert.Contains(result.Assemblies, path => Path.GetFileName(path) == "Lone.dll");
        Assert.Single(Directory.GetFiles(packages.Path, "*.json"));
    }

    [Theory]
    [InlineData("#!import ./missing.dib")]
    [InlineData("#!import ./self.dib")]
    [InlineData("#r \"nuget: \"")]
    [InlineData("#r \"nuget: No Name, 1.0.0\"")]
    public async Task What_is_wrong_with_a_line_is_left_to_its_cell(string line)
    {
        File.WriteAllText(Path.Combine(feed.Folder, "self.dib"), "#!csharp\n\n#!import ./self.dib\n");
        using var packages = new TemporaryFolder();

        await PackagesAhead.BeginAsync(new Notebook([new Cell("csharp", line)]), feed.Folder, packages.Path);

        Assert.Empty(Directory.GetFiles(packages.Path, "*.json"));
    }
}
