using System.Text;
using System.Text.RegularExpressions;

namespace Backprop.Tests.Display;

/// <summary>What a player puts into a notebook.</summary>
public sealed class PlayerTests
{
    private static readonly Network Sheet = Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 42));

    private static Player Xor => Player.Of(Sheet, Dataset.Xor, Loss.HalfSumSquaredError, learningRate: 0.1);

    [Fact]
    public void The_script_has_at_most_60_KB() => Assert.InRange(Encoding.UTF8.GetByteCount(PlayerScript.Element), 10_000, 60_000);

    [Fact]
    public void A_still_picture_and_tables_stand_there_where_no_script_runs()
    {
        var still = Html.Parse(Xor.ToHtml()).QuerySelector(".bp-player > .still")!;

        Assert.NotNull(still.QuerySelector("svg circle"));
        Assert.Contains("0.4967", still.QuerySelector("table")!.TextContent, StringComparison.Ordinal);
        Assert.Null(still.QuerySelector("script"));
    }

    [Fact]
    public void An_output_needs_no_other_file_and_has_no_id_that_a_second_one_would_repeat()
    {
        string html = Xor.ToHtml();

        Assert.DoesNotMatch(new Regex("(src|href)=\"|https?://(?!www.w3.org/2000/svg)"), html);
        Assert.Empty(Html.Parse(html).QuerySelectorAll("[id]"));
        Assert.Equal(html, Xor.ToHtml());
    }

    [Fact]
    public void Playing_leaves_the_network_as_it_is()
    {
        double[] before = Sheet.Parameters.ToArray();

        Assert.NotEmpty(
            Player.Of(Network.Create([2, 1], new Activation("own", z => z, _ => 1), Initializer.Zeros), Dataset.Xor, Loss.MeanSquaredError,
                0.1).ToHtml());
        Assert.NotEmpty(Xor.ToHtml());

        Assert.Equal(before, Sheet.Parameters.ToArray());
    }

    [Fact]
    public void A_name_of_ones_own_cannot_end_the_script()
    {
        var data = new Dataset("x", [[0.5]], [[1]], ["</script><b>"]);

        var document =
            Html.Parse(Player.Of(Network.Create([1, 1], new Activation("</script><i>", z => z, _ => 1), Initializer.Zeros), data,
                Loss.MeanSquaredError, 0.1).ToHtml());

        Assert.Equal(2, document.QuerySelectorAll("script").Length);
        Assert.Empty(document.QuerySelectorAll(".bp-player > i, .bp-player > b"));
    }

    [Fact]
    public void What_cannot_be_played_says_why()
    {
        var network = Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.XavierNormal(seed: 1));
        var many = new Dataset("many", Matrix.Zeros(9_000, 2), Matrix.Zeros(9_000, 1));

        Assert.Contains(
            "9000 samples", Assert.Throws<ArgumentException>(() => Player.Of(network, many, Loss.MeanSquaredError, 0.1)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "SnapshotEvery", Assert.Throws<ArgumentException>(() => Player.Of(network.Train(Dataset.Xor, new() { Epochs = 2 }))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Player.Of(network, Dataset.Xor, Loss.MeanSquaredError, 0));
        Assert.Throws<ArgumentException>(() => Player.Of(network, new Dataset("three", [[1, 2, 3]], [[1]]), Loss.MeanSquaredError, 0.1));
    }

    [Fact]
    public void A_bar_of_progress_says_epoch_loss_and_time_left()
    {
        var shown = new List<EpochProgress>();
        Sheet.Copy().Train(Dataset.Xor, new() { Epochs = 200, Progress = shown.Add, ProgressInterval = TimeSpan.Zero });

        string half = shown[99].ToHtml();

        Assert.StartsWith("epoch 100 of 200 · loss 0.", shown[99].ToString(), StringComparison.Ordinal);
        Assert.Contains("width:50%", half, StringComparison.Ordinal);
        Assert.Equal("100", Html.Parse(half).QuerySelector("[role=progressbar]")!.GetAttribute("aria-valuenow"));
        Assert.NotNull(Html.Parse(half).QuerySelector("svg path"));
        Assert.Contains("done in", shown[199].ToString(), StringComparison.Ordinal);
        System.Xml.Linq.XElement.Parse(half);
    }
}
