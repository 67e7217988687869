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

    /// <summary>
    /// The kernels that OpenBLAS is asked for: its own choice, or those that turn out faster here. An old version does not know a
    /// new processor and then takes kernels several times slower than the processor's own.
    /// </summary>
    private static readonly Lazy<string?> OpenBlasKernels = new(() =>
        new string?[] { null, "SkylakeX", "Haswell" }.MinBy(kernels => (OpenBlasSeconds(kernels), kernels is null ? 0 : 1)));

    /// <summary>A Python program; null if there is no Python with what it imports.</summary>
    public static Peer? Python(string script, string module) =>
        PythonWith(module) is { } python ? Start(python, OpenBlasKernels.Value, Path.Combine(Folder, script)) : null;

    /// <summary>A C program, compiled with gcc -O2; null if there is no gcc.</summary>
    public static Peer? C(string source)
    {
        string program = Path.Combine(Path.GetTempPath(), $"{Path.GetFileNameWithoutExtension(source)}-{Environment.ProcessId}");
        return Output("gcc", null, "-O2", Path.Combine(Folder, source), "-lm", "-o", program) is not null ? Start(program, null) : null;
    }

    /// <summary>What the Python peers calculate with.</summary>
    public static string OpenBlas =>
        $"OpenBLAS: {(OpenBlasKernels.Value is { } kernels ? $"OPENBLAS_CORETYPE={kernels}, faster here than its own choice" : "its own choice of kernels")}";

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

    private static Peer Start(string program, string? kernels, params string[] arguments) =>
        new(Process.Start(Info(program, kernels, arguments, redirectInput: true))
            ?? throw new InvalidOperationException($"{program} did not start."));

    public static string? PythonWith(string module) =>
        new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(python => Output(python, null, "-c", $"import {module}") is not null);

    /// <summary>How long a matrix product takes with these kernels; infinite where they, or NumPy, do not work here.</summary>
    private static double OpenBlasSeconds(string? kernels)
    {
        const string Product = """
            import time, numpy as np
            a, b = np.ones((128, 784)), np.ones((784, 512))
            def seconds():
                start = time.process_time()
                assert (a @ b == 784).all()
                return time.process_time() - start
            print(min(seconds() for _ in range(20)))
            """;
        return PythonWith("numpy") is { } python && Output(python, kernels, "-c", Product) is { } seconds
            ? double.Parse(seconds, CultureInfo.InvariantCulture)
            : double.PositiveInfinity;
    }

    /// <summary>What a program prints; null if there is none, or it fails.</summary>
    private static string? Output(string program, string? kernels, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(Info(program, kernels, arguments, redirectInput: false))!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            string printed = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? printed : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>One thread.</summary>
    private static ProcessStartInfo Info(string program, string? kernels, string[] arguments, bool redirectInput)
    {
        ProcessStartInfo info =
            new(program, arguments)
            {
                RedirectStandardInput = redirectInput,
                RedirectStandardOutput = true,
                RedirectStandardError = !redirectInput
            };
        info.Environment["OPENBLAS_NUM_THREADS"] = "1";
        info.Environment["OMP_NUM_THREADS"] = "1";
        info.Environment.Remove("OPENBLAS_CORETYPE");
        if (kernels is not null) info.Environment["OPENBLAS_CORETYPE"] = kernels;
        info.Environment.Remove("OPENBLAS_L2_SIZE");
        return info;
    }
}
