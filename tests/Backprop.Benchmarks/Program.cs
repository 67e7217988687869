using Backprop.Benchmarks;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

switch (args)
{
    case ["compare"]:
        Comparison.Run();
        break;
    case ["threads"]:
        Comparison.Threads();
        break;
    case ["gradcheck"]:
        Comparison.GradientChecks();
        break;
    case ["pytorch"]:
        PyTorchProcesses.Run();
        break;
    case ["files"]:
        NetworkFiles.Run();
        break;
    case ["scaling"]:
        Scaling.Run("scaling.html");
        break;
    case ["scaling", string path]:
        Scaling.Run(path);
        break;
    default:
        // In this process: the project that BenchmarkDotNet would generate does not know this solution's package versions.
        var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
        BenchmarkSwitcher.FromAssembly(typeof(Comparison).Assembly).Run(args, config);
        break;
}
