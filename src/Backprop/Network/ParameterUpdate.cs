namespace Backprop;

/// <summary>One step of gradient descent: every parameter before, its change −η·gradient, and after.</summary>
/// <param name="LearningRate">η.</param>
/// <param name="Layers">Layer 1 first.</param>
public sealed partial record ParameterUpdate(double LearningRate, IReadOnlyList<LayerUpdate> Layers);

/// <summary>The update of one layer.</summary>
/// <param name="Number">l, from 1.</param>
/// <param name="WeightsBefore">W, inputs × outputs.</param>
/// <param name="WeightChange">−η·∂L/∂W.</param>
/// <param name="WeightsAfter">W − η·∂L/∂W.</param>
/// <param name="BiasBefore">b, one entry per output.</param>
/// <param name="BiasChange">−η·∂L/∂b.</param>
/// <param name="BiasAfter">b − η·∂L/∂b.</param>
/// <param name="Gradient">∂L/∂W and ∂L/∂b.</param>
public sealed partial record LayerUpdate(
    int Number, Matrix WeightsBefore, Matrix WeightChange, Matrix WeightsAfter, Vector BiasBefore, Vector BiasChange, Vector BiasAfter,
    LayerGradient Gradient);
