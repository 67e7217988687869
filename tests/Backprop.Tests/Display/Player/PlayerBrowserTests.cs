namespace Backprop.Tests.Display;

/// <summary>What only a browser shows of the player.</summary>
public sealed class PlayerBrowserTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly Network Sheet = Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 42));

    private static string Html => Player.Of(Sheet, Dataset.Xor, Loss.HalfSumSquaredError, learningRate: 0.1).ToHtml();

    private const string Ready = "document.querySelectorAll('.bp-player.on .net svg').length";

    /// <summary>Puts HTML into a page as notebook hosts do: first the elements, then their scripts anew.</summary>
    private const string Render = """
        window.render = html => {
          const output = document.createElement("div");
          output.innerHTML = html;
          document.body.append(output);
          for (const old of output.querySelectorAll("script:not([type])")) { const script = document.createElement("script"); script.textContent = old.textContent; old.replaceWith(script); }
        };
        window.press = (key, options) => document.querySelector(".net").dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...options }));
        window.text = selector => document.querySelector(selector).textContent;
        window.problems = [];
        addEventListener("error", event => problems.push(event.message));
        addEventListener("unhandledrejection", event => problems.push(String(event.reason)));
        """;

    [Fact]
    public async Task Keys_step_forward_and_back_and_the_live_region_says_each_step()
    {
        var page = await OpenAsync(Html);

        await page.RunAsync("press('ArrowRight')");
        Assert.StartsWith("Forward, layer 1: each unit adds up", await page.TextAsync("text('.says')"), StringComparison.Ordinal);
        Assert.Equal("polite", await page.TextAsync("document.querySelector('.says').getAttribute('aria-live')"));
        await page.RunAsync("press('End')");
        Assert.StartsWith("Update: every weight and bias", await page.TextAsync("text('.says')"), StringComparison.Ordinal);
        await page.RunAsync("press('ArrowRight')");
        Assert.Equal("iteration 2 · step 0 of 12", await page.TextAsync("text('.where')"));
        await page.RunAsync("press('ArrowLeft')");
        Assert.Equal("iteration 1 · step 12 of 12", await page.TextAsync("text('.where')"));
        await page.RunAsync("press('Home')");
        Assert.Equal("iteration 1 · step 0 of 12", await page.TextAsync("text('.where')"));
        await AssertNoProblemsAsync(page);
    }

    [Fact]
    public async Task Every_sentence_of_a_step_begins_with_a_capital_or_a_symbol()
    {
        var page = await OpenAsync(Html);

        await page.RunAsync("window.said = []; for (let k = 0; k < 13; k++) { said.push(text('.says')); press('ArrowRight'); }");

        Assert.Contains(" The sample's term = ", await page.TextAsync("said.join('\\n')"), StringComparison.Ordinal);
        Assert.Equal("", await page.TextAsync("said.filter(sentence => /[.] [a-z]{2,}[^a-z0-9[]/.test(sentence)).join('\\n')"));
        await AssertNoProblemsAsync(page);
    }

    [Fact]
    public async Task Space_plays_and_pauses()
    {
        var page = await OpenAsync(Html);

        await page.RunAsync(
            "document.querySelector('[data-set=speed]').value = '16'; document.querySelector('[data-set=speed]').dispatchEvent(new Event('change', { bubbles: true })); press(' ')");
        Assert.Equal("Pause", await page.TextAsync("text('[data-do=play]')"));
        await page.UntilAsync("text('.where').includes('iteration 2')");
        await page.RunAsync("press(' '); window.stopped = text('.where')");
        await Task.Delay(300, TestContext.Current.CancellationToken);

        Assert.Equal("Play", await page.TextAsync("text('[data-do=play]')"));
        Assert.Equal("true", await page.TextAsync("stopped === text('.where')"));
    }

    [Fact]
    public async Task A_typed_weight_changes_everything_after_it_at_once_and_undo_takes_it_back()
    {
        var page = await OpenAsync(Html);
        await page.RunAsync("press('End'); document.querySelector('.tables [data-q=\"W:1:0:0\"]').click()");
        string before = await page.TextAsync("text('.tables [data-q=\"a:2:0:2\"]')");

        await page.RunAsync(
            "const input = document.querySelector('.panel input[type=number]'); input.value = '3'; input.dispatchEvent(new Event('change', { bubbles: true }))");
        Assert.Equal("3", await page.TextAsync("document.querySelector('.tables [data-q=\"W:1:0:0\"]').title"));
        Assert.NotEqual(before, await page.TextAsync("text('.tables [data-q=\"a:2:0:2\"]')"));

        await page.RunAsync("press('z', { ctrlKey: true })");
        Assert.Equal(before, await page.TextAsync("text('.tables [data-q=\"a:2:0:2\"]')"));
        await page.RunAsync("press('y', { ctrlKey: true })");
        Assert.Equal("3", await page.TextAsync("document.querySelector('.tables [data-q=\"W:1:0:0\"]').title"));
        await AssertNoProblemsAsync(page);
    }

    [Fact]
    public async Task A_dragged_bias_follows_the_pointer_and_is_one_change_to_undo()
    {
        var page = await OpenAsync(Html);

        await page.RunAsync("""
            const at = (type, x) => new PointerEvent(type, { bubbles: true, cancelable: true, clientX: x, clientY: 10, button: 0 });
            document.querySelector('.tables [data-q="b:1:0"]').dispatchEvent(at("pointerdown", 100));
            for (const x of [110, 120, 150]) window.dispatchEvent(at("pointermove", x));
            window.dispatchEvent(at("pointerup", 150));
            """);
        Assert.Equal("0.5", await page.TextAsync("document.querySelector('.tables [data-q=\"b:1:0\"]').title"));

        await page.RunAsync("press('z', { ctrlKey: true })");
        Assert.Equal("0", await page.TextAsync("document.querySelector('.tables [data-q=\"b:1:0\"]').title"));
    }

    [Fact]
    public async Task Pointing_at_a_delta_shows_its_equation_and_lights_up_what_it_comes_from()
    {
        var page = await OpenAsync(Html);

        await page.RunAsync(
            "press('End'); document.querySelector('.tables [data-q=\"delta:2:0:0\"]').dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))");

        Assert.Contains("0.4417·0.2466", await page.TextAsync("text('.panel')"), StringComparison.Ordinal);
        Assert.Equal(
            "d:2:0:0,g:2:0:0",
            await page.TextAsync("[...new Set([...document.querySelectorAll('.tables .from')].map(cell => cell.dataset.q))].sort()"));
        Assert.Contains(
            "dW:2:0:0", await page.TextAsync("[...document.querySelectorAll('.tables .into')].map(cell => cell.dataset.q)"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Predict_first_hides_the_next_number_asks_for_it_and_says_what_was_forgotten()
    {
        var page = await OpenAsync(Html);
        await page.RunAsync(
            "document.querySelector('[data-set=sample]').value = '1'; document.querySelector('[data-set=sample]').dispatchEvent(new Event('change', { bubbles: true }))");
        await page.RunAsync("press('ArrowRight'); document.querySelector('[data-set=predict]').click(); press('ArrowRight')");
        const string Answer =
            "(value => { document.querySelector('.ask input').value = value; document.querySelector('.ask').requestSubmit(); })";

        Assert.Equal("?", await page.TextAsync("text('.tables [data-q=\"a:1:0:1\"]')"));
        await page.RunAsync($"{Answer}('0.6477')");
        Assert.Equal("That is z: φ is still to be applied.", await page.TextAsync("text('.verdict')"));
        await page.RunAsync($"{Answer}('0.657')");
        Assert.Equal("Right: 0.6565.", await page.TextAsync("text('.says')"));
        Assert.Equal("0.6565", await page.TextAsync("text('.tables [data-q=\"a:1:0:1\"]')"));
    }

    [Fact]
    public async Task Outputs_that_are_rendered_late_and_twice_and_without_order_all_play()
    {
        var page = await OpenAsync(Html + Html);
        await page.RunAsync($"const html = {Script(Html)}; render(html); render(html); setTimeout(() => render(html), 50)");

        await page.UntilAsync($"{Ready} === 5");
        await page.RunAsync(
            "[...document.querySelectorAll('.net')].at(-1).dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))");

        Assert.Equal(
            "0,0,0,0,1",
            await page.TextAsync("[...document.querySelectorAll('.where')].map(element => element.textContent.match(/step (\\d+)/)[1])"));
        Assert.Equal("1", await page.TextAsync("document.querySelectorAll('style[data-bp-player]').length"));
        Assert.Equal("0", await page.TextAsync("performance.getEntriesByType('resource').length"));
        await AssertNoProblemsAsync(page);
    }

    [Fact]
    public async Task A_page_with_an_AMD_loader_plays_too()
    {
        var page =
            await OpenAsync("<script>window.registered = 0; window.define = () => { registered++; }; define.amd = {};</script>" + Html);

        Assert.Equal("0", await page.TextAsync("registered"));
    }

    [Fact]
    public async Task Tables_of_the_library_explain_themselves_where_the_page_has_the_script()
    {
        var forward = Sheet.Forward(Dataset.Xor.Inputs);
        var backward = Sheet.Backward(forward, Loss.HalfSumSquaredError.Evaluate(forward, Dataset.Xor.Targets));
        var page = await OpenAsync(Html + forward.ToHtml() + backward.ToHtml());

        await page.RunAsync(
            "document.querySelectorAll('.bp[data-pass]')[0].querySelector('[data-q=\"z:1:1:1\"]').dispatchEvent(new FocusEvent('focusin', { bubbles: true }))");
        Assert.Contains(
            "0·(−0.1383) + 1·1.5230 + 0=1.5230", (await page.TextAsync("text('.bp-explain')")).Replace("\n", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
        await page.RunAsync(
            "document.querySelectorAll('.bp[data-pass]')[1].querySelector('[data-q=\"delta:1:0:0\"]').dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))");
        Assert.Equal(
            "d:1:0:0,g:1:0:0", await page.TextAsync("[...document.querySelectorAll('.bp-from')].map(cell => cell.dataset.q).sort()"));
        await AssertNoProblemsAsync(page);
    }

    [Fact]
    public async Task Every_kind_of_player_draws_and_plays_to_its_end_without_an_error()
    {
        var network = Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 42));
        var history = network.Train(Dataset.Xor, new() { Loss = Loss.MeanSquaredError, Epochs = 30, SnapshotEvery = 10 });
        var forward = Sheet.Forward(Dataset.Xor.Inputs);
        var own = Network.Create([2, 9, 1], new Activation("own", z => z, _ => 1), Initializer.XavierNormal(seed: 1));
        string[] outputs =
        [
            Player.Of(history).ToHtml(), Player.Of(Sheet.Backward(forward, Loss.MeanSquaredError.Evaluate(forward, Dataset.Xor.Targets)))
                .ToHtml(),
            Player.Of(own, Dataset.Xor, new Loss("own loss", (p, y) => p - y, (_, _) => 1), 0.1).ToHtml(),
            Player.Of(
                Network.Create([2, 12, 3], Activation.ReLU, Activation.Softmax, Initializer.HeNormal(seed: 1)),
                new Dataset("two", [[1, 2], [3, 4]], [[1, 0, 0], [0, 0, 1]]), Loss.CrossEntropy, 0.1).ToHtml(),
            ComputationGraph.Of(Sheet, Dataset.Xor, 2, Loss.HalfSumSquaredError).ToHtml(), new Playground().ToHtml(),
        ];
        var page = await OpenAsync(string.Concat(outputs), "document.querySelectorAll('.bp-player.on').length === 6");

        await page.RunAsync(
            "for (const { bpPlayer: player } of document.querySelectorAll('.bp-player')) for (let k = 0; k < 70; k++) player.act('next'), player.point?.('delta:1:0:0');");

        Assert.Equal("epoch 20", await page.TextAsync("text('.where').split(' · ')[0]"));
        Assert.Contains("That was the last step", await page.TextAsync("text('.says')"), StringComparison.Ordinal);
        await AssertNoProblemsAsync(page);
    }

    [Fact]
    public async Task Motion_stops_where_the_reader_wants_less_of_it()
    {
        var page = await OpenAsync("<style>.move { animation: none !important }</style>" + Html);
        Assert.Contains("prefers-reduced-motion: reduce", await page.TextAsync("text('style[data-bp-player]')"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_number_of_100_steps_of_all_reference_networks_equals_the_librarys_in_the_browser()
    {
        var page =
            await OpenAsync($"<script>{PlayerScript.Definitions.Replace("</script", "<\\/script", StringComparison.Ordinal)}{EngineTests.AllNumbers}</script>", "true");

        for (int index = 0; index < EngineTests.Cases.Count; index++)
        {
            string json =
                await page.TextAsync($"(model => {{ let state = steps.initial(model); return JSON.stringify({EngineTests.HundredSteps}); }})({EngineTests.Model(index)})");
            EngineTests.AssertEqualsTheLibrary(index, System.Text.Json.JsonSerializer.Deserialize<double[][]>(json)!);
        }
    }

    private async Task<FigurePage> OpenAsync(string html, string ready = Ready)
    {
        var page = await FigurePage.OpenAsync(browser, $"<script>{Render}</script>{html}");
        await page.UntilAsync(ready);
        return page;
    }

    private static async Task AssertNoProblemsAsync(FigurePage page) => Assert.Equal("", await page.TextAsync("problems.join('; ')"));

    private static string Script(string html) => System.Text.Json.JsonSerializer.Serialize(html);
}
