namespace Backprop.Tests.GradientChecking;

/// <summary>
/// A backward pass as first programs have it, with the steps that are done wrongly replaced. Layers are counted from 0.
/// </summary>
internal sealed class StudentBackward
{
    private readonly BackwardPass right;

    public StudentBackward(Network network, Dataset data, Loss loss)
    {
        (Network, Data, Loss) = (network, data, loss);
        Forward = network.Forward(data.Inputs);
        right = network.Backward(Forward, loss.Evaluate(Forward, data.Targets));
    }

    public Network Network { get; }

    public Dataset Data { get; }

    public Loss Loss { get; }

    public ForwardPass Forward { get; }

    public Gradients Right => right.Gradients;

    public int Last => Network.Layers.Count - 1;

    /// <summary>What ∂L/∂a of a hidden layer is multiplied by, instead of φ′(z).</summary>
    public Func<int, Matrix>? Slope { get; init; }

    /// <summary>What a layer's aᵀ·delta is made of, instead of the activations that enter it.</summary>
    public Func<int, Matrix>? Inputs { get; init; }

    /// <summary>The W through which a layer's delta is carried back.</summary>
    public Func<int, Matrix>? Weights { get; init; }

    /// <summary>∂L/∂b from delta and ∂L/∂W.</summary>
    public Func<Matrix, Matrix, Vector>? Bias { get; init; }

    /// <summary>A change of a layer's delta.</summary>
    public Func<int, Matrix, Matrix>? Delta { get; init; }

    public Gradients Run()
    {
        var (delta, gradients) = (right.Layers[^1].Delta, new LayerGradient[Last + 1]);
        for (int l = Last; l >= 0; l--)
        {
            if (l < Last)
            {
                delta = (delta * (Weights?.Invoke(l + 1) ?? Network.Layers[l + 1].Weights).Transpose())
                    .Hadamard(Slope?.Invoke(l) ?? SlopeOf(l, l));
            }

            delta = Delta?.Invoke(l, delta) ?? delta;
            var weights = (Inputs?.Invoke(l) ?? A(l)).Transpose() * delta;
            gradients[l] = new(weights, Bias?.Invoke(delta, weights) ?? delta.SumRows());
        }

        return Gradients.Create(gradients);
    }

    /// <summary>The activations that enter a layer.</summary>
    public Matrix A(int l) => l == 0 ? Data.Inputs : Forward.Layers[l - 1].A;

    /// <summary>φ′ of a layer at the z of another.</summary>
    public Matrix SlopeOf(int activation, int at) => Network.Layers[activation].Activation.Derivative(Forward.Layers[at].Z);
}
