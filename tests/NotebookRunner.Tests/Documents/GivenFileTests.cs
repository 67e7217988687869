using System.Diagnostics;
using NotebookRunner.Documents;
using NotebookRunner.Reports;

namespace NotebookRunner.Tests.Documents;

/// <summary>No file of the user's holds up a run.</summary>
public sealed class GivenFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("given-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_pipe_into_which_nobody_writes_is_no_notebook_and_no_image()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such files on Windows.");
        string pipe = Path.Combine(folder.FullName, "x.dib");
        Process.Start("mkfifo", pipe).WaitForExit();

        Assert.Equal(
            $"{pipe}: cannot be read: it gives nothing for 10 s; is it a pipe?",
            Assert.Throws<NotebookFormatException>(() => NotebookFile.Read(pipe)).Message);
        Assert.Null(LocalFile.DataUri(folder.FullName, "x.dib", out string problem));
        Assert.Equal("not shown: it gives nothing for 10 s; is it a pipe?", problem);
    }

    [Fact]
    public void A_file_without_an_end_is_cut_off()
    {
        Assert.SkipUnless(File.Exists("/dev/zero"), "There is no such file here.");
        Assert.Equal("it is larger than 1 MB", Assert.Throws<IOException>(() => GivenFile.Read("/dev/zero", 1_000_000)).Message);
    }
}
