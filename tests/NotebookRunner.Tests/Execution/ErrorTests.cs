namespace NotebookRunner.Tests.Execution;

/// <summary>Errors show the student's code, not the plumbing.</summary>
[Collection(nameof(Session))]
public sealed class ErrorTests
{
    [Fact]
    public void A_compile_error_has_a_caret_under_what_is_wrong()
    {
        var error = Session.Run("var a = 1;\n\tvar b = a + missing;")[0].Error();
        Assert.Equal("Error", error.Name);
        Assert.StartsWith("CS0103: ", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("cell 1, line 2: CS0103: ", error.Traceback[0], StringComparison.Ordinal);
        Assert.Equal(["    \tvar b = a + missing;", "    \t            ^^^^^^^"], error.Traceback.Skip(1));
    }

    [Fact]
    public void All_compile_errors_of_a_cell_are_shown_and_a_flood_is_counted()
    {
        var error = Session.Run(string.Join('\n', Enumerable.Range(0, 14).Select(i => $"missing{i}();")))[0].Error();
        Assert.Equal(10, error.Traceback.Count(line => line.Contains("CS0103", StringComparison.Ordinal)));
        Assert.Equal("… and 4 more errors", error.Traceback[^1]);
    }

    [Fact]
    public void The_frames_of_an_exception_are_those_of_the_cells_innermost_first()
    {
        var cells = Session.Run(
            "int Depth(int n)\n{\n    if (n == 0)\n        throw new ArgumentException(\"deep\");\n    return Depth(n - 1) + 1;\n}",
            "var list = new List<int> { 1 };\nlist.ConvertAll(n => Depth(n))");
        Assert.Equal(
            [
                "at Depth in cell 1, line 4", "    throw new ArgumentException(\"deep\");",
                "at Depth in cell 1, line 5", "    return Depth(n - 1) + 1;",
                "at cell 2, line 2", "    list.ConvertAll(n => Depth(n))",
                "at cell 2, line 2", "    list.ConvertAll(n => Depth(n))",
            ],
            cells[1].Error().Traceback);
    }

    [Fact]
    public void Methods_of_the_students_classes_have_their_names()
    {
        var error =
            Session.Run("class Net\n{\n    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]\n    public async Task<int> Train() { await Task.Yield(); throw new Exception(\"x\"); }\n}\nawait new Net().Train();")[0].Error();
        Assert.Equal("at Net.Train in cell 1, line 4", error.Traceback[0]);
        Assert.Contains("at cell 1, line 6", error.Traceback);
    }

    [Fact]
    public void The_cause_of_an_exception_is_told()
    {
        var error =
            Session.Run("try { int.Parse(\"a\"); }\ncatch (Exception e) { throw new InvalidOperationException(\"outer\", e); }")[0].Error();
        Assert.Contains(error.Traceback, line => line.StartsWith("caused by FormatException: ", StringComparison.Ordinal));
    }

    [Fact]
    public void An_exception_while_a_value_is_shown_is_an_error_of_the_cell()
    {
        var error =
            Session.Run("using Microsoft.DotNet.Interactive.Formatting;\nclass Bad { }\nFormatter.Register<Bad>((_, _) => throw new InvalidOperationException(\"no picture\"), \"text/html\");", "new Bad()")[1].Error();
        Assert.Equal("no picture", error.Message);
    }

    [Fact]
    public void An_exception_without_a_message_or_with_a_huge_one_is_an_error_like_any_other()
    {
        Assert.Equal(
            "!E: ", Session.Run("class E : Exception { public override string Message => null; }\nthrow new E();")[0].Text());
        string message = Session.Run("throw new Exception(new string('x', 3_000_000));")[0].Error().Message;
        Assert.Equal($"{new string('x', 100_000)}… [2900000 more characters]", message);
    }

    [Fact]
    public void An_exception_that_a_cell_prints_names_the_cell_and_no_folder_of_this_machine()
    {
        // In the first cell of a session the kernel hears of its folder.
        var cells = Session.Run("1", "try\n{\n    int.Parse(\"a\");\n}\ncatch (Exception e)\n{\n    Console.WriteLine(e);\n}");
        Assert.Contains(" in ./cell 2:line 3", cells[1].Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_causes_the_first_are_told()
    {
        const string Code = "Exception e = null; for (int i = 0; i < 100; i++) e = new Exception($\"cause {i}\", e);\nthrow e;";
        var error = Session.Run(Code)[0].Error();
        Assert.Equal("cause 99", error.Message);
        Assert.Equal(["caused by Exception: cause 89", "… and more causes"], error.Traceback.TakeLast(2));
    }

    [Fact]
    public void A_missing_library_says_how_to_build_it()
    {
        var error = Session.Run("#r \"./lib/Backprop.dll\"\nvar x = 1;")[0].Error();
        Assert.StartsWith("CS0006: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("dotnet build", error.Message);
        Assert.Equal("    #r \"./lib/Backprop.dll\"", error.Traceback[1]);
    }
}
