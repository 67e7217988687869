using NotebookRunner.Documents;

namespace NotebookRunner.Execution;

/// <summary>What the process of a notebook is asked to do; its first line on standard input.</summary>
/// <param name="Notebook">The cells to run.</param>
/// <param name="Folder">The notebook's folder.</param>
/// <param name="Token">What precedes every event on standard output.</param>
/// <param name="PackageFolder">Where the processes of one run share what they found out about packages.</param>
internal sealed record NotebookJob(Notebook Notebook, string Folder, string Token, string PackageFolder);
