using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Backprop;

/// <summary>
/// Threads that take up work together, one piece after the other. A step of training is a handful of pieces of a millisecond or less: a member that
/// is done waits for the next one awake for a while, because to wake a sleeping thread takes a good part of such a piece.
/// </summary>
internal sealed class ThreadTeam
{
    private static readonly long Patience = Stopwatch.Frequency / 5_000;

    [ThreadStatic]
    private static bool isMember;

    private readonly object gate = new();
    private Action<int>? run;
    private int parts;
    private int piece;
    private int working;
    private Exception? failure;

    public ThreadTeam(int size)
    {
        Size = size;
        for (int member = 1; member < size; member++)
        {
            int index = member;
            new Thread(() => Work(index)) { IsBackground = true, Name = "Backprop" }.Start();
        }
    }

    /// <summary>Whether the current thread belongs to a team.</summary>
    public static bool IsMember => isMember;

    /// <summary>The number of threads, with the one that asks for the work.</summary>
    public int Size { get; }

    /// <summary>Runs every part and returns when all are done; throws what a part has thrown.</summary>
    public void Run(int parts, Action<int> run)
    {
        (this.run, this.parts, failure, working) = (run, parts, null, Size - 1);
        lock (gate)
        {
            piece++;
            Monitor.PulseAll(gate);
        }

        RunParts(0);
        SpinWait spin = default;
        while (Volatile.Read(ref working) > 0)
            spin.SpinOnce(sleep1Threshold: -1);
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
    }

    private void Work(int member)
    {
        isMember = true;
        for (int done = 0; ; done++)
        {
            Await(done);
            RunParts(member);
            Interlocked.Decrement(ref working);
        }
    }

    /// <summary>Returns when there is another piece of work: awake at first, then asleep.</summary>
    private void Await(int done)
    {
        long start = Stopwatch.GetTimestamp();
        while (Volatile.Read(ref piece) == done)
        {
            if (Stopwatch.GetTimestamp() - start < Patience)
            {
                Thread.SpinWait(10);
                continue;
            }

            lock (gate)
            {
                while (piece == done)
                    Monitor.Wait(gate);
            }
        }
    }

    private void RunParts(int member)
    {
        try
        {
            for (int part = member; part < parts; part += Size)
                run!(part);
        }
        catch (Exception exception)
        {
            failure = exception;
        }
    }
}
