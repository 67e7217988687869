using NotebookRunner.Documents;
using NotebookRunner.Tests.EndToEnd;

namespace NotebookRunner.Tests.Lessons;

/// <summary>The lessons of this repository.</summary>
internal static class LessonFolder
{
    /// <summary>The folder <c>notebooks</c>.</summary>
    public static string Path { get; } = Find();

    /// <summary>What lessons import, which is no lesson itself.</summary>
    private const string Import = "plotly-net.dib";

    /// <summary>Every lesson with its path.</summary>
    public static IReadOnlyList<(string Path, Notebook Notebook)> Read() =>
        [.. Directory.GetFiles(Path, "*.dib").Order(StringComparer.Ordinal).Where(path => System.IO.Path.GetFileName(path) != Import)
            .Select(path => (path, NotebookFile.Read(path)))];

    /// <summary>Whether a lesson cannot run without packages that a feed may lack.</summary>
    public static bool NeedsPackages(string path) => path.Contains("plotly-net", StringComparison.Ordinal);

    /// <summary>Copies what lessons load into a program's folder.</summary>
    public static RunnerProgram CopyTo(RunnerProgram program)
    {
        foreach (string file in Directory.EnumerateFiles(Path, "*", SearchOption.AllDirectories))
        {
            string name = System.IO.Path.GetRelativePath(Path, file);
            if (System.IO.Path.GetDirectoryName(name) is not ("lib" or "data")) continue;
            string copy = System.IO.Path.Combine(program.Folder, "notebooks", name);
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        File.Copy(System.IO.Path.Combine(Path, Import), System.IO.Path.Combine(program.Folder, "notebooks", Import));
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
