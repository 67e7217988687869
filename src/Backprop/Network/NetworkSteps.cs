using System.Runtime.CompilerServices;

namespace Backprop;

/// <content>One iteration, step by step: forward, backward, update.</content>
public sealed partial class Network
{
    /// <summary>The forward pass: z and a of every layer for every sample.</summary>
    /// <param name="inputs">X, N × inputs.</param>
    /// <returns>A record that keeps the parameters it was computed with.</returns>
    /// <exception cref="ArgumentException">There is no sample, the number of columns is not the number of inputs, or an entry is not
    /// finite.</exception>
    public ForwardPass Forward(Matrix inputs)
    {
        ThrowIfNotInputs(inputs);
        var passes = new LayerForward[Layers.Count];
        var a = inputs;
        foreach (var layer in Layers)
        {
            var (weights, bias) = (layer.Weights, layer.Bias);
            double[] z = new double[Matrix.Length(inputs.RowCount, layer.Outputs)];
            double[] activations = new double[z.Length];
            LayerKernel.Forward(layer, weights.Values, bias.Values, a.Values, z, activations, inputs.RowCount);
            a = new Matrix(inputs.RowCount, layer.Outputs, activations);
            passes[layer.Number - 1] =
                new LayerForward(layer.Number, layer.Activation, weights, bias, new Matrix(inputs.RowCount, layer.Outputs, z), a);
        }

        return new ForwardPass(inputs, passes);
    }

    /// <summary>The forward pass of a single sample, as in the lab sheet's pseudo-code.</summary>
    /// <param name="input">x, one entry per input.</param>
    public ForwardPass Forward(Vector input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Forward(Matrix.OneRow(input));
    }

    /// <summary>
    /// The backward pass: delta⁽ᴸ⁾ = ∂L/∂ŷ ⊙ φ′(z⁽ᴸ⁾), delta⁽ˡ⁾ = (delta⁽ˡ⁺¹⁾·W⁽ˡ⁺¹⁾ᵀ) ⊙ φ′(z⁽ˡ⁾),
    /// ∂L/∂W⁽ˡ⁾ = a⁽ˡ⁻¹⁾ᵀ·delta⁽ˡ⁾ and ∂L/∂b⁽ˡ⁾ = Σ over samples of delta⁽ˡ⁾.
    /// </summary>
    /// <param name="forward">The forward pass; its parameters are used, even if the network has changed since.</param>
    /// <param name="loss">The loss of its output.</param>
    /// <exception cref="ArgumentException">The forward pass is of another network, or the loss of another output.</exception>
    public BackwardPass Backward(ForwardPass forward, LossValue loss)
    {
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(loss);
        ThrowIfNotOf(forward);
        if (!loss.Output.Equals(forward.Output))
        {
            throw new ArgumentException(
                "loss belongs to another output than that of forward; evaluate the loss of this forward pass first.", nameof(loss));
        }

        int samples = forward.Inputs.RowCount;
        var passes = new LayerBackward[Layers.Count];
        var activationGradient = loss.Gradient;
        for (int l = Layers.Count - 1; l >= 0; l--)
        {
            var (layer, pass) = (Layers[l], forward.Layers[l]);
            double[] delta = new double[samples * layer.Outputs];
            if (l == Layers.Count - 1)
            {
                new OutputLoss(loss.Function, layer.Activation, layer.Outputs)
                    .Delta(pass.Z.Values, pass.A.Values, loss.Targets.Values, new double[delta.Length], delta, samples);
            }
            else
            {
                layer.Activation.Kernel.Backward(pass.Z.Values, pass.A.Values, activationGradient.Values, delta, layer.Outputs);
            }

            var previous = l == 0 ? forward.Inputs : forward.Layers[l - 1].A;
            var (weightGradient, biasGradient, inputGradient) =
                (new double[layer.Inputs * layer.Outputs], new double[layer.Outputs], new double[samples * layer.Inputs]);
            LayerKernel.Gradient(layer, previous.Values, delta, weightGradient, biasGradient, samples);
            LayerKernel.InputGradient(layer, pass.Weights.Values, delta, inputGradient, samples);

            var gradient = new LayerGradient(new Matrix(layer.Inputs, layer.Outputs, weightGradient), new Vector(biasGradient));
            var derivative = layer.Activation.IsElementwise ? layer.Activation.Derivative(pass.Z) : null;
            passes[l] =
                new LayerBackward(layer.Number, activationGradient, derivative, new Matrix(samples, layer.Outputs, delta), gradient);
            activationGradient = new Matrix(samples, layer.Inputs, inputGradient);
        }

        return new BackwardPass(forward, loss, passes, activationGradient);
    }

