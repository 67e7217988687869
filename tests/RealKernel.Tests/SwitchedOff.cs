namespace RealKernel.Tests;

public sealed class SwitchedOff
{
    [Fact(Skip = "The notebooks were not run on the real kernel. To do so, on a NuGet feed that has Microsoft.DotNet.Interactive: dotnet test tests/RealKernel.Tests -p:RealKernel=true")]
    public void Every_notebook_runs_on_the_real_kernel()
    {
    }
}
