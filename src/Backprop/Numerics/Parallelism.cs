namespace Backprop;

/// <summary>
/// The threads among which large work is divided: the samples of a pass, the strips of a product, the parts of an update.
/// Whatever is divided gives the same numbers on one thread as on many.
/// </summary>
internal static class Parallelism
{
    private static readonly Lock busy = new();
    private static ThreadTeam? team;

    /// <summary>How many threads one piece of work may use.</summary>
    public static int MaxDegree { get; set; } = Environment.ProcessorCount;

    /// <summary>How many parts work is best divided into here: 1 where the threads have work already.</summary>
    public static int Available => busy.IsHeldByCurrentThread || ThreadTeam.IsMember ? 1 : MaxDegree;

    /// <summary>Runs every part, each on one of the threads, and returns when all are done.</summary>
    public static void For(int parts, Action<int> run)
    {
        if (Available > 1 && busy.TryEnter())
        {
            try
            {
                team ??= new ThreadTeam(Environment.ProcessorCount);
                team.Run(parts, run);
                return;
            }
            finally
            {
                busy.Exit();
            }
        }

        for (int part = 0; part < parts; part++)
            run(part);
    }

    /// <summary>Where a part of <paramref name="length"/> entries begins: a multiple of <paramref name="multiple"/>, or the end.</summary>
    public static int Start(int part, int parts, int length, int multiple) =>
        part == parts ? length : (int)((long)length * part / parts / multiple * multiple);
}
