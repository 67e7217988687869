namespace NotebookRunner.Commands;

/// <summary>Tells when a file has been saved, by writing it or by moving another one into its place.</summary>
internal sealed class SavedFile : IDisposable
{
    private static readonly TimeSpan quiet = TimeSpan.FromMilliseconds(150);
    private readonly FileSystemWatcher watcher;
    private readonly SemaphoreSlim changes = new(0);

    public SavedFile(string path)
    {
        string full = Path.GetFullPath(path);
        watcher = new FileSystemWatcher(Path.GetDirectoryName(full)!, Path.GetFileName(full));
        watcher.Changed += (_, _) => changes.Release();
        watcher.Created += (_, _) => changes.Release();
        watcher.Renamed += (_, _) => changes.Release();
        watcher.EnableRaisingEvents = true;
    }

    /// <summary>Waits for a change, and until the editor is done with it: one save is several events.</summary>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        await changes.WaitAsync(cancellation);
        while (await changes.WaitAsync(quiet, cancellation))
        {
        }
    }

    public void Dispose()
    {
        watcher.Dispose();
        changes.Dispose();
    }
}
