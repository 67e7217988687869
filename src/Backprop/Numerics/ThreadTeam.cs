using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Backprop;

/// <summary>
/// Threads that take up work together, one piece after the other. A step of training is a handful of pieces of a millisecond or less: a
/// member that
/// is done waits for the next one awake for a while, because to wake a sleeping thread takes a good part of such a piece.
/// </summary>
internal sealed class ThreadTeam
{
    private static readonly long patience = Stopwatch.Frequency / 5_000;

    [ThreadStatic]
    private static bool isMember;

    private readonly object gate = new();
    private volatile Piece? current;

    public ThreadTeam(int size)
    {
        for (int member = 1; member < size; member++)
        {
            int index = member;
            new Thread(() => Work(index)) { IsBackground = true, Name = "Backprop" }.Start();
        }
    }

    /// <summary>Whether the current thread belongs to a team.</summary>
    public static bool IsMember => isMember;

    /// <summary>Runs every part and returns when all are done; throws what a part has thrown.</summary>
    public void Run(int parts, Action<int> run)
    {
        var piece = new Piece(parts, run);
        current = piece;
        lock (gate)
            Monitor.PulseAll(gate);
        piece.Work(0);
        piece.Wait();
    }

    private void Work(int member)
    {
        isMember = true;
        for (Piece? done = null; ;)
        {
            done = Next(done);
            done.Work(member);
        }
    }

    /// <summary>The next piece of work: awaited awake at first, then asleep.</summary>
    private Piece Next(Piece? done)
    {
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetTimestamp() - start < patience; Thread.SpinWait(10))
        {
            if (current is { } piece && piece != done) return piece;
        }

        lock (gate)
        {
            while (current is null || current == done)
                Monitor.Wait(gate);
            return current;
        }
    }

    /// <summary>
    /// Work in parts. Each member begins with the part of its own number, whose numbers it may still have in its cache, and goes on with
    /// what
    /// nobody has begun: nothing waits for a thread that the system does not run just now.
    /// </summary>
    private sealed class Piece(int parts, Action<int> run)
    {
        private readonly int[] begun = new int[parts];
        private int left = parts;
        private volatile Exception? failure;

        public void Work(int member)
        {
            for (int i = 0; i < begun.Length; i++)
            {
                int part = (member + i) % begun.Length;
                if (Interlocked.Exchange(ref begun[part], 1) == 1) continue;
                try
                {
                    run(part);
                }
                catch (Exception exception)
                {
                    failure = exception;
                }

                Interlocked.Decrement(ref left);
            }
        }

        public void Wait()
        {
            SpinWait spin = default;
            while (Volatile.Read(ref left) > 0)
                spin.SpinOnce(sleep1Threshold: -1);
            if (failure is { } exception) ExceptionDispatchInfo.Throw(exception);
        }
    }
}
