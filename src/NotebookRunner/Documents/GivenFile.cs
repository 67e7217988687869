namespace NotebookRunner.Documents;

/// <summary>Reads a file of the user's, which may be a device without an end or a pipe into which nobody writes.</summary>
internal static class GivenFile
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(10);

    /// <exception cref="IOException">The file cannot be read, is larger than the limit, or gives nothing.</exception>
    public static byte[] Read(string path, int limit)
    {
        // On a thread of its own, which stays where it waits for a pipe.
        var reading = Task.Factory.StartNew(
            () => ReadUpTo(limit, path), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            return reading.WaitAsync(patience).GetAwaiter().GetResult();
        }
        catch (TimeoutException)
        {
            throw new IOException(Invariant($"it gives nothing for {patience.TotalSeconds:0} s; is it a pipe?"));
        }
    }

    private static byte[] ReadUpTo(int limit, string path)
    {
        using var file = File.OpenRead(path);
        using var content = new MemoryStream();
        byte[] buffer = new byte[81920];
        while (file.Read(buffer) is > 0 and var read)
        {
            content.Write(buffer, 0, read);
            if (content.Length > limit) throw new IOException($"it is larger than {limit / 1_000_000} MB");
        }
        return content.ToArray();
    }
}
