namespace Backprop;

/// <summary>The exercises of 16-why-not-learning.</summary>
internal static class Lesson16
{
    public static IReadOnlyList<Question> Questions { get; } =
    [
        new ChoiceQuestion("16.1", ExerciseKind.Predict,
            "All weights of a network with 4 hidden units start at 0.5. How many different hidden units does it have after 1000 epochs: "
                + "one, two, or four?",
            "One. Units with equal weights get equal gradients, so they stay copies of each other.",
            new("one"),
            new("two", "What would make one pair of units differ from the other? Their gradients are equal."),
            new("four", "They would have to become different. But equal weights get equal gradients, in every step.")),
        new NumberQuestion("16.2", ExerciseKind.Compute,
            "σ′ is at most ¼. If all weights are 1, what is at most left of a gradient after its way back through 5 sigmoid layers of one "
                + "unit each?",
            () => Math.Pow(0.25, 5), "¼·¼·¼·¼·¼ = 1/1024, about 0.000977.",
            new(1.25, "The factors multiply; they are not added."),
            new(0.25, "That is what one layer leaves."),
            new(1.0 / 32, "That would be ½ for each layer. The largest σ′ is ¼.")),
        new ChoiceQuestion("16.3", ExerciseKind.Explain,
            "A loss is constant and every output of a ReLU network is the same for all samples. Which of these can not be the reason: "
                + "dead units, too few epochs, or weight decay?",
            "Too few epochs. A training that is only too short still moves, and its outputs differ.",
            new("too few epochs"),
            new("dead units",
                "If a whole layer is 0 for every sample, the output no longer depends on the input, and no gradient comes back."),
            new("weight decay", "A strong one takes all weights to 0, and then every output is the same.")),
        new CodeQuestion("16.4", ExerciseKind.Write,
            "Write the doctor's test for a dead ReLU: from a unit's pre-activations z, one for each sample, whether the unit is dead for "
                + "these samples.",
            "a function of (double[] z) that gives a bool", JudgeDead, "z => z.All(v => v <= 0), the same as z.Max() <= 0: "
                + "its activation is 0 for every sample."),
    ];

    private static Judgement? JudgeDead(object answer)
    {
        if (answer is not Func<double[], bool> isDead) return null;
        (double[] Z, bool IsDead, string Hint)[] units =
        [
            ([-1, -0.1, -3], true, "With z = (−1, −0.1, −3) the activation is 0 for every sample."),
            ([1, 2, 0.5], false, "With z = (1, 2, 0.5) the unit is alive for every sample."),
            ([-5, -2, 0.1], false, "With z = (−5, −2, 0.1) one sample is left for which it is alive: a single one is enough."),
            ([0.2, -7, -9], false, "Look at all samples: with z = (0.2, −7, −9) the first one is alive."),
            ([-2, 0, -1], true, "At z = 0 the activation is 0, too, and so is the library's φ′."),
        ];
        string? hint = units.FirstOrDefault(unit => isDead((double[])unit.Z.Clone()) != unit.IsDead).Hint;
        return hint is null ? Judgement.Right : Judgement.Wrong(hint);
    }
}
