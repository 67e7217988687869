namespace NotebookRunner.Execution;

/// <summary>A folder for as long as a run lasts.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("notebook-packages-").FullName;

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Something that a notebook started still has a file open; the system clears its temporary folder.
        }
    }
}
