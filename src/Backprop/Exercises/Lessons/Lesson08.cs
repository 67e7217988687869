namespace Backprop;

/// <summary>The exercises of 08-spot-the-bug.</summary>
internal static class Lesson08
{
    public static IReadOnlyList<Question> Questions { get; } =
    [
        new ChoiceQuestion("08.1", ExerciseKind.Predict,
            "Every derivative has the wrong sign. What does the loss do in training: does it \"fall\", \"rise\" or \"stay\"?",
            "A step against the wrong gradient is a step along the right one: uphill.",
            new("rise"),
            new("fall", "The step goes against the computed gradient, and that points the wrong way."),
            new("stay", "The gradient is not zero, so the parameters move.")),
        new ChoiceQuestion("08.2", ExerciseKind.Explain,
            "The derivatives of layers 1 and 2 are wrong, those of layer 3, the output layer, are right. Where is the mistake? "
            + "\"a\": in delta of layer 3. \"b\": on the way from delta of layer 3 to delta of layer 2. \"c\": in ∂L/∂W of layer 1.",
            "Layer 3 is right, so its delta is. Delta of layer 2 follows from it through W⁽³⁾ᵀ and φ′(z⁽²⁾), and carries a mistake on "
                + "to layer 1.",
            new("b"),
            new("a", "Then ∂L/∂W of layer 3, which is made of that delta, would be wrong, too."),
            new("c", "Then layer 2 would be right: nothing of layer 1 goes into it.")),
        Bug("08.3", ExerciseKind.Explain, "Bug 1: draw it with a seed of your own, look at the numbers, and name the kind of mistake."),
        Bug("08.4", ExerciseKind.Explain, "Bug 2: another seed, another mistake."),
        Bug("08.5", ExerciseKind.Explain, "Bug 3: one more. Three in a row, and you can debug a backward pass from its numbers."),
    ];

    private static CodeQuestion Bug(string id, ExerciseKind kind, string text) => new(id, kind, text,
        "a guess, such as bug.Guess(\"SignFlip\")", answer => answer is BugGuess guess ? guess.Judge() : null,
        "The checker's own verdict is bug.Verdict().");
}
