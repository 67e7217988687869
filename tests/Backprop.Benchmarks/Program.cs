using Backprop.Benchmarks;
using BenchmarkDotNet.Running;

switch (args)
{
    case ["compare"]:
        Comparison.Run();
        break;
    case ["gradcheck"]:
        Comparison.GradientChecks();
        break;
    case ["scaling"]:
        Scaling.Run("scaling.html");
        break;
    case ["scaling", string path]:
        Scaling.Run(path);
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Comparison).Assembly).Run(args);
        break;
}
