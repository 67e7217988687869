namespace NotebookRunner.Tests.EndToEnd;

/// <summary>What goes wrong in a notebook ends in a message that says where and why, and in exit code 1.</summary>
public sealed class FailureTests : IDisposable
{
    private readonly RunnerProgram runner = new();

    public void Dispose() => runner.Dispose();

    [Fact]
    public void A_compile_error_names_the_cell_the_line_and_the_place_in_it()
    {
        var result = runner.WithNotebook("01-a.dib", "var a = 1;", "var b = 2;\nvar c = a + missing;").Run();
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("cell 2, line 2: CS0103", result.Output);
        Assert.Contains("    var c = a + missing;", result.Output);
        Assert.Contains("                ^^^^^^^", result.Output);
        Assert.Contains("CS0103", runner.Report("01-a"));
    }

    [Fact]
    public void An_exception_shows_the_students_frames_with_cell_lines_and_no_plumbing()
    {
        var result =
            runner.WithNotebook("01-a.dib", "int Parse(string text)\n{\n    return int.Parse(text);\n}", "var n = 1;\nParse(\"one\")")
            .Run();
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("FormatException", result.Output);
        Assert.Contains("at cell 2, line 2", result.Output);
        Assert.DoesNotContain("Microsoft.CodeAnalysis", result.Output);
        Assert.DoesNotContain("NotebookRunner.Execution", result.Output);
    }

    [Fact]
    public void A_missing_library_says_how_to_build_it()
    {
        var result = runner.WithNotebook("01-a.dib", "#r \"./lib/Backprop.dll\"\nusing Backprop;").Run();
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("CS0006", result.Output);
        Assert.Contains("dotnet build", result.Output);
    }

    [Fact]
    public void A_file_that_is_no_notebook_is_named()
    {
        runner.WithFile("notebooks/01-a.ipynb", "{ not json");
        var result = runner.WithNotebook("02-b.dib", "1 + 1").Run();
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("01-a.ipynb", result.Output);
        Assert.Contains("✓ 02-b.dib", result.Output);
    }
}
