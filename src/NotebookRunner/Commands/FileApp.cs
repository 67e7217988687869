using System.Text;
using NotebookRunner.Documents;

namespace NotebookRunner.Commands;

/// <summary>
/// A notebook as a program of one file, for <c>dotnet run lesson.cs</c>: the cells stay as they are, since C# in a notebook may do what a
/// program may not (declare a variable again, end in a value), and run one after the other on the kernel; the text between them is
/// comments.
/// </summary>
internal static class FileApp
{
    private const string Header = """
        #!/usr/bin/env dotnet
        #:package Microsoft.DotNet.Interactive.CSharp@1.0.0-beta.26120.1
        #:property ManagePackageVersionsCentrally=false
        #:property TreatWarningsAsErrors=false
        #:property NoWarn=NU1603
        #:property PublishAot=false
        #:property InvariantGlobalization=false
        #:property EnforceCodeStyleInBuild=false
        #:property RunAnalyzers=false

        using Microsoft.DotNet.Interactive;
        using Microsoft.DotNet.Interactive.Commands;
        using Microsoft.DotNet.Interactive.CSharp;
        using Microsoft.DotNet.Interactive.Events;
        using Microsoft.DotNet.Interactive.Formatting;

        """;

    private const string Footer = """
        return 0;

        // Runs a cell and prints what it shows, as text; the program ends with the first one that fails.
        async Task Cell(string code, string language = "csharp")
        {
            var result = await kernel.SendAsync(new SubmitCode(code, language));
            foreach (var shown in result.Events.OfType<DisplayEvent>())
            {
                if (shown is DisplayedValueUpdated or ErrorProduced || (shown is ReturnValueProduced && shown.Value is DisplayedValue)) continue;
                string text = shown.FormattedValues.FirstOrDefault(value => value.MimeType == "text/plain")?.Value ?? shown.Value?.ToDisplayString("text/plain") ?? "";
                Console.Write(shown is StandardOutputValueProduced or StandardErrorValueProduced ? text : text.TrimEnd() + "\n");
            }
            if (result.Events.OfType<CommandFailed>().FirstOrDefault() is not { } failed) return;
            Console.Error.WriteLine(failed.Message);
            Environment.Exit(1);
        }

        """;

    /// <summary>Writes the program.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="source">Its file: the program works in the same folder, where the cells find what they load.</param>
    /// <param name="target">The program.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(Notebook notebook, string source, string target)
    {
        string from = Path.GetDirectoryName(Path.GetFullPath(target))!;
        string folder = Path.GetRelativePath(from, Path.GetDirectoryName(Path.GetFullPath(source))!).Replace('\\', '/');
        AtomicFile.Write(target, Text(notebook, folder));
    }

    private static string Text(Notebook notebook, string folder)
    {
        bool packages =
            notebook.Cells.Any(cell => cell.IsCode
            && (cell.Source.Contains("nuget:", StringComparison.Ordinal) || cell.Source.Contains("#!import", StringComparison.Ordinal)));
        string header = packages
            ? Header.Replace("#:property ManagePackage",
            "#:package Microsoft.DotNet.Interactive.PackageManagement@1.0.0-beta.26120.1\n#:property ManagePackage",
            StringComparison.Ordinal) : Header;
        var text = new StringBuilder(header.ReplaceLineEndings("\n"));
        text.Append("\nDirectory.SetCurrentDirectory(Path.Combine((string)AppContext.GetData(\"EntryPointFileDirectoryPath\")!, ")
            .Append(Literal(folder)).Append("));\n");
        text.Append(
            "using var csharp = new CSharpKernel().UseKernelHelpers().UseWho().UseValueSharing();\nusing var kernel = new CompositeKernel { csharp, new HtmlKernel(), new KeyValueStoreKernel() };\n");
        if (packages)
        {
            text.Append(
                "Microsoft.DotNet.Interactive.PackageManagement.KernelExtensions.UseNugetDirective(csharp, (_, found) => { csharp.AddAssemblyReferences(found.SelectMany(package => package.AssemblyPaths)); return Task.CompletedTask; });\n");
        }

        text.Append("kernel.DefaultKernelName = \"csharp\";\nkernel.UseImportMagicCommand();\n");
        foreach (var cell in notebook.Cells)
        {
            text.Append('\n').Append(cell.Language switch
            {
                "csharp" => $"await Cell({Literal(cell.Source)});\n",
                "value" => $"await Cell({Literal(cell.Source)}, \"value\");\n",
                _ => Comment(cell.IsCode ? $"[{cell.Language}]\n{cell.Source}" : cell.Source),
            });
        }
        return text.Append('\n').Append(Footer.ReplaceLineEndings("\n")).ToString();
    }

    private static string Comment(string source) => string.Concat(source.Split('\n').Select(line => ("// " + line).TrimEnd() + "\n"));

    /// <summary>A raw string, with as many quotes as the text needs.</summary>
    private static string Literal(string source)
    {
        int longest = 0;
        for (int i = 0, run = 0; i < source.Length; i++) longest = Math.Max(longest, run = source[i] == '"' ? run + 1 : 0);
        string quotes = new('"', Math.Max(3, longest + 1));
        return $"{quotes}\n{source}\n{quotes}";
    }
}
