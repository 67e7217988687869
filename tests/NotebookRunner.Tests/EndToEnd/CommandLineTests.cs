using NotebookRunner.Documents;
using NotebookRunner.Execution;
using NotebookRunner.Twins;

namespace NotebookRunner.Tests.EndToEnd;

/// <summary>What a user types, and what comes of it.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly RunnerProgram runner = new();

    public void Dispose() => runner.Dispose();

    [Fact]
    public void Without_arguments_all_notebooks_run_but_not_what_they_import_nor_twins()
    {
        runner
            .WithNotebook("02-second.dib", "#!import ./setup.dib\nfromSetup + 1")
            .WithNotebook("01-first.dib", "Console.WriteLine(\"hello\");")
            .WithNotebook("setup.dib", "var fromSetup = 41;")
            .WithFile("notebooks/01-first.ipynb", "not read")
            .WithFile("below/note.txt", "");
        var result = runner.Run();
        Assert.Equal(0, result.ExitCode);
        Assert.Equal("", result.Error);
        string summary = result.Output[result.Output.IndexOf("notebook ", StringComparison.Ordinal)..];
        Assert.Matches(@"(?s)01-first\.dib +1/1 +✓ passed +\d+\.\d s.*02-second\.dib +1/1 +✓ passed", summary);
        Assert.DoesNotContain("setup.dib", summary);
        Assert.Contains($"Reports: {Path.Combine("artifacts", "reports", "index.html")}", summary);
        Assert.Contains("42", runner.Report("02-second"));
        Assert.True(runner.HasReport("index"));
        Assert.DoesNotContain('\u001b', result.Output);
        Assert.Equal("not read", File.ReadAllText(Path.Combine(runner.Folder, "notebooks", "01-first.ipynb")));
    }

    [Fact]
    public void Refresh_writes_the_twin_of_what_passed_only_and_a_second_time_changes_nothing()
    {
        runner.WithNotebook("01-good.dib", "1 + 1").WithNotebook("02-bad.dib", "missing");
        Assert.Equal(1, runner.Run("refresh").ExitCode);
        string twin = Path.Combine(runner.Folder, "notebooks", "01-good.ipynb");
        string written = File.ReadAllText(twin);
        Assert.Contains("execute_result", written);
        Assert.DoesNotContain(runner.Folder, written);
        Assert.False(File.Exists(Path.Combine(runner.Folder, "notebooks", "02-bad.ipynb")));
        runner.Run("notebooks/01-good.dib", "--update-twins");
        Assert.Equal(written, File.ReadAllText(twin));
    }

    [Fact]
    public void Convert_writes_the_other_format_and_over_nothing_unasked()
    {
        runner.WithNotebook("a.dib", "1 + 1", "2");
        Assert.Equal(0, runner.Run("convert", "notebooks/a.dib", "b.ipynb").ExitCode);
        var again = runner.Run("convert", "notebooks/a.dib", "b.ipynb");
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("--force", again.Error);
        Assert.Equal(0, runner.Run("convert", "b.ipynb", "c.dib", "--force").ExitCode);
        Assert.Equal(
            NotebookFile.Read(Path.Combine(runner.Folder, "notebooks", "a.dib")).Cells.Select(cell => cell.Source),
            NotebookFile.Read(Path.Combine(runner.Folder, "c.dib")).Cells.Select(cell => cell.Source));
    }

    [Fact]
    public void A_notebook_that_needs_an_import_whose_package_is_not_on_the_feed_is_not_run_and_no_failure()
    {
        runner
            .WithFile(
                "nuget.config",
                "<configuration><packageSources><clear /><add key=\"feed\" value=\"feed\" /></packageSources></configuration>")
            .WithFile("feed/readme.txt", "")
            .WithNotebook("charts.dib", "#r \"nuget: No.Such.Package, 1.0.0\"", "var chart = 1;")
            .WithNotebook("15-charts.dib", "#!import ./charts.dib", "chart", "2");
        var result = runner.Run("refresh");
        Assert.Equal(0, result.ExitCode);
        Assert.Matches("15-charts.dib +2/3 +– not run", result.Output);
        Assert.Contains("No.Such.Package", result.Output);
        Assert.Contains("No.Such.Package", runner.Report("15-charts"));
        Assert.True(File.Exists(Path.Combine(runner.Folder, "notebooks", "15-charts.ipynb")));
    }

    [Fact]
    public void Refresh_keeps_the_outputs_of_a_notebook_whose_package_is_not_on_the_feed_as_long_as_its_cells_are_the_same()
    {
        runner
            .WithFile(
                "nuget.config",
                "<configuration><packageSources><clear /><add key=\"feed\" value=\"feed\" /></packageSources></configuration>")
            .WithFile("feed/readme.txt", "")
            .WithNotebook("charts.dib", "#r \"nuget: No.Such.Package, 1.0.0\"", "var chart = 1;")
            .WithNotebook("15-charts.dib", "#!import ./charts.dib\nchart", "2");
        string source = Path.Combine(runner.Folder, "notebooks", "15-charts.dib");
        var notebook = NotebookFile.Read(source);
        NotebookFile.Write(
            notebook with
            {
                Cells = [notebook.Cells[0],
            notebook.Cells[1] with { ExecutionCount = 2, Outputs = [new StreamOutput("stdout", "from elsewhere")] }]
            },
            Twin.PathOf(source));
        string written = File.ReadAllText(Twin.PathOf(source));

        var same = runner.Run("refresh");
        Assert.Equal(0, same.ExitCode);
        Assert.Matches("– 15-charts.dib  not run", same.Output);
        Assert.Contains("15-charts.ipynb has the same cells and stays as it is", same.Output);
        Assert.Equal(written, File.ReadAllText(Twin.PathOf(source)));

        runner.WithNotebook("15-charts.dib", "#!import ./charts.dib\nchart", "3");
        Assert.DoesNotContain("stays as it is", runner.Run("refresh").Output);
        Assert.Empty(Twin.Differences(source));
        Assert.DoesNotContain("from elsewhere", File.ReadAllText(Twin.PathOf(source)));
    }

    [Fact]
    public void A_missing_import_names_the_file_and_the_line()
    {
        var result = runner.WithNotebook("01-a.dib", "var x = 1;\n#!import ./missing.dib").Run();
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("#!import ./missing.dib: there is no such file", result.Output);
        Assert.Contains("cell 1, line 2", result.Output);
    }

    [Theory]
    [InlineData("there is no such notebook or folder", "missing.dib")]
    [InlineData("--timeout is a number of seconds above 0", "--timeout", "0")]
    [InlineData("--timeout is a number of seconds above 0", "--timeout", "abc")]
    [InlineData("--restore-timeout is a number of seconds above 0", "--restore-timeout", "-1")]
    [InlineData("--jobs is a number from 1 to 64", "-j", "x")]
    [InlineData("--cells is a range of numbers", "--cells", "7-3")]
    [InlineData("--parameter is written name=value", "-p", "1x=2")]
    [InlineData("--parameter is written name=value", "-p", "int=2")]
    [InlineData("--port is a number from 0 to 65535", "watch", "a.dib", "--port", "65536")]
    [InlineData("--results is a file ending in .xml or .json", "--results", "a.txt")]
    [InlineData("--output names a folder", "-o", "")]
    [InlineData("--output names a folder", "site", "-o", " ")]
    [InlineData("the command comes first, then the notebooks: refresh a.dib b.dib", "a.dib", "refresh", "b.dib")]
    [InlineData("convert needs two files, the one to read and the one to write: convert a.dib a.ipynb", "convert", "a.dib")]
    [InlineData("--bogus is no option", "--bogus")]
    [InlineData("no notebooks (.dib or .ipynb) there", ".")]
    [InlineData("no folder called notebooks in")]
    public void A_wrong_call_says_in_a_line_what_is_wrong(string message, params string[] arguments)
    {
        var result = runner.Run(arguments);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(message, result.Error);
        Assert.DoesNotContain("   at ", result.Error);
    }

    [Fact]
    public void Parameters_a_range_and_errors_are_as_the_command_line_says()
    {
        runner.WithNotebook(
            "01-a.dib", "// parameters\nvar n = 1; var who = \"x\";", "Console.WriteLine(n + who);", "throw new Exception(\"wanted\");",
            "Console.WriteLine(\"after\");", "Console.WriteLine(\"not run\");");
        var result = runner.Run("-p", "n=-5", "-p", "who=a \"b\"", "--allow-errors", "--cells", "1-4", "--results", "r.json", "--quiet");
        Assert.Equal(0, result.ExitCode);
        Assert.Equal("", result.Output);
        string page = runner.Report("01-a");
        Assert.Contains("-5a &quot;b&quot;", page);
        Assert.Contains("wanted", page);
        string results = File.ReadAllText(Path.Combine(runner.Folder, "r.json"));
        Assert.Contains("class=\"status passed\">1 notebook passed", runner.Report("index"));
        Assert.Contains("\"outcome\": \"passed\"", results);
        Assert.Contains("\"message\": \"wanted\"", results);
        Assert.Matches("\"number\": 6,\\s+\"seconds\": null", results);
    }

    [Fact]
    public void A_range_counts_the_cells_of_the_file_and_a_parameter_is_set_in_any_range()
    {
        runner.WithNotebook(
            "01-a.dib", "// parameters\ndouble rate = 0.5;", "Console.WriteLine(\"left out\");", "Console.WriteLine($\"rate {rate / 4}\");",
            "throw new Exception(\"in the fourth\");");
        var result = runner.Run("--cells", "3-", "-p", "rate=1", "-p", "other=2");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("  cell 5: Exception: in the fourth", result.Output);
        Assert.Contains("    at cell 5, line 1", result.Output);
        Assert.Contains("its parameters do not name other", result.Output);
        Assert.Contains("rate 0.25", runner.Report("01-a"));
        Assert.DoesNotContain("<pre>left out", runner.Report("01-a"));
    }

    [Fact]
    public void A_range_without_a_cell_is_no_success()
    {
        var result = runner.WithNotebook("01-a.dib", "1", "2").Run("--cells", "3-");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("it has 2 code cells, and none of those that --cells names", result.Output);
    }

    [Fact]
    public void An_output_folder_that_is_a_file_is_told_before_anything_runs()
    {
        var result = runner.WithNotebook("01-a.dib", "1").WithFile("taken", "").Run("-o", "taken");
        Assert.Equal((1, "", "--output names a folder, no file"), (result.ExitCode, result.Output, result.Error.Trim()));
    }

    [Fact]
    public void Results_that_cannot_be_written_cost_nothing_else()
    {
        var result = runner.WithNotebook("01-a.dib", "1").WithFile("taken", "").Run("--results", "taken/r.xml");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("taken", result.Error);
        Assert.True(runner.HasReport("index"));
    }

    [Fact]
    public void Where_nothing_can_be_written_the_summary_is_told_all_the_same()
    {
        var result = runner.WithNotebook("01-a.dib", "1").WithFile("taken", "").Run("-o", "taken/reports", "--results", "taken/r.xml");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("what it showed cannot be written", result.Output);
        Assert.Matches("01-a.dib +1/1 +✗ failed", result.Output);
        Assert.DoesNotContain("   at ", result.Error);
    }

    [Fact]
    public void Convert_says_what_the_other_format_has_no_place_for()
    {
        runner.WithFile("a.ipynb", """
            {"nbformat":4,"nbformat_minor":5,"metadata":{"title":"T"},"cells":[
             {"cell_type":"code","id":"a","execution_count":1,"metadata":{"tags":["x"]},"outputs":[{"output_type":"stream","name":"stdout","text":"a"}],"source":"1"}]}
            """);
        Assert.Equal(
            "b.dib: 1 cell, without outputs, the metadata of cells (tags and the like), the notebook's own metadata",
            runner.Run("convert", "a.ipynb", "b.dib").Output.Trim());
        Assert.Equal("c.ipynb: 1 cell", runner.Run("convert", "a.ipynb", "c.ipynb").Output.Trim());
    }

    [Fact]
    public void A_run_of_one_notebook_leaves_the_index_of_all()
    {
        runner.WithNotebook("01-a.dib", "1").WithNotebook("02-b.dib", "2");
        Assert.Equal(0, runner.Run().ExitCode);
        Assert.Equal(0, runner.Run("notebooks/02-b.dib").ExitCode);
        Assert.Contains("01-a.html", runner.Report("index"));
    }

    [Fact]
    public void What_cannot_be_written_fails_its_notebook_and_no_other()
    {
        runner.WithNotebook("01-a.dib", "1").WithNotebook("02-b.dib", "2");
        // A folder cannot be replaced on any system.
        Directory.CreateDirectory(Path.Combine(runner.Folder, "notebooks", "01-a.ipynb", "x"));
        var result = runner.Run("refresh", "notebooks/01-a.dib", "notebooks/02-b.dib");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("what it showed cannot be written", result.Output);
        Assert.Contains("✓ 02-b.dib", result.Output);
        Assert.True(File.Exists(Path.Combine(runner.Folder, "notebooks", "02-b.ipynb")));
    }

    [Fact]
    public void Notebooks_of_the_same_name_get_pages_of_their_own() =>
        Assert.Equal(
            ["a", "a-2", "A-3", "b"], NotebookRunner.Commands.NotebookRun.PageNames(["x/a.dib", "y/a.dib", "z/A.ipynb", "x/b.dib"]));

    [Fact]
    public void Without_a_browser_no_page_is_printed_and_what_to_do_is_said_before_anything_runs()
    {
        runner.WithNotebook("01-a.dib", "1").Environment["CHROMIUM"] = Path.Combine(runner.Folder, "no-browser");
        var result = runner.Run("--pdf");
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("--pdf: This needs Chromium, Chrome or Edge: install one", result.Error);
        Assert.False(runner.HasReport("01-a"));
    }

    [Fact]
    public void A_browser_that_does_not_start_costs_the_printed_page_only()
    {
        runner.WithNotebook("01-a.dib", "1").Environment["CHROMIUM"] = NotebookProcess.Dotnet;
        var result = runner.Run("--pdf");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("✓ 01-a.dib", result.Output);
        Assert.StartsWith("the browser did not start", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error);
        Assert.True(runner.HasReport("01-a"));
    }

    [Fact]
    public void Help_tells_the_commands_and_the_exit_codes()
    {
        string output = runner.Run("--help").Output;
        Assert.All(
            (string[])["refresh", "convert", "--timeout", "--output", "Exit code: 0", "trust"], word => Assert.Contains(word, output));
    }
}
