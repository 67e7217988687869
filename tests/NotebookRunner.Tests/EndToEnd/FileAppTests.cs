using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NotebookRunner.Commands;
using NotebookRunner.Execution;
using NotebookRunner.Tests.Lessons;

namespace NotebookRunner.Tests.EndToEnd;

/// <summary><c>convert lesson.dib lesson.cs</c>: a program that prints what the cells show.</summary>
public sealed class FileAppTests : IDisposable
{
    private readonly RunnerProgram runner = new();

    public void Dispose() => runner.Dispose();

    /// <summary>Two lessons; all of them, which takes minutes, where the environment variable NOTEBOOKS_ALL is set.</summary>
    public static IEnumerable<TheoryDataRow<string>> Lessons() => LessonFolder.Read()
        .Where(lesson => !LessonFolder.NeedsPackages(lesson.Path))
        .Take(Environment.GetEnvironmentVariable("NOTEBOOKS_ALL") is null ? 2 : int.MaxValue)
        .Select(lesson => new TheoryDataRow<string>(Path.GetFileNameWithoutExtension(lesson.Path)));

    [Theory, MemberData(nameof(Lessons))]
    public void A_lesson_runs_as_a_program_and_prints_its_console_text(string name)
    {
        LessonFolder.CopyTo(runner);
        string lesson = Path.Combine(runner.Folder, "notebooks", name + ".dib");
        File.Copy(Path.Combine(LessonFolder.Path, name + ".dib"), lesson);
        var converted = runner.Run("convert", lesson, Path.Combine(runner.Folder, "notebooks", name + ".cs"));
        Assert.True(converted.ExitCode == 0, converted.Error);

        var (exitCode, output) = Dotnet("run", Path.Combine("notebooks", name + ".cs"));

        Assert.True(exitCode == 0, output);
        var twin = Twin(name);
        Assert.All(
            twin.SelectMany(cell => cell.Outputs.OfType<NotebookRunner.Documents.StreamOutput>()),
            text => Assert.Contains(text.Text.TrimEnd(), output, StringComparison.Ordinal));
    }

    /// <summary>The cells themselves are compiled by the kernel, as in the notebook.</summary>
    [Fact]
    public void Every_lesson_compiles_as_a_program_that_has_all_its_cells()
    {
        const string Implicit = "global using System; global using System.IO; global using System.Linq; global using System.Threading.Tasks;";
        var options = CSharpParseOptions.Default.WithFeatures([new("FileBasedProgram", "true")]);
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(File.Exists)
            .Select(path => MetadataReference.CreateFromFile(path)).ToList();
        foreach (var (path, notebook) in LessonFolder.Read())
        {
            string program = Path.Combine(runner.Folder, Path.GetFileNameWithoutExtension(path) + ".cs");
            FileApp.Write(notebook, path, program);
            var tree = CSharpSyntaxTree.ParseText(File.ReadAllText(program), options);
            var compilation = CSharpCompilation.Create(
                "lesson", [tree, CSharpSyntaxTree.ParseText(Implicit, options)], references, new(OutputKind.ConsoleApplication));

            Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
            Assert.Equal(
                notebook.Cells.Where(cell => cell.Language == "csharp").Select(cell => cell.Source),
                tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>().Where(call => call.Expression.ToString() == "Cell")
                    .Select(call => ((LiteralExpressionSyntax)call.ArgumentList.Arguments[0].Expression).Token.ValueText));
        }
    }

    [Fact]
    public void A_cell_that_fails_ends_the_program_and_what_it_is_written_in_does_not_matter()
    {
        runner.WithFile(
            "a.dib", "#!markdown\n\n# Title\n\n#!csharp\n\nvar x = \"\"\"\"\nraw \"\"\" text\n\"\"\"\";\n\n#!csharp\n\nvar x = 2; // again, with another type\n\n#!csharp\n\nConsole.WriteLine(\"x is \" + x);\nx + 40\n\n#!csharp\n\nint.Parse(\"no\")\n\n#!csharp\n\n\"never\"\n");
        Assert.Equal(0, runner.Run("convert", "a.dib", "a.cs").ExitCode);

        var (exitCode, output) = Dotnet("run", "a.cs");

        Assert.Equal(1, exitCode);
        Assert.Contains("x is 2\n42\n", output.ReplaceLineEndings("\n"));
        Assert.Contains("FormatException", output);
        Assert.DoesNotContain("never", output);
    }

    [Fact]
    public void A_cell_that_may_fail_and_a_command_of_notebooks_end_no_program()
    {
        runner.WithFile("a.ipynb", """
            {"nbformat":4,"nbformat_minor":5,"metadata":{},"cells":[
             {"cell_type":"code","id":"a","metadata":{"tags":["raises-exception"]},"execution_count":null,"outputs":[],"source":"int.Parse(\"no\")"},
             {"cell_type":"code","id":"b","metadata":{},"execution_count":null,"outputs":[],"source":"#!time\n40 + 2"}]}
            """);
        Assert.Equal(0, runner.Run("convert", "a.ipynb", "a.cs").ExitCode);

        var (exitCode, output) = Dotnet("run", "a.cs");

        Assert.True(exitCode == 0, output);
        Assert.StartsWith("42", output, StringComparison.Ordinal);
        Assert.Contains("FormatException", output);
    }

    private static IReadOnlyList<NotebookRunner.Documents.Cell> Twin(string name) =>
        NotebookRunner.Documents.NotebookFile.Read(Path.Combine(LessonFolder.Path, name + ".ipynb")).Cells;

    private (int ExitCode, string Output) Dotnet(params string[] arguments)
    {
        var start =
            new ProcessStartInfo(NotebookProcess.Dotnet, arguments)
            {
                WorkingDirectory = runner.Folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true
            };
        foreach (string name in start.Environment.Keys.Where(key => key.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
