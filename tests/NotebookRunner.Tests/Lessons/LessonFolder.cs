using NotebookRunner.Documents;
using NotebookRunner.Tests.EndToEnd;

namespace NotebookRunner.Tests.Lessons;

/// <summary>The lessons of this repository.</summary>
internal static class LessonFolder
{
    /// <summary>The folder <c>notebooks</c>.</summary>
    public static string Path { get; } = Find();

    /// <summary>Every lesson with its path; not what lessons import.</summary>
    public static IReadOnlyList<(string Path, Notebook Notebook)> Read() =>
        [.. Directory.GetFiles(Path, "*.dib").Order(StringComparer.Ordinal).Where(path => !path.EndsWith("plotly-net.dib", StringComparison.Ordinal) || path.Contains("15-", StringComparison.Ordinal)).Select(path => (path, NotebookFile.Read(path)))];

    /// <summary>Whether a lesson cannot run without packages that a feed may lack.</summary>
    public static bool NeedsPackages(string path) => path.Contains("15-", StringComparison.Ordinal);

    /// <summary>Copies what lessons load into a program's folder.</summary>
    public static RunnerProgram CopyTo(RunnerProgram program)
    {
        foreach (var file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories))
        {
            var name = System.IO.Path.GetRelativePath(Path, file);
            if (System.IO.Path.GetDirectoryName(name) is not ("lib" or "data")) continue;
            var copy = System.IO.Path.Combine(program.Folder, "notebooks", name);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        File.Copy(System.IO.Path.Combine(Path, "plotly-net.dib"), System.IO.Path.Combine(program.Folder, "notebooks", "plotly-net.dib"));
        return program;
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "Notebooks.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException($"There is no Notebooks.sln above {AppContext.BaseDirectory}.");
        return System.IO.Path.Combine(folder.FullName, "notebooks");
    }
}
