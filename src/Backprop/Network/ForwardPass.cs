namespace Backprop;

/// <summary>Every intermediate value of a forward pass.</summary>
/// <param name="Inputs">X = a⁽⁰⁾, N × inputs.</param>
/// <param name="Layers">Layer 1 first.</param>
public sealed partial record ForwardPass(Matrix Inputs, IReadOnlyList<LayerForward> Layers)
{
    /// <summary>ŷ = a⁽ᴸ⁾, N × outputs.</summary>
    public Matrix Output => Layers[^1].A;
}

/// <summary>One layer of a forward pass: z = a·W + b with the a of the layer before, and φ(z).</summary>
/// <param name="Number">l, from 1.</param>
/// <param name="Activation">φ.</param>
/// <param name="Weights">W as it was, inputs × outputs.</param>
/// <param name="Bias">b as it was, one entry per output.</param>
/// <param name="Z">The pre-activations, N × outputs.</param>
/// <param name="A">The activations φ(z), N × outputs.</param>
public sealed partial record LayerForward(int Number, Activation Activation, Matrix Weights, Vector Bias, Matrix Z, Matrix A);
