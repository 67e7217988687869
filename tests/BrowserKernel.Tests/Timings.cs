using System.Globalization;

namespace BrowserKernel.Tests;

/// <summary>
/// The figures of <c>tests/Backprop.Benchmarks/README.md</c>; nothing is asserted. Only where it is asked for:
/// <c>dotnet test tests/BrowserKernel.Tests --logger "console;verbosity=detailed" --filter FullyQualifiedName~Timings --
/// xUnit.Explicit=only</c>.
/// </summary>
[Collection("course")]
public sealed class Timings(CourseSite course, ITestOutputHelper output)
{
    private const string Sheet = """
        #r "./lib/Backprop.dll"
        using Backprop;
        var sheet = Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 42));
        sheet.Train(Dataset.Xor, new() { Loss = Loss.HalfSumSquaredError, Optimizer = Optimizer.GradientDescent(0.1), Epochs = 10_000 }).Loss[^1]
        """;

    [Fact(Explicit = true)]
    public async Task From_a_click_to_the_result()
    {
        await using (var page = await course.OpenAsync($"{course.Address}00-start-here.html"))
        {
            await ReportAsync(page, "first result, cold", 1);
            await page.Page.ReloadAsync();
            await page.WaitAsync("window.lesson !== undefined");
            await ReportAsync(page, "first result, files in the browser's cache", 1);
            await page.EditAsync(1, "1 + 1");
            await ReportAsync(page, "a small cell, edited", 1);
            await page.EditAsync(1, "1 + 2");
            await ReportAsync(page, "a small cell, edited again", 1);
            await page.EditAsync(1, Sheet);
            await ReportAsync(page, "the lab sheet's 10,000 iterations, compiled and run, first", 1);
            await ReportAsync(page, "the lab sheet's 10,000 iterations, compiled and run, again", 1);
        }
        await using var digits = await course.OpenAsync($"{course.Address}14-digits.html");
        double all = await TimeAsync(digits, "document.querySelector('[data-action=run-all]').click()");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"all cells of lesson 14: {all / 1000:0.0} s"));
    }

    private async Task ReportAsync(LessonPage page, string what, int cell)
    {
        double time = await TimeAsync(page, $"document.querySelector('#cell_{cell} [data-action=run]').click()");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {time / 1000:0.00} s"));
    }

    /// <summary>Milliseconds from a click until no cell runs, by the page's clock.</summary>
    private static Task<double> TimeAsync(LessonPage page, string click) => page.EvaluateAsync<double>($$"""
        new Promise(done => {
          const lesson = document.querySelector(".lesson"), begun = performance.now();
          {{click}};
          const look = () => lesson.classList.contains("busy") ? setTimeout(look, 1) : done(performance.now() - begun);
          look();
        })
        """);
}
