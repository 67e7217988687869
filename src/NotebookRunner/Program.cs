using System.CommandLine;
using System.Text;
using NotebookRunner.Commands;
using NotebookRunner.Execution;

if (args is [NotebookWorker.Verb]) return await NotebookWorker.RunAsync();

Console.OutputEncoding = new UTF8Encoding(false);
var root = new RootCommand("""
    Runs C# notebooks (.dib, .ipynb) and writes a self-contained HTML page for each, which needs no network.
    Running a notebook runs its code, with your rights: run only notebooks you trust.
    Exit code: 0 if every notebook passed (or needs a package that is not on the feed), 1 if a cell failed
    or something could not be read, 130 after Ctrl+C.
    """);
new RunCommand().AddTo(root);
// After Ctrl+C there is time to end the notebooks and to write what they showed.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(10) });
