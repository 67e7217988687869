using NotebookRunner.Documents;

namespace NotebookRunner.Execution;

/// <summary>What the process of a notebook is asked to do; a line on its standard input.</summary>
/// <param name="Notebook">The cells.</param>
/// <param name="FirstCell">The index of the first cell to run: what the cells before it defined is there from an earlier job.</param>
/// <param name="Folder">The notebook's folder.</param>
/// <param name="PackageFolder">Where the processes of one run share what they found out about packages.</param>
internal sealed record NotebookJob(Notebook Notebook, int FirstCell, string Folder, string PackageFolder);
