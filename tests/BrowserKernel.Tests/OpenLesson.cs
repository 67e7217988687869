namespace BrowserKernel.Tests;

/// <summary>One page for all tests of a class, whose cells run one after the other as in the hands of a reader.</summary>
public sealed class OpenLesson(CourseSite course) : IAsyncDisposable
{
    private LessonPage? page;

    /// <summary>What the first cell shows after it has run with this code.</summary>
    internal async Task<string> ShowAsync(string code)
    {
        page ??= await course.OpenAsync($"{course.Address}00-start-here.html");
        await page.EditAsync(1, code);
        await page.RunAsync(1);
        return (await page.OutputAsync(1)).Trim();
    }

    public async ValueTask DisposeAsync()
    {
        if (page is not null) await page.DisposeAsync();
    }
}
