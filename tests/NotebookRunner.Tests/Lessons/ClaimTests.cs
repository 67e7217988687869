using System.Globalization;
using System.Text.RegularExpressions;
using Backprop;
using NotebookRunner.Documents;

namespace NotebookRunner.Tests.Lessons;

/// <summary>
/// A number in a lesson's text is the result of one of its cells: the sentence stands in the lesson, and the output that shows it in the
/// twin (which another test compares with a run).
/// </summary>
public sealed partial class ClaimTests
{
    public static TheoryData<string, string, string> Claims => new()
    {
        { "00", "Seed 2 does not: two of its four outputs are ½.", "seed 2: 0.001 0.499 0.998 0.501" },
        { "01", "In the first two lines the columns are equal to the last digit.",
            "all one half W1 to h1: (5.3197, 5.3197) to h2: (5.3197, 5.3197)" },
        { "01", "different weights behind the units are enough to break the symmetry",
            "W1 to h1: (-0.0037, -0.0037) to h2: (0.0007, 0.0007)" },
        { "01", "\\text{standard deviation } \\sigma\\sqrt n", "n = 256, σ = 0.5: standard deviation of z 7.96, σ√n = 8.00" },
        { "01", "With $\\sigma = 1$ most units are saturated.", "saturated 86.1 %" },
        { "01", "each layer multiplies it by about $\\sigma\\sqrt{256} = 0.16$", "0.12606 0.02002 0.00319" },
        { "02", "The sigmoid's derivative is never above ¼", "largest φ′ between −6 and 6: 0.25" },
        { "02", "These are the tables of layer 1 above, bit for bit", "equal, bit for bit" },
        { "03", "half the sum is $NK/2 = 2$ times the mean, and so is its gradient", "loss: 2 gradient: 2" },
        { "03", "The network gives the four targets the probability 0.059.", "= 0.059125" },
        { "03a", "along the product $1 \\cdot y = -3$, together $-2$", "∂f/∂x = -2, ∂f/∂y = 2" },
        { "03a", "The engine's gradient of a network is the library's, and the checker's.", "the checker agrees" },
        { "04", "one $\\delta^{(2)} = -0.09339$", "= -0.09339" },
        { "04", "δ times the *weight*, $-0.06538$", "= -0.06538" },
        { "04", "δ times the *activation*, $-0.06030$", "= -0.06030" },
        { "04", "**the sum of what comes back**", "their sum: -0.027080 the library's: -0.027080" },
        { "04", "a backward pass costs at most as much as two forward passes",
            "784-300-100-10 266,200 297,200 70,971,848,200 125,970 times forward and backward" },
        { "05", "None of the thousand comes up to the gradient.",
            "along the gradient 0.10445, its norm 0.10445 against it -0.10445 1,000 random ones -0.08633 to 0.09293" },
        { "05", "The true loss is lowest near $\\eta = 2.5$", "lowest at η = 2.5" },
        { "05", "with 5 the step already ends a little higher than it began, and with 60 the loss nearly doubles",
            "η = 5 : change 0.000714, predicted -0.054549 η = 6 : change 0.013875, predicted -0.065459 η = 60 : change 0.485281" },
        { "05", "the loss is at ¼, and two of the four answers are ½", "loss 0.2504, outputs 0.0103 0.4998 0.9885 0.5003" },
        { "06", "agree with the sheet's to at least 13 digits", "largest relative difference of the ten losses: 4.4e-16" },
        { "06", "and the final output to all eight that the sheet prints", "final outputs equal to 8 digits: True" },
        { "07", "They agree to about nine digits.", "measured: 0.003379868818" },
        { "07", "here one pass instead of nine", "9 parameters: forward mode 9 evaluations, reverse mode 1 backward pass" },
        { "07", "its learning rate of 0.1 is a learning rate of 0.2 for the loss that it prints",
            "the mean, η = 0.2: loss printed after 2 000 epochs 0.2454553512900361" },
        { "09", "At 0.021, just beyond $2/100$, the steep direction runs away", "η = 0.021: after 100 steps a = 13780.61" },
        { "09", "after 3 000 epochs it is about where $\\eta = 1$ was after 300",
            "η = 0.1 loss after 30 epochs 0.25314, after 300 0.24445, after 3 000 0.18722 η = 1 loss after 30 epochs 0.24447, after 300 0.18732" },
        { "09", "the loss even rises a little between epochs 300 and 3 000",
            "η = 50 loss after 30 epochs 0.24461, after 300 0.16050, after 3 000 0.16077" },
        { "11", "The noise of one sample is about seven times the gradient itself", "batch of 1: noise 6.871" },
        { "12", "measured 0.233", "layer 1 5.2e-9, per layer × 0.233" },
        { "12", "to $10^{-13}$ and $10^{-15}$",
            "σ = 0.01 a: layer 1 0.057, layer 10 4.7e-13 δ: layer 10 4.0e-4, layer 1 2.2e-15, per layer × 0.056" },
        { "13", "none is negative", "after 110 000: parameters 18.1, gradient 9.0e-5, curvatures 4.2e-6" },
        { "13", "from 0.1 on all three end on the floor, and at the smallest rates gradient descent and cross-entropy have not come down",
            "gradient descent · · · ○ ○ ○ ○ momentum ○ ○ ○ ○ ○ ○ ○ cross-entropy · · ○ ○ ○ ○ ○" },
        { "13", "with four units all 200 starts do", "4 hidden units: 200 of 200 seeds learn XOR" },
    };

