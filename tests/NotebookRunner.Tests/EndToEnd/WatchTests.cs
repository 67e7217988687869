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
        using var process = runner.Start("watch", "notebooks/a.dib", "--port", "0", "--timeout", "480");
        try
        {
            using var client = new HttpClient { BaseAddress = await AddressOf(process), Timeout = patience };
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
        using var process = runner.Start("watch", "notebooks/a.dib", "--port", "0", "--timeout", "480");
        try
        {
            using var client = new HttpClient { BaseAddress = await AddressOf(process), Timeout = patience };
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

    [Fact]
    public void A_port_that_is_taken_is_named_with_what_to_do()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var result = runner.WithNotebook("a.dib", "1").Run("watch", "notebooks/a.dib", "--port", port.ToString());
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Matches($"^port {port} of this machine cannot be used: .*; --port 0 takes one that is free\\s*$", result.Error);
    }

    /// <summary>Where the page is: told as soon as the server listens.</summary>
    private static async Task<Uri> AddressOf(Process watch)
    {
        string? line = await watch.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        string? address = line?.Split(' ').FirstOrDefault(word => word.StartsWith("http:", StringComparison.Ordinal));
        if (address is null) Assert.Fail(await watch.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        return new Uri(address);
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
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
