using System.Reflection;

namespace RealKernel.Tests;

/// <summary>Where the notebooks and the runner are; known when the project is built.</summary>
internal static class Places
{
    public static string NotebookFolder { get; } = Metadata("NotebookFolder");

    public static string RunnerAssembly { get; } = Metadata("RunnerAssembly");

    /// <summary>The notebooks by name, without the one that others import.</summary>
    public static IEnumerable<TheoryDataRow<string>> Notebooks() =>
        Directory.EnumerateFiles(NotebookFolder, "*.dib").Select(Path.GetFileName).Where(name => name != Import).Order(StringComparer.Ordinal)
            .Select(name => new TheoryDataRow<string>(name!));

    public const string Import = "plotly-net.dib";

    private static string Metadata(string key) =>
        typeof(Places).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
