using System.Globalization;
using System.Text.RegularExpressions;

namespace Backprop.Tests.Display;

/// <summary>
/// Compares output with a file in <c>Snapshots</c>. To accept new output, run the tests once with the environment variable
/// <c>UPDATE_SNAPSHOTS=1</c>, and look at the files in a browser before committing them.
/// </summary>
internal static partial class Snapshot
{
    public static void Matches(string name, string actual)
    {
        actual = WithoutLastDigits(actual) + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(Path.Combine(SourceFolder(), name), actual);
            return;
        }

        string file = Path.Combine(AppContext.BaseDirectory, "Display", "Snapshots", name);
        Assert.True(File.Exists(file), $"There is no snapshot {name}. Run the tests once with UPDATE_SNAPSHOTS=1, then look at the file.");
        Assert.Equal(File.ReadAllText(file).ReplaceLineEndings("\n"), actual);
    }

    /// <summary>The last digits of an exponential differ between processors; other tests compare every digit.</summary>
    private static string WithoutLastDigits(string text) => LongNumber().Replace(text, match =>
        double.Parse(match.Value, CultureInfo.InvariantCulture).ToString("G10", CultureInfo.InvariantCulture));

    private static string SourceFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Backprop.Tests.csproj"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, "Display", "Snapshots");
    }

    [GeneratedRegex(@"\d\.\d{10,}(E[+-]\d+)?")]
    private static partial Regex LongNumber();
}
