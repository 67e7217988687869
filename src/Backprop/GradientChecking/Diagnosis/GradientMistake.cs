namespace Backprop;

/// <summary>The kinds of mistake that the diagnosis knows by the gradient they give.</summary>
public enum GradientMistake
{
    /// <summary>There is none: the gradient is right.</summary>
    None,

    /// <summary>The gradient is wrong, and no known mistake gives these numbers.</summary>
    Unknown,

    /// <summary>Something is NaN or infinite.</summary>
    NotFinite,

    /// <summary>Two evaluations at the same parameters differ.</summary>
    NotDeterministic,

    /// <summary>It is the gradient of another loss, or of the same with another normalisation.</summary>
    OtherLoss,

    /// <summary>Every derivative is the same multiple of the right one.</summary>
    ConstantFactor,

    /// <summary>Every derivative has the wrong sign.</summary>
    SignFlip,

    /// <summary>The gradient was added k times without being set to zero, or added to an earlier one.</summary>
    Accumulated,

    /// <summary>A factor enters in one layer and is carried to the layers before it.</summary>
    LayerFactor,

    /// <summary>Only weights have a wrong factor.</summary>
    WeightFactor,

    /// <summary>Only biases have a wrong factor.</summary>
    BiasFactor,

    /// <summary>A gradient is zero that should not be: it was never computed.</summary>
    ZeroGradient,

    /// <summary>delta⁽ˡ⁺¹⁾ was multiplied by W⁽ˡ⁺¹⁾ instead of its transpose.</summary>
    TransposedWeights,

    /// <summary>∂L/∂W was returned transposed: delta⁽ˡ⁾ᵀ·a⁽ˡ⁻¹⁾.</summary>
    TransposedGradient,

    /// <summary>φ′ was left out.</summary>
    MissingDerivative,

    /// <summary>φ′ was taken at a instead of z.</summary>
    DerivativeAtActivation,

    /// <summary>A derivative written in terms of a, such as a(1 − a), was given z.</summary>
    DerivativeFormAtZ,

    /// <summary>φ′ was multiplied in twice, or on top of a fused form that contains it already.</summary>
    DerivativeTwice,

    /// <summary>φ(z) was used where φ′(z) belongs.</summary>
    ValueForDerivative,

    /// <summary>φ′ is that of another layer's activation, or was taken at another layer's z.</summary>
    WrongLayerDerivative,

    /// <summary>Softmax was differentiated as if each output depended on its own z only.</summary>
    SoftmaxElementwise,

    /// <summary>∂L/∂b is that of one sample instead of the sum over all.</summary>
    BiasNotSummed,

    /// <summary>∂L/∂b was averaged over the samples where it should be summed.</summary>
    BiasAveraged,

    /// <summary>∂L/∂W was computed from z, or from another layer's activations, instead of a⁽ˡ⁻¹⁾.</summary>
    WrongInputs,

    /// <summary>One or more samples were left out.</summary>
    MissingSample,

    /// <summary>Only one sample was used: the others were overwritten.</summary>
    SingleSample,

    /// <summary>The weights were changed before the layers in front of them were differentiated.</summary>
    UpdatedBeforeUse,

    /// <summary>The gradient contains λ·W, which the loss does not.</summary>
    WeightDecay,

    /// <summary>The derivative given with an activation is not that of its function.</summary>
    ActivationDerivative,

    /// <summary>The derivative given with a loss is not that of its term.</summary>
    LossDerivative,

    /// <summary>∂L/∂b is one number for all units of a layer.</summary>
    BiasShared,

    /// <summary>∂L/∂b was made from ∂L/∂W instead of delta.</summary>
    BiasFromWeights,

    /// <summary>delta was carried back through the W of another layer.</summary>
    WrongWeights,

    /// <summary>A unit was left out.</summary>
    MissingUnit,

    /// <summary>φ′ is that of a leaky ReLU with another slope.</summary>
    WrongSlope,

    /// <summary>The gradients are in reverse layer order.</summary>
    ReversedLayers,

    /// <summary>φ′ is written with a slip, such as 1 − a for a(1 − a).</summary>
    DerivativeSlip,

    /// <summary>Softmax divides by a sum over the samples.</summary>
    SoftmaxNormalization,

    /// <summary>Derivatives were clipped.</summary>
    Clipped,

    /// <summary>It is the gradient of another network: without biases, or with another activation.</summary>
    OtherForward,

    /// <summary>It was computed before an update, and compared with the network after it.</summary>
    BeforeUpdate,

    /// <summary>No mistake is to be seen, but the check cannot say that there is none.</summary>
    Undecided,
}
