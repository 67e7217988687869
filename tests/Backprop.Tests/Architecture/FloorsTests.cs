namespace Backprop.Tests.Architecture;

/// <summary>The library's folders stand on each other: none uses one above it, or one beside it that it does not know.</summary>
public sealed class FloorsTests
{
    /// <summary>Each folder with those it stands on; what these stand on it may use too.</summary>
    private static readonly (string Folder, string[] On)[] Layout =
    [
        ("Numerics", []),
        ("Activations", ["Numerics"]),
        ("Losses", ["Activations"]),
        ("Optimizers", ["Numerics"]),
        ("Initializers", ["Numerics"]),
        ("Data", ["Numerics"]),
        ("Network", ["Losses", "Optimizers", "Initializers", "Data"]),
        ("GradientChecking", ["Network"]),
        ("Training", ["Network"]),
        ("Training/Diagnosis", ["Training", "GradientChecking"]),
        ("Interchange", ["Training", "GradientChecking"]),
        ("Exercises", ["Training/Diagnosis"]),
        ("Display", ["Training/Diagnosis", "Interchange", "Exercises"]),
        ("Display/Diagrams", ["Display"]),
        ("Display/Tables", ["Display/Diagrams"]),
        ("Display/Equations", ["Display/Tables"]),
        ("Display/Exercises", ["Display/Tables"]),
        ("Display/Figures", ["Display"]),
        ("Display/Player", ["Display/Equations", "Display/Figures"]),
    ];

    [Fact]
    public void No_folder_uses_one_that_it_does_not_stand_on()
    {
        string[] violations = [.. new Floors(Layout).Violations(Sources.Library)];

        Assert.True(violations.Length == 0, $"{violations.Length} references go the wrong way:\n{string.Join('\n', violations)}");
    }

    [Theory]
    [InlineData("class Low { High? up; }", "High.cs")]
    [InlineData("class Low { object up = new High(); }", "High.cs")]
    [InlineData("class Low { object? up = High.Make().Next; }", "High.cs")]
    [InlineData("class Low : List<High> { }", "High.cs")]
    [InlineData("partial class Shared { } class Low { int up = new Shared().Upper; }", "Shared.cs")]
    public void A_reference_upwards_is_found_with_its_file_and_line(string low, string target)
    {
        var library = Sources.Compile(
        [
            ("Low/Low.cs", "\n" + low),
            ("High/High.cs", "class High { public High? Next; public static High Make() => new(); Low? down; }"),
            ("High/Shared.cs", "partial class Shared { public int Upper => 1; }"),
        ]);

        string[] violations = new Floors([("Low", []), ("High", ["Low"])]).Violations(library).ToArray();

        Assert.NotEmpty(violations);
        Assert.All(violations, violation => Assert.StartsWith("Low/Low.cs, line 2: Low uses ", violation, StringComparison.Ordinal));
        Assert.Contains(
            violations, violation => violation.EndsWith($"of High/{target}, but Low does not stand on High.", StringComparison.Ordinal));
    }

    /// <summary>Else a wrong reference could hide in code that is not understood.</summary>
    [Fact]
    public void A_name_that_is_not_understood_is_said()
    {
        var library = Sources.Compile([("Low/Low.cs", "class Low { Unknown? up; }")]);

        Assert.Equal(["Low/Low.cs, line 1: Unknown is not understood."], new Floors([("Low", [])]).Violations(library));
    }

    [Fact]
    public void Folders_side_by_side_do_not_know_each_other()
    {
        var library = Sources.Compile([("Left/L.cs", "class L { }"), ("Right/R.cs", "class R { L? l; }"), ("Else/E.cs", "class E { }")]);

        Assert.Equal(
            ["Right/R.cs, line 1: Right uses L of Left/L.cs, but Right does not stand on Left.",
                "Else/E.cs lies in no known folder: give it its place in FloorsTests."],
            new Floors([("Left", []), ("Right", [])]).Violations(library));
    }
}
