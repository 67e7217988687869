namespace Backprop;

/// <summary>Writes a file so that a reader, or a crash, never meets half of it.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a temporary file beside the file, then puts it in its place.</summary>
    public static void Write(string path, byte[] content)
    {
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllBytes(temporary, content);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
