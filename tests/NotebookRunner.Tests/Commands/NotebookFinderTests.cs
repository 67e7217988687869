using NotebookRunner.Commands;

namespace NotebookRunner.Tests.Commands;

/// <summary>Which notebooks of a folder run.</summary>
public sealed class NotebookFinderTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("finder-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void What_another_notebook_imports_does_not_run_but_no_notebook_is_lost()
    {
        Write("a-self.dib", "a-self.dib");
        Write("b-first.dib", "c-second.dib");
        Write("c-second.dib", "b-first.dib");
        Write("d-imported.dib", "e-below.dib");
        Write("e-below.dib", "d-imported.dib");
        Write("f-imports.dib", "d-imported.dib");
        Write("g-alone.dib", "missing.dib");

        Assert.Equal(
            ["a-self.dib", "b-first.dib", "f-imports.dib", "g-alone.dib"],
            NotebookFinder.Find([folder.FullName]).Select(file => Path.GetFileName(file)));
    }

    [Fact]
    public void What_editors_and_systems_hide_beside_a_notebook_is_none()
    {
        Write("a.dib", "missing.dib");
        Write("._a.dib", "missing.dib");
        Write(".#a.dib", "missing.dib");

        Assert.Equal(["a.dib"], NotebookFinder.Find([folder.FullName]).Select(file => Path.GetFileName(file)));
    }

    private void Write(string name, string imports) =>
        File.WriteAllText(Path.Combine(folder.FullName, name), $"#!csharp\n\n#!import ./{imports}\n");
}
