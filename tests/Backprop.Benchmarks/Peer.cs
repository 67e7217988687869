using System.Diagnostics;
using System.Globalization;

namespace Backprop.Benchmarks;

/// <summary>The seconds of a run of a peer, and the loss it ended with.</summary>
internal readonly record struct PeerRun(double Seconds, double Loss);

/// <summary>A program of <c>peers/</c> as a child process that waits for runs, so that its runs can alternate with ours.</summary>
internal sealed class Peer : IDisposable
{
    private readonly Process process;

    private Peer(Process process) => this.process = process;

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "peers");

    /// <summary>A Python program; null if there is no Python with what it imports.</summary>
    public static Peer? Python(string script, string module)
    {
        foreach (string python in new[] { "/usr/bin/python3", "python3" })
        {
            if (Succeeds(python, "-c", $"import {module}")) return Start(python, Path.Combine(Folder, script));
        }

        return null;
    }

    /// <summary>A C program, compiled with gcc -O2; null if there is no gcc.</summary>
    public static Peer? C(string source)
    {
        string program = Path.Combine(Path.GetTempPath(), $"{Path.GetFileNameWithoutExtension(source)}-{Environment.ProcessId}");
        return Succeeds("gcc", "-O2", Path.Combine(Folder, source), "-lm", "-o", program) ? Start(program) : null;
    }

    /// <summary>The fastest of several runs; null if the peer has ended.</summary>
    public PeerRun? Run(string name, int steps, int repeats)
    {
        process.StandardInput.WriteLine($"{name} {steps} {repeats}");
        process.StandardInput.Flush();
        if (process.StandardOutput.ReadLine()?.Split(' ') is not [string seconds, string loss]) return null;
        return new(double.Parse(seconds, CultureInfo.InvariantCulture), double.Parse(loss, CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
    }

    private static Peer Start(string program, params string[] arguments) =>
        new(Process.Start(Info(program, arguments, redirectInput: true)) ?? throw new InvalidOperationException($"{program} did not start."));

    private static bool Succeeds(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(Info(program, arguments, redirectInput: false))!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>One thread, and OpenBLAS left to choose its kernels by itself.</summary>
    private static ProcessStartInfo Info(string program, string[] arguments, bool redirectInput)
    {
        ProcessStartInfo info = new(program, arguments) { RedirectStandardInput = redirectInput, RedirectStandardOutput = true, RedirectStandardError = !redirectInput };
        info.Environment["OPENBLAS_NUM_THREADS"] = "1";
        info.Environment["OMP_NUM_THREADS"] = "1";
        info.Environment.Remove("OPENBLAS_CORETYPE");
        info.Environment.Remove("OPENBLAS_L2_SIZE");
        return info;
    }
}
