namespace Backprop;

/// <summary>What an activation can give.</summary>
internal sealed record OutputRange(double Low, double High)
{
    private const double Tolerance = 1e-9;

    /// <summary>The range; null if it is not bounded, or not known.</summary>
    public static OutputRange? Of(Activation activation) =>
        activation == Activation.Sigmoid || activation == Activation.Softmax ? new(0, 1)
        : activation == Activation.Tanh ? new(-1, 1)
        : activation == Activation.ReLU || activation == Activation.Softplus ? new(0, double.PositiveInfinity)
        : activation == Activation.ELU ? new(-1, double.PositiveInfinity)
        : activation == Activation.SiLU ? new(-0.2785, double.PositiveInfinity)
        : activation == Activation.GELU ? new(-0.17, double.PositiveInfinity)
        : null;

    /// <summary>
    /// The part of the targets that no output reaches; 0 where it is less than half of them and the training does as well as the data
    /// allow: noise beyond the end of the range does no harm.
    /// </summary>
    public double FractionThatHurts(Examination training)
    {
        double outside = FractionOutside(training.Targets);
        return outside < 0.5 && training.HasTrained && !training.IsUnwell ? 0 : outside;
    }

    private double FractionOutside(Targets targets)
    {
        int count = 0;
        foreach (double value in targets.Values.Values)
            count += value < Low - Tolerance || value > High + Tolerance ? 1 : 0;
        return (double)count / targets.Values.Values.Length;
    }
}
