using System.Text;
using NotebookRunner.Documents;

namespace NotebookRunner.Tests.Documents;

public sealed class NotebookFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("notebook-file-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("a.dib")]
    [InlineData("a.ipynb")]
    [InlineData("A.IPYNB")]
    [InlineData("new/folder/ä b.dib")]
    public void What_was_written_is_read_back_by_the_extension(string name)
    {
        var notebook = new Notebook([new Cell("markdown", "# π 😀"), new Cell("csharp", "var x = \"#!markdown\";")]);

        NotebookFile.Write(notebook, PathOf(name));

        Assert.Equal(notebook.Cells, NotebookFile.Read(PathOf(name)).Cells, CellComparer.Instance);
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(PathOf(name))!));
    }

    [Theory]
    [InlineData("lesson.txt", ".txt")]
    [InlineData("lesson", ".dib or .ipynb")]
    [InlineData("missing.dib", "no such file")]
    [InlineData("no/folder.ipynb", "no such file")]
    public void A_file_that_cannot_be_a_notebook_is_refused_with_its_name(string name, string reason)
    {
        var error = Assert.Throws<NotebookFormatException>(() => NotebookFile.Read(PathOf(name)));

        Assert.StartsWith(PathOf(name) + ": ", error.Message, StringComparison.Ordinal);
        Assert.Contains(name, error.Message);
        Assert.Contains(reason, error.Message);
    }

    [Theory]
    [InlineData(new byte[] { 0x4D, 0x5A, 0, 0 }, "not text")]
    [InlineData(new byte[] { 0x23, 0xFF, 0xFE, 0x80 }, "UTF-8")]
    public void A_file_that_is_not_text_is_no_notebook(byte[] content, string reason)
    {
        File.WriteAllBytes(PathOf("binary.dib"), content);

        Assert.Contains(reason, Assert.Throws<NotebookFormatException>(() => NotebookFile.Read(PathOf("binary.dib"))).Message);
    }

    [Fact]
    public void A_file_that_cannot_be_written_is_named()
    {
        Assert.SkipUnless(Directory.Exists("/proc/self"), "There is no folder here into which nobody may write.");
        string message = Assert.Throws<NotebookFormatException>(() => NotebookFile.Write(new Notebook([]), "/proc/a.ipynb")).Message;

        Assert.StartsWith("/proc/a.ipynb: cannot be written: ", message, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_no_notebook()
    {
        Directory.CreateDirectory(PathOf("folder.dib"));

        Assert.Throws<NotebookFormatException>(() => NotebookFile.Read(PathOf("folder.dib")));
        Assert.Throws<NotebookFormatException>(() => NotebookFile.Write(new Notebook([]), PathOf("folder.dib")));
    }

    [Fact]
    public void An_error_inside_a_file_names_file_and_line()
    {
        File.WriteAllText(PathOf("bad.ipynb"), "{\n\"cells\": oops");

        Assert.StartsWith(
            $"{PathOf("bad.ipynb")}(2): ", Assert.Throws<NotebookFormatException>(() => NotebookFile.Read(PathOf("bad.ipynb"))).Message);
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_notebook()
    {
        File.WriteAllText(PathOf("bom.dib"), "#!markdown\n\ntext", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        Assert.Equal([new Cell("markdown", "text")], NotebookFile.Read(PathOf("bom.dib")).Cells, CellComparer.Instance);
    }

    [Fact]
    public void A_notebook_that_cannot_be_written_leaves_the_old_file_whole()
    {
        NotebookFile.Write(new Notebook([new Cell("csharp", "1")]), PathOf("a.dib"));
        string before = File.ReadAllText(PathOf("a.dib"));

        Assert.Throws<NotebookFormatException>(
            () => NotebookFile.Write(new Notebook([new Cell("csharp", "1\n#!markdown\n2")]), PathOf("a.dib")));

        Assert.Equal(before, File.ReadAllText(PathOf("a.dib")));
        Assert.Single(folder.GetFiles());
    }

    [Fact]
    public void Writing_the_same_again_does_not_touch_the_file()
    {
        var notebook = new Notebook([new Cell("csharp", "1")]);
        NotebookFile.Write(notebook, PathOf("a.ipynb"));
        var past = new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(PathOf("a.ipynb"), past);

        NotebookFile.Write(notebook, PathOf("a.ipynb"));

        Assert.Equal(past, File.GetLastWriteTimeUtc(PathOf("a.ipynb")));
    }

    [Fact]
    public void Writing_over_a_link_changes_the_file_that_it_leads_to_and_not_who_may_read_it()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Not everybody may make links on Windows.");
            return;
        }
        File.WriteAllText(PathOf("real.dib"), "");
        File.SetUnixFileMode(PathOf("real.dib"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(PathOf("link.dib"), "real.dib");

        NotebookFile.Write(new Notebook([new Cell("csharp", "1")]), PathOf("link.dib"));

        Assert.Equal("real.dib", new FileInfo(PathOf("link.dib")).LinkTarget);
        Assert.Equal("1", NotebookFile.Read(PathOf("real.dib")).Cells[0].Source);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(PathOf("real.dib")));
    }

    [Fact]
    public void A_name_may_be_as_long_as_the_system_allows()
    {
        string name = new string('n', 249) + ".ipynb";

        NotebookFile.Write(new Notebook([new Cell("csharp", "1")]), PathOf(name));

        Assert.Equal("1", NotebookFile.Read(PathOf(name)).Cells[0].Source);
    }

    private string PathOf(string name) => Path.Combine(folder.FullName, name);
}
