using System.Text.RegularExpressions;
using NotebookRunner.Documents;

namespace NotebookRunner.Commands;

/// <summary>A notebook as a program for <c>dotnet run lesson.cs</c>: the cells run on the kernel, the text is comments.</summary>
internal static partial class FileApp
{
    private const string Program = """
        #!/usr/bin/env dotnet
        #:package Microsoft.DotNet.Interactive.CSharp@1.0.0-beta.26120.1
        PACKAGE#:property ManagePackageVersionsCentrally=false
        #:property TreatWarningsAsErrors=false
        #:property NoWarn=NU1603
        #:property PublishAot=false
        #:property InvariantGlobalization=false
        #:property EnforceCodeStyleInBuild=false
        #:property RunAnalyzers=false

        using Microsoft.DotNet.Interactive;
        using Microsoft.DotNet.Interactive.Commands;
        using Microsoft.DotNet.Interactive.CSharp;
        using Microsoft.DotNet.Interactive.Directives;
        using Microsoft.DotNet.Interactive.Events;
        using Microsoft.DotNet.Interactive.Formatting;

        var output = Console.Out;
        Directory.SetCurrentDirectory(Path.Combine((string)AppContext.GetData("EntryPointFileDirectoryPath")!, FOLDER));
        using var csharp = new CSharpKernel().UseKernelHelpers().UseWho().UseValueSharing();
        using var kernel = new CompositeKernel { csharp, new HtmlKernel(), new KeyValueStoreKernel() };
        DIRECTIVEkernel.DefaultKernelName = "csharp";
        kernel.UseImportMagicCommand();
        // What a notebook tells of itself, and a program need not.
        foreach (var name in new[] { "#!time", "#!lsmagic", "#!about" })
            kernel.AddDirective(new KernelActionDirective(name), (_, _) => Task.CompletedTask);
        kernel.KernelEvents.Subscribe(Show);

        CELLS
        return 0;

        // Runs a cell; the program ends with the first one that fails and may not.
        async Task Cell(string code, string language = "csharp", bool mayFail = false)
        {
            var result = await kernel.SendAsync(new SubmitCode(code, language));
            if (result.Events.OfType<CommandFailed>().FirstOrDefault() is not { } failed) return;
            Console.Error.WriteLine(failed.Message);
            if (!mayFail) Environment.Exit(1);
        }

        // Prints what a cell shows, as text.
        void Show(KernelEvent message)
        {
            if (message is not DisplayEvent shown) return;
            if (shown is DisplayedValueUpdated or ErrorProduced or ReturnValueProduced { Value: DisplayedValue }) return;
            string text = shown.FormattedValues.FirstOrDefault(value => value.MimeType == "text/plain")?.Value
                ?? shown.Value?.ToDisplayString("text/plain") ?? "";
            output.Write(shown is StandardOutputValueProduced or StandardErrorValueProduced ? text : text.TrimEnd() + "\n");
        }

        """;

    private const string Package = "#:package Microsoft.DotNet.Interactive.PackageManagement@1.0.0-beta.26120.1\n";
    private const string Directive =
        "Microsoft.DotNet.Interactive.PackageManagement.KernelExtensions.UseNugetDirective(csharp, (_, found) => { "
            + "csharp.AddAssemblyReferences(found.SelectMany(package => package.AssemblyPaths)); return Task.CompletedTask; });\n";

    /// <summary>Writes the program.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="source">Its file: the program works in the same folder, where the cells find what they load.</param>
    /// <param name="target">The program.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(Notebook notebook, string source, string target)
    {
        string from = Path.GetDirectoryName(Path.GetFullPath(target))!;
        string folder = Path.GetRelativePath(from, Path.GetDirectoryName(Path.GetFullPath(source))!).Replace('\\', '/');
        bool packages = notebook.Cells.Any(cell => cell.IsCode
            && (cell.Source.Contains("nuget:", StringComparison.Ordinal) || cell.Source.Contains("#!import", StringComparison.Ordinal)));
        string text = Placeholder().Replace(Program.ReplaceLineEndings("\n"), place => place.Value switch
        {
            "PACKAGE" => packages ? Package : "",
            "DIRECTIVE" => packages ? Directive : "",
            "FOLDER" => Literal(folder),
            _ => string.Concat(notebook.Cells.Select(cell => cell.Language switch
            {
                "csharp" => $"await Cell({Literal(cell.Source)}{(cell.Tags.Contains("raises-exception") ? ", mayFail: true" : "")});\n\n",
                "value" => $"await Cell({Literal(cell.Source)}, \"value\");\n\n",
                _ => Comment(cell.IsCode ? $"[{cell.Language}]\n{cell.Source}" : cell.Source) + "\n",
            })).TrimEnd('\n') + "\n",
        });
        AtomicFile.Write(target, text);
    }

    private static string Comment(string source) => string.Concat(source.Split('\n').Select(line => ("// " + line).TrimEnd() + "\n"));

    /// <summary>A raw string, with as many quotes as the text needs.</summary>
    private static string Literal(string source)
    {
        string quotes = new('"', Math.Max(3, Quotes().Matches(source).Select(run => run.Length + 1).DefaultIfEmpty().Max()));
        return $"{quotes}\n{source}\n{quotes}";
    }

    [GeneratedRegex("PACKAGE|DIRECTIVE|FOLDER|CELLS")]
    private static partial Regex Placeholder();

    [GeneratedRegex("\"+")]
    private static partial Regex Quotes();
}
