namespace Backprop;

/// <summary>The ways in which tensors can have a factor together: the fewer mistakes it takes, the better.</summary>
internal enum FactorReach
{
    Everything,
    EveryDelta,
    AllWeights,
    AllBiases,
    FromLayerBack,
    Layer,
    Tensor,
}

/// <summary>A factor and the tensors (W1, b1, W2, …, counted from 0) that it is in.</summary>
/// <param name="Reach">Which tensors they are, seen from the first.</param>
/// <param name="At">The first of them, from the output layer back.</param>
/// <param name="Factor">The factor of the first.</param>
/// <param name="Last">The output layer, from 0.</param>
internal readonly record struct FactorPart(FactorReach Reach, int At, double Factor, int Last)
{
    public bool Covers(int tensor) => Reach switch
    {
        FactorReach.Everything or FactorReach.EveryDelta => true,
        FactorReach.AllWeights => tensor % 2 == 0,
        FactorReach.AllBiases => tensor % 2 == 1,
        FactorReach.FromLayerBack => tensor / 2 <= At / 2,
        FactorReach.Layer => tensor / 2 == At / 2,
        _ => tensor == At,
    };

    /// <summary>The factor of a tensor: if it is one of every delta, a power of it.</summary>
    public double Of(int tensor) => !Covers(tensor) ? 1
        : Reach == FactorReach.EveryDelta ? Math.Pow(Factor, Last + 1 - (tensor / 2))
        : Factor;

    /// <summary>Whether a factor is 1 to rounding, or not known.</summary>
    public static bool IsOne(double? factor) => factor is null || Math.Abs(factor.Value - 1) <= 1e-9;
}