    [Theory]
    [MemberData(nameof(Claims))]
    public void The_output_of_a_cell_shows_the_number(string lesson, string claim, string output)
    {
        var (words, outputs) = Twin(lesson);

        Assert.Contains(Plain(claim), words);
        Assert.Contains(Plain(output), outputs);
    }

    public static TheoryData<string> Bounds => [.. ClaimBound.All.Select(bound => bound.Claim)];

    [Theory]
    [MemberData(nameof(Bounds))]
    public void What_depends_on_rounding_is_said_in_words_that_hold_for_the_numbers(string claim)
    {
        var bound = ClaimBound.All.Single(one => one.Claim == claim);
        var (words, outputs) = Twin(bound.Lesson);

        Assert.Contains(claim, words);
        double[] numbers = bound.Numbers(outputs);
        Assert.NotEmpty(numbers);
        Assert.True(bound.Holds(numbers), string.Join(' ', numbers));
    }

    [Fact]
    public void Lesson_8_explains_every_kind_of_mistake_that_can_be_drawn()
    {
        string words = Twin("08").Words;

        Assert.All(PlantedBug.Kinds, kind => Assert.Contains($"| `{kind}` |", words));
        Assert.Contains($"from the {PlantedBug.Kinds.Count} kinds", words);
    }

    [Theory]
    [InlineData("patience", "early stopping, patience")]
    [InlineData("λ", "weight decay, λ =")]
    [InlineData("p", "dropout, p =")]
    public void In_lesson_15_what_was_chosen_by_the_validation_data_is_a_little_worse_on_the_test_data(string setting, string remedy)
    {
        var (words, outputs) = Twin("15");

        Assert.Contains(
            "for each of the three remedies the test loss is a little higher. For *nothing*, where nothing was chosen, it is not.", words);
        double Number(Match match) => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
        double lowest = Regex.Matches(outputs, $@"\b{setting} [\d.]+ ?: loss of validation ([\d.]+)").Min(Number);
        double tested = Number(Regex.Match(outputs, $@"{remedy} [\d.]+ test loss ([\d.]+)"));
        Assert.InRange(tested, lowest, 1.3 * lowest);
        Assert.True(
            Number(Regex.Match(outputs, @"nothing test loss ([\d.]+)"))
            <= Number(Regex.Match(outputs, @"nothing against it: loss of validation ([\d.]+)")));
    }

    /// <summary>A twin's text, and what its cells have printed.</summary>
    private static (string Words, string Outputs) Twin(string lesson)
    {
        var cells = NotebookFile.Read(Assert.Single(Directory.GetFiles(LessonFolder.Path, lesson + "-*.ipynb"))).Cells;
        return (Plain(string.Concat(cells.Where(cell => cell.IsMarkdown).Select(cell => cell.Source))),
            Plain(string.Join('\n', cells.SelectMany(cell => cell.Outputs).Select(Text))));
    }

    private static string Text(CellOutput output) => output switch
    {
        StreamOutput stream => stream.Text,
        DisplayOutput display => display.Data.GetValueOrDefault("text/plain", ""),
        _ => "",
    };

    /// <summary>The same words with single spaces between them.</summary>
    private static string Plain(string text) => Spaces().Replace(text, " ");

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
