using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using NotebookRunner.Execution;

namespace NotebookRunner.Tests.Notebooks;

/// <summary>The kernel at work in the notebooks' folder; what a cell shows comes as the objects themselves.</summary>
internal sealed class LessonKernel : IDisposable
{
    private readonly string folderBefore = Directory.GetCurrentDirectory();
    private readonly NotebookKernel kernel = new();

    public LessonKernel() => Directory.SetCurrentDirectory(Lessons.LessonFolder.Path);

    /// <summary>Runs a cell that has to succeed; gives the displays and the result, in order.</summary>
    public async Task<IReadOnlyList<DisplayEvent>> ShownAsync(string source, string language = "csharp")
    {
        var result = await kernel.Root.SendAsync(new SubmitCode(source, language), TestContext.Current.CancellationToken);
        Assert.All(result.Events.OfType<CommandFailed>(), failed => Assert.Fail($"{source}\n{failed.Message}"));
        return [.. result.Events.OfType<DisplayEvent>()
            .Where(shown => shown is ReturnValueProduced or DisplayedValueProduced
            && shown.Value is not Microsoft.DotNet.Interactive.InstallPackagesMessage)];
    }

    /// <summary>As <see cref="ShownAsync"/>; gives the value of the last expression.</summary>
    public async Task<object?> ValueAsync(string source) => (await ShownAsync(source)) is [.., var last] ? last.Value : null;

    public void Dispose()
    {
        kernel.Dispose();
        Directory.SetCurrentDirectory(folderBefore);
    }
}
