using System.Text.Json.Serialization;
using NotebookRunner.Documents;

namespace NotebookRunner.Execution;

/// <summary>What the process of a notebook is asked to do; a line on its standard input.</summary>
/// <param name="Notebook">The cells.</param>
/// <param name="FirstCell">The index of the first cell to run: what the cells before it defined is there from an earlier job.</param>
/// <param name="Folder">The notebook's folder.</param>
internal sealed record NotebookJob(Notebook Notebook, int FirstCell, string Folder);

/// <summary>How jobs and events are written, known when the program is built: to find it out takes longer than a short cell.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(NotebookJob))]
[JsonSerializable(typeof(RunEvent))]
internal sealed partial class WorkerJson : JsonSerializerContext;
