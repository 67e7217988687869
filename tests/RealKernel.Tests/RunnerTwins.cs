using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.DotNet.Interactive.Documents;

namespace RealKernel.Tests;

/// <summary>What our runner makes of the notebooks: their twins with outputs, written in a copy of the folder, once for all tests.</summary>
internal static partial class RunnerTwins
{
    private static readonly Lazy<string> folder = new(Write);

    /// <summary>The twin of a notebook; null if the runner did not run it.</summary>
    public static async Task<InteractiveDocument?> ReadAsync(string notebook)
    {
        var file = new FileInfo(Path.Combine(folder.Value, Path.ChangeExtension(notebook, ".ipynb")));
        return file.Exists ? await InteractiveDocument.LoadAsync(file, Kernels()) : null;
    }

    /// <summary>The languages of cells that the kernel tool knows.</summary>
    public static KernelInfoCollection Kernels() =>
    [
        new("csharp", "C#", ["c#", "C#"]), new("markdown", "Markdown"), new("html", "HTML"), new("javascript", "JavaScript", ["js"]), new("mermaid", "Mermaid"),
    ];

    /// <summary>The numbers of a text in order, without markup and scripts.</summary>
    public static IReadOnlyList<string> Numbers(string text) => [.. Number().Matches(Markup().Replace(text, " ")).Select(match => match.Value)];

    private static string Write()
    {
        var copy = Path.Combine(AppContext.BaseDirectory, "twins", "notebooks");
        if (Directory.Exists(copy)) Directory.Delete(copy, recursive: true);
        foreach (var file in Directory.EnumerateFiles(Places.NotebookFolder, "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) != ".ipynb"))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(Places.NotebookFolder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
        using var runner = Process.Start(new ProcessStartInfo("dotnet", ["exec", Places.RunnerAssembly, copy, "--update-twins"]) { RedirectStandardOutput = true })!;
        var output = runner.StandardOutput.ReadToEnd();
        runner.WaitForExit();
        Assert.True(runner.ExitCode == 0, output);
        return copy;
    }

    [GeneratedRegex(@"<(script|style)\b.*?</\1>|<[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Markup();

    [GeneratedRegex(@"[-−]?\d+(\.\d+)?([eE][-+]?\d+)?")]
    private static partial Regex Number();
}
