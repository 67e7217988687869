using System.Diagnostics;
using System.IO.MemoryMappedFiles;
using NotebookRunner.Execution;
using NotebookRunner.Tests.EndToEnd;

namespace NotebookRunner.Tests.Notebooks;

/// <summary>src/Backprop/CopyToNotebooks.targets: a build brings the library to notebooks/lib, whatever a kernel does with it.</summary>
public sealed class NotebookLibraryTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("notebook-library-").FullName;

    public NotebookLibraryTests()
    {
        Directory.CreateDirectory(Path.Combine(folder, "out"));
        File.WriteAllText(Path.Combine(folder, "build.proj"), $"""
            <Project>
              <PropertyGroup>
                <OutDir>out/</OutDir>
                <NotebookLibrary>lib/</NotebookLibrary>
              </PropertyGroup>
              <Target Name="Build" />
              <Import Project="{Path.Combine(AppContext.BaseDirectory, "CopyToNotebooks.targets")}" />
            </Project>
            """);
    }

    [Fact]
    public void A_build_replaces_the_library_and_leaves_nothing_else_behind()
    {
        Build("first");
        Build("second");
        Assert.Equal("second", File.ReadAllText(Library));
        Assert.Equal(["Backprop.dll", "Backprop.pdb", "Backprop.xml", "System.Numerics.Tensors.dll"],
            Directory.EnumerateFiles(Path.GetDirectoryName(Library)!).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_library_that_cannot_be_replaced_gives_a_warning_and_not_a_failed_build()
    {
        // A folder cannot be replaced on any system.
        Directory.CreateDirectory(Library);
        var result = Build("first");
        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Contains("warning NOTEBOOKS1: notebooks/lib was not refreshed", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loaded_library_keeps_its_content_while_a_build_replaces_it()
    {
        Build("first");
        using var stream = new FileStream(Library, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        using var mapped =
            MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        using var view = mapped.CreateViewAccessor(0, 5, MemoryMappedFileAccess.Read);
        Build("other");
        byte[] seen = new byte[5];
        view.ReadArray(0, seen, 0, 5);
        Assert.Equal("first"u8, seen);
        Assert.Equal("other", File.ReadAllText(Library));
    }

    private string Library => Path.Combine(folder, "lib", "Backprop.dll");

    /// <summary>Builds with every warning as an error.</summary>
    private ProgramResult Build(string content)
    {
        foreach (string name in (string[])["Backprop.dll", "Backprop.pdb", "Backprop.xml", "System.Numerics.Tensors.dll"])
        {
            string file = Path.Combine(folder, "out", name);
            File.WriteAllText(file, content);
            // Two builds of a test may fall into one tick of the file system's clock.
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(content == "first" ? -2 : -1));
        }
        using var process = Process.Start(new ProcessStartInfo(NotebookProcess.Dotnet, ["msbuild", "build.proj", "-nologo", "-warnaserror"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            Environment = { ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_CLI_UI_LANGUAGE"] = "en" },
        })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ProgramResult(process.ExitCode, output, "");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
