namespace Backprop.Tests.Exercises;

/// <summary>Answers to the exercises of lesson 15.</summary>
internal static class Answers15
{
    public static ExerciseAnswers[] Lessons =>
    [
        new("15.1", "rise", ["Rise", " RISE"], [("fall", "best one"), ("stay", "noise"), ("explode", "Choose"), (1, "one of")]),
        new("15.2", 1.95, [2 - (0.1 * (0.3 + (0.1 * 2))), "1.95"],
            [(1.97, "without the weight decay"), (1.96, "λw"), (2.05, "against the gradient"), (1.77, "η multiplies"),
            (0.05, "step itself")]),
        new("15.3", 6, [6.0, "6"], [(3, "best epoch"), (7, "sixth"), (4, "patience of 1"), (8, "0.41"), (5, "off by one")]),
        new("15.4", "too low", ["Too low", "'too low'"],
            [("too high", "Which luck"), ("just right", "without the test set"), ("all", "Choose"), ("too", "Choose")]),
        new("15.5", Step(w => w - (0.1 * ((2 * (w - 3)) + (0.5 * w)))),
            [Step(w => (0.75 * w) + 0.6), Step(w => (w * (1 - 0.05)) - (0.2 * (w - 3)))],
            [(Step(w => w - (0.2 * (w - 3))), "missing"), (Step(w => w - (0.1 * ((2 * (w - 3)) + (0.25 * w)))), "λw"),
                (Step(w => w - (0.1 * ((2 * (w - 3)) - (0.5 * w)))), "towards zero"),
             (Step(w => w + (0.1 * ((2 * (w - 3)) + (0.5 * w)))), "against the gradient"), (
                 Step(w => (2 * (w - 3)) + (0.5 * w)), "still to be made")]),
    ];

    private static Func<double, double> Step(Func<double, double> step) => step;
}
