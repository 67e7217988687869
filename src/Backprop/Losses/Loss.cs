using System.Numerics.Tensors;

namespace Backprop;

/// <summary>
/// A loss function L(ŷ, y) with its gradient. It carries its own normalisation: the gradient is always that of the number shown.
/// </summary>
/// <example><code>var absolute = new Loss("absolute", (p, y) => Math.Abs(p - y), (p, y) => Math.Sign(p - y),
/// Reduction.Mean);</code></example>
public sealed partial class Loss
{
    private readonly LossKernel kernel;

    /// <summary>A loss of one's own: the sum or the mean of a term over all samples and outputs.</summary>
    /// <param name="name">What tables and figures call it.</param>
    /// <param name="term">term(ŷ, y) of one output.</param>
    /// <param name="derivative">∂term/∂ŷ.</param>
    /// <param name="reduction">Whether L is the mean or the sum of the terms.</param>
    /// <exception cref="ArgumentException">The name is empty or one of the built-in ones.</exception>
    public Loss(
        string name, Func<double, double, double> term, Func<double, double, double> derivative, Reduction reduction = Reduction.Mean)
        : this(name, name, reduction, reduction, new LambdaLoss(term, derivative))
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(term);
        ArgumentNullException.ThrowIfNull(derivative);
        ThrowIfBuiltIn(name, nameof(name));
    }

    private Loss(string name, string title, Reduction overOutputs, Reduction overSamples, LossKernel kernel)
    {
        Name = name;
        Title = title;
        OverOutputs = overOutputs;
        OverSamples = overSamples;
        this.kernel = kernel;
    }

    /// <summary>Every built-in loss.</summary>
    public static IReadOnlyList<Loss> All => field ??= BuiltIns.Of<Loss>(loss => loss.Name);

    /// <summary>The name for <see cref="Named"/>: <c>meanSquaredError</c>, …</summary>
    public string Name { get; }

    /// <summary>What tables, figures and sentences call it: <c>mean squared error</c>, …; the name of one's own.</summary>
    public string Title { get; }

    /// <summary>How the terms of one sample's outputs become the sample's term.</summary>
    public Reduction OverOutputs { get; }

    /// <summary>How the samples' terms become L.</summary>
    public Reduction OverSamples { get; }

    /// <summary>Whether the loss can run through any <see cref="IScalar{T}"/>; false for one given as a lambda over double.</summary>
    public bool IsGeneric => kernel is not LambdaLoss;

    /// <summary>
    /// The values of ŷ − y at which the term has no derivative: 0 for the absolute error; none for a loss given as a lambda.
    /// </summary>
    public IReadOnlyList<double> Kinks { get; private init; } = [];

    /// <summary>
    /// The values of ŷ − y at which the term is put together from pieces: a finite difference across one measures neither.
    /// </summary>
    internal IReadOnlyList<double> Breakpoints { get; private init; } = [];

    /// <summary>The term as equations show it, in ŷ and y; null for one's own without it.</summary>
    internal string? Equation { get; private init; }

    /// <summary>∂term/∂ŷ as equations show it.</summary>
    internal string? DerivativeEquation { get; private init; }

    /// <summary>The term and ∂term/∂ŷ in <c>p</c> (which is ŷ) and <c>y</c>; null for one's own without them.</summary>
    internal JavaScript? JavaScript { get; private init; }

    /// <summary>The terms in PyTorch, of <c>a</c> (which is ŷ) and <c>y</c>; null for one's own without them.</summary>
    internal string? PyTorch { get; private init; }

    /// <summary>Other names of a built-in one.</summary>
    internal IReadOnlyList<string> OtherNames { get; private init; } = [];

    /// <summary>Whether outputs and targets are probabilities.</summary>
    internal bool IsOfProbabilities => kernel.IsOfProbabilities;

    /// <summary>A loss from a term written over any number type, which the exact gradient oracles can differentiate.</summary>
    /// <exception cref="ArgumentException">The name is that of a built-in one.</exception>
    public static Loss Of<TLoss>()
        where TLoss : ILossFunction<TLoss>
    {
        ThrowIfBuiltIn(TLoss.Name, nameof(TLoss));
        return BuiltIn<TLoss>();
    }

    /// <summary>
    /// The built-in loss with this name, in the usual spellings: <c>meanSquaredError</c>, <c>mean_squared_error</c> or <c>mse</c>.
    /// </summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Loss Named(string name) => BuiltIns.Named(All, name, loss => [loss.Name, .. loss.OtherNames])
        ?? throw new ArgumentException(
            $"There is no loss named '{name}'; there are {string.Join(", ", All.Select(loss => loss.Name))}.", nameof(name));

    /// <summary>The title.</summary>
    public override string ToString() => Title;

    /// <summary>The stable form of this loss over an output layer with this activation; null if there is none.</summary>
    internal FusedLoss? FusedWith(Activation activation) => (kernel, activation.Kernel) switch
    {
        (GenericLoss<BinaryCrossEntropy>, ElementwiseActivation<Sigmoid>) => Fused.Sigmoid,
        (GenericLoss<CrossEntropy>, SoftmaxActivation) => Fused.Softmax,
        (GenericLoss<CrossEntropy>, ElementwiseActivation<Sigmoid>) => Fused.SigmoidCrossEntropy,
        (GenericLoss<BinaryCrossEntropy>, SoftmaxActivation) => Fused.SoftmaxBinaryCrossEntropy,
        _ => null,
    };

    /// <summary>The factor of every entry's term in L.</summary>
    internal double Scale(int samples, int outputs) =>
        (OverOutputs == Reduction.Mean ? 1.0 / outputs : 1) * (OverSamples == Reduction.Mean ? 1.0 / samples : 1);

    /// <summary>The term of one output, before the reductions.</summary>
    internal double Term(double prediction, double target) => kernel.Term<Real>(prediction, target).Value;

    /// <summary>What is wrong with the targets of one sample, as the end of a sentence; null if nothing is.</summary>
    internal string? TargetError(ReadOnlySpan<double> targets) => kernel.TargetError(targets);

    /// <summary>Throws if a row of targets is none for this loss.</summary>
    internal void ThrowIfNotTargets(Matrix targets, string parameterName)
    {
        for (int i = 0; i < targets.RowCount; i++)
        {
            if (TargetError(targets.Row(i)) is { } error)
                throw new ArgumentException($"Row {i} of the targets {error}", parameterName);
        }
    }

    /// <summary>Throws if the output layer has a built-in activation whose values are no probabilities but this loss needs them.</summary>
    internal void ThrowIfNotFor(Activation output, string parameterName)
    {
        if (kernel.IsOfProbabilities && Activation.All.Contains(output) && output != Activation.Sigmoid && output != Activation.Softmax)
        {
            throw new ArgumentException(
                $"The {Title} needs outputs from 0 to 1 but the output layer has {output}: give it sigmoid or softmax.", parameterName);
        }
    }

    /// <summary>The term of one sample, in any number type.</summary>
    internal T SampleTerm<T>(FusedLoss? fused, ReadOnlySpan<T> z, ReadOnlySpan<T> prediction, ReadOnlySpan<double> targets)
        where T : struct, IScalar<T>
    {
        T sum = 0.0;
        if (fused is not null)
        {
            sum = fused.SampleTerm(z, targets, z.Length);
        }
        else
        {
            for (int k = 0; k < prediction.Length; k++)
                sum += kernel.Term(prediction[k], targets[k]);
        }

        return OverOutputs == Reduction.Mean ? sum / (double)prediction.Length : sum;
    }

    /// <summary>The sum of the terms of all entries.</summary>
    internal double Sum(ReadOnlySpan<double> output, ReadOnlySpan<double> targets) => kernel.Sum(output, targets);

    /// <summary>L from the sum of all terms: divided by what is averaged over.</summary>
    internal double Reduce(double sum, int samples, int outputs) => sum / Divisor(samples, outputs);

    /// <summary>The number of entries that L is averaged over; 1 for a sum.</summary>
    internal int Divisor(int samples, int outputs) =>
        (OverOutputs == Reduction.Mean ? outputs : 1) * (OverSamples == Reduction.Mean ? samples : 1);

    /// <summary>∂L/∂ŷ for the entries of some of the samples, of which there are <paramref name="samples"/> in all.</summary>
    internal void Gradient(ReadOnlySpan<double> output, ReadOnlySpan<double> targets, Span<double> gradient, int width, int samples)
    {
        kernel.Derivative(output, targets, gradient);
        Rescale(gradient, width, samples);
    }

    /// <summary>Makes derivatives of the sum of all terms into those of L.</summary>
    internal void Rescale(Span<double> derivatives, int width, int samples)
    {
        double scale = Scale(samples, width);
        if (scale != 1) TensorPrimitives.Multiply(derivatives, scale, derivatives);
    }

    private void ThrowIfNotProbabilities(Matrix output, string parameterName)
    {
        if (!IsOfProbabilities) return;
        foreach (double prediction in output.Values)
        {
            if (prediction is < 0 or > 1)
            {
                throw new ArgumentException(
                    FormattableString.Invariant($"output has the entry {prediction}, but the {Title} needs probabilities from 0 to 1: ")
                    + "give the output layer sigmoid or softmax.", parameterName);
            }
        }
    }

    private static Loss BuiltIn<TLoss>()
        where TLoss : ILossFunction<TLoss> =>
        new(TLoss.Name, TLoss.Title, TLoss.OverOutputs, TLoss.OverSamples, new GenericLoss<TLoss>())
        {
            Kinks = TLoss.Kinks,
            Breakpoints = TLoss.Breakpoints,
            Equation = TLoss.Equation,
            DerivativeEquation = TLoss.DerivativeEquation,
            JavaScript = JavaScript.Of(TLoss.JavaScript, TLoss.JavaScriptDerivative),
            PyTorch = TLoss.PyTorch,
            OtherNames = TLoss.OtherNames,
        };

    /// <summary>A saved training knows its loss by the name.</summary>
    private static void ThrowIfBuiltIn(string name, string parameterName)
    {
        if (All.Any(loss => string.Equals(loss.Name, name, StringComparison.OrdinalIgnoreCase)))
            throw new ArgumentException($"There is a built-in loss named '{name}'; give your own another name.", parameterName);
    }

    private static class Fused
    {
        public static readonly SigmoidBinaryCrossEntropy Sigmoid = new();
        public static readonly SoftmaxCrossEntropy Softmax = new();
        public static readonly SigmoidCrossEntropy SigmoidCrossEntropy = new();
        public static readonly SoftmaxBinaryCrossEntropy SoftmaxBinaryCrossEntropy = new();
    }
}
