namespace Backprop;

/// <summary>
/// An activation function φ with its derivative: a = φ(z), entry by entry, or row by row for <see cref="Softmax"/>.
/// </summary>
/// <example><code>var cube = new Activation("cube", z => z * z * z, z => 3 * z * z);   // a student's own</code></example>
public sealed partial class Activation
{
    /// <summary>An elementwise activation of one's own.</summary>
    /// <param name="name">What tables and figures call it.</param>
    /// <param name="function">φ(z).</param>
    /// <param name="derivative">φ′(z), as a function of z (not of a).</param>
    /// <exception cref="ArgumentException">The name is empty or one of the built-in ones.</exception>
    public Activation(string name, Func<double, double> function, Func<double, double> derivative)
        : this(name, name, [], isElementwise: true, new LambdaActivation(function, derivative))
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(derivative);
        ThrowIfBuiltIn(name, nameof(name));
    }

    private Activation(string name, string title, IReadOnlyList<double> kinks, bool isElementwise, ActivationKernel kernel)
    {
        Name = name;
        Title = title;
        Kinks = kinks;
        Breakpoints = kinks;
        IsElementwise = isElementwise;
        Kernel = kernel;
    }

    /// <summary>Every built-in activation.</summary>
    public static IReadOnlyList<Activation> All => field ??= BuiltIns.Of<Activation>(activation => activation.Name);

    /// <summary>The name in files and for <see cref="Named"/>: <c>sigmoid</c>, <c>leakyRelu</c>, …</summary>
    public string Name { get; }

    /// <summary>What tables, figures and sentences call it: <c>sigmoid</c>, <c>leaky ReLU</c>, …; the name of one's own.</summary>
    public string Title { get; }

    /// <summary>The values of z at which φ has no derivative: 0 for ReLU and leaky ReLU.</summary>
    public IReadOnlyList<double> Kinks { get; }

    /// <summary>Whether each a depends on its own z only; false for softmax.</summary>
    public bool IsElementwise { get; }

    /// <summary>Whether φ can run through any <see cref="IScalar{T}"/>; false for a function given as a lambda over double.</summary>
    public bool IsGeneric => Kernel is not LambdaActivation;

    internal ActivationKernel Kernel { get; }

    /// <summary>The values of z at which φ is put together from pieces: a finite difference across one measures neither.</summary>
    internal IReadOnlyList<double> Breakpoints { get; private init; }

    /// <summary>φ(z) as equations show it, in z; null for one's own without it.</summary>
    internal string? Equation { get; private init; }

    /// <summary>φ′(z) as equations show it, in z and a.</summary>
    internal string? DerivativeEquation { get; private init; }

    /// <summary>φ(z) in <c>z</c> and φ′(z) in <c>z</c> and <c>a</c>; null for softmax and for one's own without them.</summary>
    internal JavaScript? JavaScript { get; private init; }

    /// <summary>The module of <c>torch.nn</c> that computes it; null for one's own without it.</summary>
    internal string? PyTorch { get; private init; }

    /// <summary>Other names of a built-in one.</summary>
    internal IReadOnlyList<string> OtherNames { get; private init; } = [];

    /// <summary>The negative slope of a leaky ReLU or the α of an ELU, where it is not the usual one.</summary>
    internal double? Coefficient { get; private init; }

    /// <summary>An activation from a function written over any number type, which the exact gradient oracles can differentiate.</summary>
    /// <exception cref="ArgumentException">The name is that of a built-in one.</exception>
    public static Activation Of<TFunction>()
        where TFunction : IElementwiseFunction<TFunction>
    {
        ThrowIfBuiltIn(TFunction.Name, nameof(TFunction));
        return BuiltIn<TFunction>();
    }

    /// <summary>
    /// The built-in activation with this name, in the usual spellings: <c>leakyRelu</c>, <c>leaky_relu</c> or <c>Leaky ReLU</c>.
    /// </summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static Activation Named(string name) => BuiltIns.Named(All, name, activation => [activation.Name, .. activation.OtherNames])
        ?? WithCoefficient(name)
        ?? throw new ArgumentException(
            $"There is no activation named '{name}'; there are {string.Join(", ", All.Select(activation => activation.Name))}.",
            nameof(name));

    /// <summary>a = φ(z).</summary>
    /// <param name="z">N × outputs.</param>
    /// <returns>N × outputs.</returns>
    public Matrix Apply(Matrix z)
    {
        ArgumentNullException.ThrowIfNull(z);
        double[] a = new double[z.Values.Length];
        Kernel.Apply(z.Values, a, z.ColumnCount);
        return new Matrix(z.RowCount, z.ColumnCount, a);
    }

    /// <summary>φ(z) of one number.</summary>
    /// <exception cref="InvalidOperationException">This is softmax.</exception>
    public double Apply(double z) => ApplyElementwise(new Matrix(1, 1, [z]), Apply);

    /// <summary>φ′(z).</summary>
    /// <param name="z">N × outputs.</param>
    /// <returns>N × outputs.</returns>
    /// <exception cref="InvalidOperationException">This is softmax, whose derivative is a matrix for each sample.</exception>
    public Matrix Derivative(Matrix z)
    {
        ArgumentNullException.ThrowIfNull(z);
        ThrowIfNotElementwise();
        var (a, ones, derivative) = (Apply(z), new double[z.Values.Length], new double[z.Values.Length]);
        Array.Fill(ones, 1);
        Kernel.Backward(z.Values, a.Values, ones, derivative, z.ColumnCount);
        return new Matrix(z.RowCount, z.ColumnCount, derivative);
    }

    /// <summary>φ′(z) of one number.</summary>
    /// <exception cref="InvalidOperationException">This is softmax.</exception>
    public double Derivative(double z) => ApplyElementwise(new Matrix(1, 1, [z]), Derivative);

    /// <summary>The title.</summary>
    public override string ToString() => Title;

    private static Activation BuiltIn<TFunction>()
        where TFunction : IElementwiseFunction<TFunction> =>
        new(TFunction.Name, TFunction.Title, TFunction.Kinks, isElementwise: true, new ElementwiseActivation<TFunction>())
        {
            Breakpoints = TFunction.Breakpoints,
            Equation = TFunction.Equation,
            DerivativeEquation = TFunction.DerivativeEquation,
            JavaScript = JavaScript.Of(TFunction.JavaScript, TFunction.JavaScriptDerivative),
            PyTorch = TFunction.PyTorch,
            OtherNames = TFunction.OtherNames,
        };

    /// <summary>A saved network knows its activations by their names.</summary>
    private static void ThrowIfBuiltIn(string name, string parameterName)
    {
        if (All.Any(activation => string.Equals(activation.Name, name, StringComparison.OrdinalIgnoreCase))
            || WithCoefficient(name) is not null)
        {
            throw new ArgumentException($"There is a built-in activation named '{name}'; give your own another name.", parameterName);
        }
    }

    private double ApplyElementwise(Matrix z, Func<Matrix, Matrix> function)
    {
        ThrowIfNotElementwise();
        return function(z)[0, 0];
    }

    private void ThrowIfNotElementwise()
    {
        if (!IsElementwise)
        {
            throw new InvalidOperationException(
                $"{Title} is not elementwise: each activation depends on all pre-activations of its sample, so its derivative is a "
                    + "Jacobian matrix.");
        }
    }
}
