namespace Backprop.Tests.Display;

/// <summary>What a hand does with a player: sliding, dragging, typing, and where the focus is afterwards.</summary>
public sealed class PlayerTouchTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly Network Sheet = Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 42));

    private const string Tools = """
        <script>
        window.find = selector => document.querySelector(selector);
        window.fire = (selector, type, options) => find(selector).dispatchEvent(new PointerEvent(type, { bubbles: true, cancelable: true, button: 0, ...options }));
        window.slide = value => { const range = find(".panel input[type=range]"); range.value = value; range.dispatchEvent(new Event("input", { bubbles: true })); return range; };
        window.release = () => find(".panel input[type=range]").dispatchEvent(new Event("change", { bubbles: true }));
        window.press = (selector, key, options) => find(selector).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...options }));
        window.problems = [];
        addEventListener("error", event => problems.push(event.message));
        </script>
        """;

    private static string Xor => Player.Of(Sheet, Dataset.Xor, Loss.HalfSumSquaredError, learningRate: 0.1).ToHtml();

    [Fact]
    public async Task A_slider_stays_the_same_while_it_is_dragged_and_is_one_change_to_undo()
    {
        var page = await OpenAsync(Xor);
        await page.RunAsync("find('.tables [data-q=\"b:1:0\"]').click(); window.first = slide(0.5); window.second = slide(1); release()");

        Assert.Equal("true", await page.TextAsync("first === second && first.isConnected"));
        Assert.Equal("1", await TitleAsync(page, "b:1:0"));
        await page.RunAsync("press('.net', 'z', { ctrlKey: true })");
        Assert.Equal("0", await TitleAsync(page, "b:1:0"));
        await page.RunAsync("slide(0.25); release(); press('.net', 'z', { ctrlKey: true })");
        Assert.Equal("0", await TitleAsync(page, "b:1:0"));
        await AssertNoProblemsAsync(page);
    }

    [Fact]
    public async Task A_typed_number_leaves_the_focus_where_it_is()
    {
        var page = await OpenAsync(Xor);
        await page.RunAsync(
            "find('.tables [data-q=\"b:1:0\"]').click(); const input = find('.panel input[type=number]'); input.focus(); input.value = '2'; input.dispatchEvent(new Event('change', { bubbles: true }))");

        Assert.Equal("b:1:0", await page.TextAsync("document.activeElement.dataset.change"));
        Assert.Equal("2", await TitleAsync(page, "b:1:0"));
    }

    [Fact]
    public async Task Eta_is_dragged_too()
    {
        var page = await OpenAsync(Xor);

        await page.RunAsync(
            "fire('.settings [data-q=eta]', 'pointerdown', { clientX: 100 }); window.dispatchEvent(new PointerEvent('pointermove', { clientX: 150 })); window.dispatchEvent(new PointerEvent('pointerup'))");

        Assert.Equal("0.15", await page.TextAsync("find('.settings [data-change=eta]').value"));
    }

    [Fact]
    public async Task A_target_that_is_no_probability_is_refused_by_a_cross_entropy_however_it_is_changed()
    {
        var page = await OpenAsync(Player.Of(Sheet, Dataset.Xor, Loss.BinaryCrossEntropy, learningRate: 0.1).ToHtml());

        await page.RunAsync("find('.tables [data-q=\"y:0:0\"]').click(); slide(0.5); slide(-1.5)");

        Assert.Contains(
            "needs targets that are probabilities", await page.TextAsync("find('.says').textContent"), StringComparison.Ordinal);
        Assert.Equal("0.5", await TitleAsync(page, "y:0:0"));
        await AssertNoProblemsAsync(page);
    }

    [Fact]
    public async Task A_computation_graph_is_dragged_undone_and_done_again_and_keeps_the_focus()
    {
        var page = await OpenAsync(ComputationGraph.Of(Sheet, Dataset.Xor, 2, Loss.HalfSumSquaredError).ToHtml());
        const string Value = "find('.bp-player').bpPlayer.state.layers[0].b[0]";

        await page.RunAsync("""
            window.bias = find(".bp-player").bpPlayer.nodes.find(node => node.key === "b:1:0").id;
            fire(`[data-node="${bias}"]`, "pointerdown", { clientX: 100 });
            for (const x of [110, 150]) window.dispatchEvent(new PointerEvent("pointermove", { clientX: x }));
            window.dispatchEvent(new PointerEvent("pointerup"));
            """);
        Assert.Equal("0.5", await page.TextAsync(Value));
        await page.RunAsync("find('[data-do=undo]').focus(); find('[data-do=undo]').click()");
        Assert.Equal("0", await page.TextAsync(Value));
        Assert.Equal("undo", await page.TextAsync("document.activeElement.dataset.do"));
        await page.RunAsync("press('.net', 'y', { ctrlKey: true })");
        Assert.Equal("0.5", await page.TextAsync(Value));
        await page.RunAsync("find('[data-set=nodeByNode]').focus(); find('[data-set=nodeByNode]').click()");
        Assert.Equal("nodeByNode", await page.TextAsync("document.activeElement.dataset.set"));
        await AssertNoProblemsAsync(page);
    }

    [Fact]
    public async Task A_playground_shows_each_unit_in_large_by_the_keyboard_too()
    {
        var page = await OpenAsync(new Playground().ToHtml());

        await page.RunAsync("press('.play', 'ArrowDown'); press('.play', 'ArrowDown'); press('.play', 'ArrowDown')");
        Assert.Contains("In large: unit 1 of layer 1.", await page.TextAsync("find('.says').textContent"), StringComparison.Ordinal);
        Assert.Equal("unit 1 of layer 1 over the plane", await page.TextAsync("find('.map').getAttribute('aria-label')"));
        await page.RunAsync("press('.play', 'Escape')");
        Assert.DoesNotContain("In large", await page.TextAsync("find('.says').textContent"), StringComparison.Ordinal);
        await AssertNoProblemsAsync(page);
    }

    [Fact]
    public async Task The_cell_of_a_playground_says_where_eta_was_changed()
    {
        var page = await OpenAsync(new Playground().ToHtml());

        await page.RunAsync("""
            const play = find(".bp-player").bpPlayer;
            for (let k = 0; k < 3; k++) play.act("next");
            find("[data-set=learningRate]").value = "0.03";
            find("[data-set=learningRate]").dispatchEvent(new Event("change", { bubbles: true }));
            for (let k = 0; k < 2; k++) play.act("next");
            play.act("copy");
            """);

        string[] lines = (await page.TextAsync("find('.code').textContent")).Split('\n', StringSplitOptions.TrimEntries);
        Assert.Equal(["Epochs = 3,", "Epochs = 2,"], lines.Where(line => line.StartsWith("Epochs", StringComparison.Ordinal)));
        Assert.Contains("Optimizer = Optimizer.GradientDescent(0.03),", lines);
    }

    private async Task<FigurePage> OpenAsync(string html)
    {
        var page = await FigurePage.OpenAsync(browser, Tools + html);
        await page.UntilAsync("document.querySelector('.bp-player.on')");
        return page;
    }

    private static Task<string> TitleAsync(FigurePage page, string key) => page.TextAsync($"find('.tables [data-q=\"{key}\"]').title");

    private static async Task AssertNoProblemsAsync(FigurePage page) => Assert.Equal("", await page.TextAsync("problems.join('; ')"));
}
