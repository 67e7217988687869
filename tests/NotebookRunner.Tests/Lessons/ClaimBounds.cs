using System.Globalization;
using System.Text.RegularExpressions;

namespace NotebookRunner.Tests.Lessons;

/// <summary>
/// A sentence that must hold although the last digits of the numbers below it depend on the processor: trainings at the largest stable rate
/// make a rounding grow.
/// </summary>
/// <param name="Lesson">The number of the lesson.</param>
/// <param name="Claim">The sentence, or a part of it.</param>
/// <param name="Output">What a cell prints, with # for each number.</param>
/// <param name="Holds">What must be true of the numbers.</param>
internal sealed record ClaimBound(string Lesson, string Claim, string Output, Func<double[], bool> Holds)
{
    private const string Five = "# (η = #) # (η = #) # (η = #) # (η = #) # (η = #)";
    private const string Runs = "best η = #: loss after 100 epochs mean #, from # to #";
    private const string Batches = "best η = #: loss mean #, from # to #; new flowers right # % to # %";
    private const string Points = "# % # % # % # % # % best η = #: new points # % and # %";

    public static IReadOnlyList<ClaimBound> All { get; } =
    [
        new("08", "Most of the sixteen wrong gradients lower the loss",
            "of 16 wrong gradients, # lower the loss, # further than the right one",
            n => n[0] > 8 && n[1] > 0),
        new("08", "many of them to below 0.001", "their losses, sorted: # # # # #", n => n[4] < 0.001),
        new("09", "For each of the five seeds the constant rate ends lowest",
            $"constant {Five} cosine {Five} half every 250 {Five}",
            n => Enumerable.Range(0, 5).All(seed => n[2 * seed] < 0.75 * Math.Min(n[10 + (2 * seed)], n[20 + (2 * seed)]))),
        new("11", "At its best rate gradient descent has the highest mean",
            $"gradient descent {Runs} momentum {Runs} Nesterov {Runs} RMSProp {Runs} Adam {Runs}",
            n => new[] { n[5], n[9], n[13], n[17] }.All(mean => mean < 0.5 * n[1])),
        new("11", "Between these two the ranges overlap", $"momentum {Runs} Nesterov {Runs} RMSProp {Runs} Adam {Runs}",
            n => Math.Max(n[1], n[13]) < Math.Min(n[5], n[9]) && Math.Max(n[2], n[14]) <= Math.Min(n[3], n[15])),
        new("11", "The best rates themselves differ by more than a factor of ten",
            $"gradient descent {Runs} momentum {Runs} Nesterov {Runs} RMSProp {Runs} Adam {Runs}",
            n => new[] { n[0], n[4], n[8], n[12], n[16] } is var rates && rates.Max() > 10 * rates.Min()),
        new("11", "the means are close together, and the ranges overlap",
            $"full batch 40 steps, {Batches} batches of 16 280 steps, {Batches} one sample 4,200 steps, {Batches}",
            n => new[] { n[1], n[7], n[13] } is var means && means.Max() < 1.5 * means.Min()
                && new[] { n[2], n[8], n[14] }.Max() < new[] { n[3], n[9], n[15] }.Min()),
        new("12", "they end at the share of always the same answer",
            $"always the same answer: # % of the new points right validation, η = # # # # # tanh, 1 hidden layer {Points} sigmoid, 6 hidden layers {Points}",
            n => Math.Abs(n[20] - n[0]) < 0.2 && Math.Abs(n[21] - n[0]) < 0.2),
        new("12", "Six layers of tanh with Xavier's initializer, and still better of ReLU with He's",
            $"tanh, 6 hidden layers {Points} ReLU, 6 hidden layers {Points}", n =>
                Math.Min(n[6], n[7]) > 80 && n[14] + n[15] > n[6] + n[7]),
        new("12", "at a rate of 3 neither does", $"tanh, 6 hidden layers {Points} ReLU, 6 hidden layers {Points}", n => n[3] < 75
            && n[11] < 75),
        new("12", "it is right on nine of ten new points or more",
            "3 000 epochs, η = 1: new points # % and # % tanh, 1 hidden layer, 3 000 epochs, η = 3: new points # % and # %",
            n => n.All(right => right > 89)),
        new("12", "not behind tanh with six layers, and a little behind ReLU",
            $"tanh, 6 hidden layers {Points} ReLU, 6 hidden layers {Points} Figure: Loss over the epochs "
            + "tanh, 1 hidden layer, 3 000 epochs, η = 1: new points # % and # %",
            n => n[16] + n[17] > n[6] + n[7] - 1 && n[16] + n[17] < n[14] + n[15]),
        new("13", "the parameters grow", "after 10 000: parameters #, gradient #, curvatures # # # # # # # # # after 110 000: parameters #",
            n => n[11] > n[0]),
        new("13", "after ten times as many epochs they are still ½", "Adam 0.05 from the floor, 100,000 epochs: # # # #",
            n => Math.Abs(n[1] - 0.5) < 0.01 && Math.Abs(n[3] - 0.5) < 0.01),
        new("14", "Between 95 and 98 %.", "# % of 359 unseen digits are read correctly two other seeds: # % and # %",
            n => n.All(right => right is > 95 and < 98)),
        new("15", "it went to nearly zero while the validation loss rose to more than twice its lowest",
            "epoch #: loss of training #, of validation #; right # % and # % epoch 599: loss of training #, of validation #",
            n => n[5] < 0.03 && n[6] > 2 * n[2]),
        new("15", "the validation loss is less than half of that with 60",
            "60 training samples: loss of validation # ± # 240 training samples: loss of validation # ± # 960 training samples: loss of validation #",
            n => n[4] < 0.5 * n[0]),
        new("15", "with any of the four patiences less than half of that",
            "nothing against it: loss of validation # ± # patience 1: loss of validation # ± # patience 5: loss of validation # ± # "
            + "patience 20: loss of validation # ± # patience 100: loss of validation #",
            n => new[] { n[2], n[4], n[6], n[8] }.All(loss => loss < 0.5 * n[0])),
        new("15", "most of the work is saved",
            "patience 1: # of # epochs patience 5: # of # epochs patience 20: # of # epochs patience 100: # of #",
            n => n[6] < 0.5 * n[7]),
        new("15", "of that without, from 0.3 on less than a third", "p 0.1 : loss of validation # ± # p 0.2 : loss of validation # ± # "
            + "p 0.3 : loss of validation # ± # p 0.5 : loss of validation # ± # p 0.7 : loss of validation # ± # nothing test loss #",
            n => n[0] < 0.5 * n[10] && new[] { n[4], n[6], n[8] }.All(loss => loss < n[10] / 3)),
        new("15", "All three remedies bring the test loss to less than half.",
            "nothing test loss # ± #, right # %, from # % to # % early stopping, patience # test loss # ± #, right # %, from # % to # % "
            + "weight decay, λ = # test loss # ± #, right # %, from # % to # % dropout, p = # test loss #",
            n => new[] { n[6], n[12], n[18] }.All(loss => loss < 0.5 * n[0])),
    ];

    /// <summary>The numbers of the first place where the output stands; none where it does not.</summary>
    public double[] Numbers(string outputs)
    {
        string[] words = [.. Output.Split('#').Select(words => string.Join(@"\s*", words.Split(' ').Select(Regex.Escape)))];
        string pattern = string.Join("([0-9.]+(?:e-?[0-9]+)?)", words.Select(text => Regex.Replace(text, "[:,]", @"\s*$0")));
        var match = Regex.Match(outputs, pattern);
        return [.. match.Groups.Values.Skip(1).Select(group => double.Parse(group.Value, CultureInfo.InvariantCulture))];
    }
}