    /// <summary>
    /// One step of gradient descent from the parameters of the forward pass: W ← W − η·∂L/∂W, b ← b − η·∂L/∂b.
    /// The new parameters follow from that pass alone, so a second call with the same pass changes nothing more:
    /// in a notebook, running the cell twice is one step, not two. What is frozen stays.
    /// </summary>
    /// <param name="backward">The backward pass.</param>
    /// <param name="learningRate">η, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is not a finite number above 0.</exception>
    public ParameterUpdate Update(BackwardPass backward, double learningRate)
    {
        ArgumentNullException.ThrowIfNull(backward);
        return Update(backward.Forward, backward.Gradients, learningRate);
    }

    /// <summary>The same step with gradients of one's own, taken at the parameters of a forward pass.</summary>
    /// <param name="forward">The forward pass at whose parameters the gradients were taken.</param>
    /// <param name="gradients">∂L/∂W and ∂L/∂b of each layer.</param>
    /// <param name="learningRate">η, above 0.</param>
    /// <exception cref="ArgumentException">The gradients do not have the shapes of the network's parameters, or a parameter would no longer
    /// be finite; then nothing is changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The learning rate is not a finite number above 0.</exception>
    public ParameterUpdate Update(ForwardPass forward, Gradients gradients, double learningRate)
    {
        ArgumentNullException.ThrowIfNull(forward);
        ThrowIfNotOf(forward);
        ThrowIfNotGradients(gradients);
        Finite.ThrowIfNotPositive(learningRate);

        var updates = new LayerUpdate[Layers.Count];
        for (int l = 0; l < Layers.Count; l++)
        {
            var (pass, gradient) = (forward.Layers[l], FollowedBy(Layers[l], gradients[l]));
            var (weightChange, biasChange) = (-learningRate * gradient.Weights, -learningRate * gradient.Bias);
            updates[l] = new LayerUpdate(
                l + 1, pass.Weights, weightChange, pass.Weights + weightChange, pass.Bias, biasChange, pass.Bias + biasChange, gradient);
            if (!Finite.All(updates[l].WeightsAfter.Values) || !Finite.All(updates[l].BiasAfter.Values))
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"With these gradients and learning rate {learningRate} a parameter of layer {l + 1} ")
                    + "would no longer be finite; nothing was changed.", nameof(gradients));
            }
        }

        foreach (var update in updates)
        {
            update.WeightsAfter.Values.CopyTo(Layers[update.Number - 1].WeightSpan);
            update.BiasAfter.Values.CopyTo(Layers[update.Number - 1].BiasSpan);
        }

        return new ParameterUpdate(learningRate, updates);
    }

    /// <summary>The gradient that a step follows: 0 for what is frozen.</summary>
    private static LayerGradient FollowedBy(Layer layer, LayerGradient gradient) => new(
        layer.WeightsFrozen ? Matrix.Zeros(layer.Inputs, layer.Outputs) : gradient.Weights,
        layer.BiasFrozen ? Vector.Zeros(layer.Outputs) : gradient.Bias);

    internal void ThrowIfNotInputs(Matrix inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.RowCount == 0)
            throw new ArgumentException("inputs has no rows; a forward pass needs at least one sample.", nameof(inputs));
        if (inputs.ColumnCount != Inputs)
        {
            throw new ArgumentException(
                $"inputs has {Words.Count(inputs.ColumnCount, "column")} but the network has {Words.Count(Inputs, "input")}.",
                nameof(inputs));
        }

        Finite.ThrowIfNot(inputs.Values, "inputs", nameof(inputs));
    }

    internal void ThrowIfNotGradients(Gradients gradients, [CallerArgumentExpression(nameof(gradients))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(gradients, name);
        if (gradients.Count != Layers.Count)
            throw new ArgumentException($"{name} has {Words.Count(gradients.Count, "layer")} but the network has {Layers.Count}.", name);
        foreach (var layer in Layers)
        {
            var (weights, bias) = gradients[layer.Number - 1];
            if (weights.RowCount != layer.Inputs || weights.ColumnCount != layer.Outputs)
            {
                throw new ArgumentException(
                    $"The gradient of W{layer.Number} is {weights.Shape} but W{layer.Number} is {layer.Inputs} × {layer.Outputs} "
                        + "(inputs × outputs).", name);
            }

            if (bias.Count != layer.Outputs)
            {
                throw new ArgumentException(
                    $"The gradient of b{layer.Number} has {bias.Count} entries but b{layer.Number} has {layer.Outputs}, one per output.",
                    name);
            }
        }
    }

    private void ThrowIfNotOf(ForwardPass forward)
    {
        bool fits = forward.Layers.Count == Layers.Count && forward.Inputs.ColumnCount == Inputs;
        for (int l = 0; fits && l < Layers.Count; l++)
            fits = forward.Layers[l].Z.ColumnCount == Layers[l].Outputs;
        if (!fits)
        {
            throw new ArgumentException(
                $"forward is the pass of another network; this one is a {string.Join("-", Sizes)} network.", nameof(forward));
        }
    }
}
