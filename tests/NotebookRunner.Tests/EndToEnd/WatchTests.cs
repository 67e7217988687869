using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace NotebookRunner.Tests.EndToEnd;

/// <summary>Saving a watched notebook runs it again from the first changed cell.</summary>
public sealed class WatchTests : IDisposable
{
    /// <summary>Only where something hangs is a page waited for that long; a cell may run twice as long.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromMinutes(4);

    private readonly RunnerProgram runner = new();

    public void Dispose() => runner.Dispose();

    [Fact]
    public async Task A_saved_notebook_runs_again_from_the_changed_cell_and_the_page_is_new()
    {
        runner.WithNotebook("a.dib", "var stamp = Guid.NewGuid();\n\"stamp \" + stamp", "\"first \" + stamp");
        int port = FreePort();
        using var process = runner.Start("watch", "notebooks/a.dib", "--port", port.ToString(), "--timeout", "480");
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}/"), Timeout = patience };
            string before = await PageWith(process, client, "first ");
            int output = before.IndexOf("class=\"output", StringComparison.Ordinal);
            string stamp = before[(before.IndexOf("first ", output, StringComparison.Ordinal) + 6)..][..36];
            var next = client.GetAsync("next?after=1", TestContext.Current.CancellationToken);
            runner.WithNotebook("a.dib", "var stamp = Guid.NewGuid();\n\"stamp \" + stamp", "\"second \" + stamp");
            Assert.True((await next).IsSuccessStatusCode);
            Assert.Contains("second " + stamp, await PageWith(process, client, "second "));
            runner.WithNotebook("a.dib", "throw new Exception(\"changed\");");
            Assert.Contains("Exception", await PageWith(process, client, "cell 1, line 1"));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task A_display_of_a_cell_that_did_not_run_again_can_be_replaced_and_a_looping_cell_holds_up_nobody()
    {
        const string Shows = "var shown = display(\"old\");";
        runner.WithNotebook("a.dib", Shows, "shown.Update(\"up \" + (10 + 1));");
        int port = FreePort();
        using var process = runner.Start("watch", "notebooks/a.dib", "--port", port.ToString(), "--timeout", "480");
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}/"), Timeout = patience };
            Assert.Contains("up 11", await PageWith(process, client, "up 11"));

            runner.WithNotebook("a.dib", Shows, "shown.Update(\"up \" + (20 + 2));");
            Assert.Contains("up 22", await PageWith(process, client, "up 22"));

            // Its time limit is longer than a page is waited for.
            runner.WithNotebook("a.dib", Shows, "while (true) ;");
            await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
            runner.WithNotebook("a.dib", Shows, "\"free \" + (30 + 3)");
            Assert.Contains("free 33", await PageWith(process, client, "free 33"));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static async Task<string> PageWith(Process watch, HttpClient client, string text)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                string page = await client.GetStringAsync("", TestContext.Current.CancellationToken);
                if (page.Contains(text, StringComparison.Ordinal) || clock.Elapsed > patience) return page;
            }
            catch (HttpRequestException) when (watch.HasExited)
            {
                Assert.Fail($"watch has ended: {await watch.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)}");
            }
            catch (HttpRequestException) when (clock.Elapsed < patience)
            {
                // Not started yet.
            }
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
