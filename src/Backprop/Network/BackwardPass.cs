namespace Backprop;

/// <summary>Every intermediate value of a backward pass.</summary>
/// <param name="Forward">The forward pass it belongs to.</param>
/// <param name="Loss">The loss whose gradient this is.</param>
/// <param name="Layers">Layer 1 first, though layer L is computed first.</param>
/// <param name="InputGradient">∂L/∂X, N × inputs.</param>
public sealed partial record BackwardPass(ForwardPass Forward, LossValue Loss, IReadOnlyList<LayerBackward> Layers, Matrix InputGradient)
{
    /// <summary>∂L/∂W and ∂L/∂b of every layer.</summary>
    public Gradients Gradients { get; } = new([.. Layers.Select(layer => layer.Gradient)]);
}

/// <summary>One layer of a backward pass.</summary>
/// <param name="Number">l, from 1.</param>
/// <param name="ActivationGradient">∂L/∂a: ∂L/∂ŷ in the output layer, delta⁽ˡ⁺¹⁾·W⁽ˡ⁺¹⁾ᵀ in a hidden one; N × outputs.</param>
/// <param name="Derivative">φ′(z), N × outputs; null for softmax, which has a Jacobian for each sample instead.</param>
/// <param name="Delta">∂L/∂z, N × outputs.</param>
/// <param name="Gradient">∂L/∂W and ∂L/∂b.</param>
public sealed partial record LayerBackward(int Number, Matrix ActivationGradient, Matrix? Derivative, Matrix Delta, LayerGradient Gradient);
