namespace Backprop;

/// <summary>The exercises of 05-update.</summary>
internal static class Lesson05
{
    private static double Gradient => RoundNetwork.Backward.Gradients[1].Bias[0];

    private static double Norm => RoundNetwork.Backward.Gradients.Norm();

    public static IReadOnlyList<Question> Questions { get; } =
    [
        new ChoiceQuestion("05.1", ExerciseKind.Predict,
            "The derivative of the loss with respect to a weight is −0.06. "
                + "Does one step of gradient descent make this weight \"larger\" or \"smaller\"?",
            "The change is −η·(−0.06), above 0: where the loss falls with a larger weight, the weight grows.",
            new("larger"),
            new("smaller", "The step goes against the gradient: −η times a negative number.")),
        new NumberQuestion("05.2", ExerciseKind.Compute,
            "What would b⁽²⁾ be after the first step with η = 0.2 instead of 0.5? It was 0.2; its change with 0.5 is in the table.",
            () => 0.2 - (0.2 * Gradient), "b ← b − η·∂L/∂b = 0.2 − 0.2·0.0807 = 0.184.",
            new(() => 0.2 + (0.2 * Gradient), "That step goes uphill: the gradient is subtracted."),
            new(() => 0.2 - Gradient, "The learning rate is missing."),
            new(() => 0.2 - (0.5 * Gradient), "That is with η = 0.5."),
            new(() => -0.2 * Gradient, "That is the step itself. The question is where the bias ends."),
            new(() => 0.2 * Gradient, "That is the size of the step. The question is where the bias ends."),
            new(() => Gradient, "That is the gradient. The question is where the bias goes.")),
        new NumberQuestion("05.3", ExerciseKind.Compute,
            "By how much does the loss change in a step with η = 0.01, to first order? Use the norm of the gradient above.",
            () => -0.01 * Norm * Norm, "ΔL ≈ −η‖∇L‖² = −0.01 times the square of the norm.",
            new(() => -0.01 * Norm, "The norm is squared: once for the slope, once for the length of the step."),
            new(() => 0.01 * Norm * Norm, "The loss falls: the change is negative."),
            new(() => -Norm * Norm, "The learning rate is missing.")),
        new NumberQuestion("05.4", ExerciseKind.Explain,
            "What is the slope of the loss in a direction (of length 1) at 60° to the gradient?",
            () => 0.5 * Norm, "∇L·u = ‖∇L‖·cos 60° = ½‖∇L‖. It is largest for u along the gradient, where the cosine is 1: "
                + "that is what steepest means.",
            new(() => Norm, "That is the slope along the gradient itself. What does the cosine do?"),
            new(() => Norm * Math.Sqrt(3) / 2, "That is the cosine of 30°."),
            new(() => Norm * Math.Cos(60), "Math.Cos takes radians: 60° is Math.PI / 3.")),
        new CodeQuestion("05.5", ExerciseKind.Write,
            "Write the update as a function of the weights, their gradient and the learning rate; it gives the new weights.",
            "a function of (Matrix weights, Matrix gradient, double learningRate) that gives a Matrix", JudgeUpdate,
            "weights - learningRate * gradient"),
    ];

    private static Judgement? JudgeUpdate(object answer)
    {
        if (answer is not Func<Matrix, Matrix, double, Matrix> update) return null;
        Matrix w = [[0.5, -0.4], [0.3, 0.8], [1, 2]], gradient = [[0.1, 0.2], [-0.3, 0], [4, -5]];
        if (update(w, gradient, 0.25) is not { } after) return Judgement.NotDone("The function gives null.");
        if (Is(w - (0.25 * gradient))) return Judgement.Right;
        return Judgement.Wrong(
            Is(w + (0.25 * gradient)) ? "That step goes uphill: the gradient is subtracted."
            : Is(w - gradient) ? "The learning rate is missing."
            : Is(-0.25 * gradient) || Is(0.25 * gradient) ? "That is the step. The new weights are the old ones plus the step."
            : "W ← W − η·∂L/∂W: try it with a matrix of one entry.");

        bool Is(Matrix expected) =>
            after.RowCount == 3 && after.ColumnCount == 2
            && (after - expected).Values.ToArray().All(difference => Math.Abs(difference) < 1e-12);
    }
}
