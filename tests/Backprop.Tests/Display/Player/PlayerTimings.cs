using System.Globalization;

namespace Backprop.Tests.Display;

/// <summary>
/// How long a step takes in a page with ten players; nothing is asserted. Only where it is asked for, on an idle machine:
/// <c>dotnet test tests/Backprop.Tests --logger "console;verbosity=detailed" --filter FullyQualifiedName~PlayerTimings --
/// xUnit.Explicit=only</c>.
/// </summary>
public sealed class PlayerTimings(Browser browser, ITestOutputHelper output) : IClassFixture<Browser>
{
    private const int Steps = 300, WarmUp = 30;

    /// <summary>A step of one of the players, with the frame that shows it.</summary>
    private const string Step = """
        (async k => {
          const players = [...document.querySelectorAll(".bp-player")].map(root => root.bpPlayer);
          const begun = performance.now();
          players[k % players.length].act("next");
          document.body.getBoundingClientRect();
          window.stepTime = performance.now() - begun;
          await new Promise(requestAnimationFrame);
          await new Promise(requestAnimationFrame);
        })
        """;

    [Fact(Explicit = true)]
    public async Task A_step_in_a_page_with_ten_players()
    {
        Network[] networks =
        [
            Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 42)),
            Network.Create([2, 8, 8, 1], Activation.Tanh, Initializer.XavierNormal(seed: 1)),
        ];
        string players = string.Concat(Enumerable.Range(0, 10).Select(i =>
            Player.Of(networks[i % 2], Dataset.Xor, Loss.HalfSumSquaredError, learningRate: 0.1).ToHtml()));
        var page = await FigurePage.OpenAsync(browser, players);
        await page.UntilAsync("document.querySelectorAll('.bp-player.on .net svg').length === 10");

        // The main thread's own processor time, which another program on the machine does not lengthen.
        await browser.Page.CallAsync("Performance.disable", new { });
        await browser.Page.CallAsync("Performance.setTimeDomain", new { timeDomain = "threadTicks" });
        await browser.Page.CallAsync("Performance.enable", new { });
        List<double> clock = [], processor = [];
        for (int k = 0; k < Steps; k++)
        {
            double before = await TaskTimeAsync();
            await page.RunAsync($"{Step}({k})");
            processor.Add(await TaskTimeAsync() - before);
            clock.Add(double.Parse(await page.TextAsync("stepTime"), CultureInfo.InvariantCulture));
        }

        output.WriteLine($"script and layout of a step, by the clock: {Summary(clock)}");
        output.WriteLine($"all work of the main thread for a step, processor time: {Summary(processor)}");
    }

    private async Task<double> TaskTimeAsync()
    {
        var metrics = await browser.Page.CallAsync("Performance.getMetrics", new { });
        return 1000 * metrics.GetProperty("metrics").EnumerateArray()
            .First(metric => metric.GetProperty("name").GetString() == "TaskDuration")
            .GetProperty("value").GetDouble();
    }

    private static string Summary(List<double> times)
    {
        double[] sorted = [.. times.Skip(WarmUp).Order()];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"median {sorted[sorted.Length / 2]:0.0} ms, 99 % {sorted[(int)(sorted.Length * 0.99)]:0.0} ms, max {sorted[^1]:0.0} ms, "
            + $"{sorted.Count(time => time > 50)} of {sorted.Length} above 50 ms");
    }
}
