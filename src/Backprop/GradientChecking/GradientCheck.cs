namespace Backprop;

/// <summary>
/// Checks a gradient against derivatives measured from the loss itself, says which entries are wrong and by how much,
/// and names the likely mistake.
/// </summary>
/// <example><code>
/// GradientCheck.Run(network, Dataset.Xor, Loss.MeanSquaredError)                        // this library's backward pass
/// GradientCheck.Compare(network, Dataset.Xor, Loss.MeanSquaredError, myGradients)       // one's own
/// GradientCheck.Run(x => x[0] * x[0], [3], [6])                                         // any function
/// GradientCheck.Compare(network, data, loss, myGradients).ThrowIfFailed()               // in a unit test
/// </code></example>
public static class GradientCheck
{
    /// <summary>Checks the network's own backward pass; of use with an activation or loss of one's own.</summary>
    /// <param name="network">The network, at whose present parameters the check is made.</param>
    /// <param name="data">The samples.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="options">How to check; null for the defaults.</param>
    /// <exception cref="ArgumentException">The data do not fit the network, or an option is out of range.</exception>
    /// <exception cref="NotSupportedException">An exact method was asked for, but an activation or the loss is a lambda over
    /// double.</exception>
    public static GradientCheckReport Run(Network network, Dataset data, Loss loss, GradientCheckOptions? options = null)
    {
        options = Validate(network, data, loss, options);
        var forward = network.Forward(data.Inputs);
        var gradients = network.Backward(forward, loss.Evaluate(forward, data.Targets)).Gradients;
        if (options.WeightDecay > 0)
        {
            gradients = [.. gradients.Zip(network.Layers,
                (gradient, layer) => gradient with { Weights = gradient.Weights + (options.WeightDecay * layer.Weights) })];
        }

        return new NetworkCheck(network.Copy(), data, loss, gradients, options)
            .Report($"backward pass of the {network} on {data.Name}, {loss}");
    }

    /// <summary>Checks a gradient of one's own for a network, data and loss.</summary>
    /// <param name="network">The network, at whose present parameters the gradient was taken.</param>
    /// <param name="data">The samples.</param>
    /// <param name="loss">The loss whose gradient it should be.</param>
    /// <param name="gradients">∂L/∂W and ∂L/∂b of each layer: <c>[new(dW1, db1), new(dW2, db2)]</c>.</param>
    /// <param name="options">How to check; null for the defaults.</param>
    /// <exception cref="ArgumentException">The data or the gradients do not fit the network, or an option is out of range.</exception>
    /// <exception cref="NotSupportedException">An exact method was asked for, but an activation or the loss is a lambda over
    /// double.</exception>
    public static GradientCheckReport Compare(
        Network network, Dataset data, Loss loss, Gradients gradients, GradientCheckOptions? options = null)
    {
        options = Validate(network, data, loss, options);
        ThrowIfNull(gradients, nameof(gradients));
        network.ThrowIfNotGradients(gradients);
        return new NetworkCheck(network.Copy(), data, loss, gradients, options)
            .Report($"given gradients of the {network} on {data.Name}, {loss}");
    }

    /// <summary>Checks the gradient of any function of a vector, by extrapolation unless another difference is asked for.</summary>
    /// <param name="function">f(θ).</param>
    /// <param name="theta">θ.</param>
    /// <param name="gradient">∂f/∂θ as it should be checked, one entry per entry of θ.</param>
    /// <param name="options">How to check; null for the defaults.</param>
    /// <exception cref="ArgumentException">θ and the gradient differ in length, or an option is out of range.</exception>
    /// <exception cref="NotSupportedException">An exact method was asked for: write the function as an
    /// <see cref="IVectorFunction{TSelf}"/>.</exception>
    public static GradientCheckReport Run(
        Func<double[], double> function, double[] theta, double[] gradient, GradientCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new FunctionCheck(function, theta, gradient, options ?? new()).Report();
    }

    /// <summary>Checks the gradient of a function written over any number type, exactly.</summary>
    /// <param name="theta">θ.</param>
    /// <param name="gradient">∂f/∂θ as it should be checked, one entry per entry of θ.</param>
    /// <param name="options">How to check; null for dual numbers.</param>
    /// <typeparam name="TFunction">The function.</typeparam>
    /// <exception cref="ArgumentException">θ and the gradient differ in length, or an option is out of range.</exception>
    public static GradientCheckReport Run<TFunction>(double[] theta, double[] gradient, GradientCheckOptions? options = null)
        where TFunction : IVectorFunction<TFunction> =>
        new FunctionCheck(
            theta => TFunction.Evaluate<Real>(Real.Of(theta)), theta, gradient, options ?? new(), new ExactFunction<TFunction>()).Report();

    /// <summary>How the error of each method depends on its step h, for the derivative of the loss with respect to one parameter.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">The samples.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="parameter">The parameter's name: <c>W1[x1,h2]</c> or <c>b2[ŷ]</c>; or with the indices of C#, <c>W1[0,1]</c> or
    /// <c>b2[0]</c>.</param>
    /// <exception cref="ArgumentException">The data do not fit the network, or it has no such parameter.</exception>
    public static StepSizeCurve StepSizeCurve(Network network, Dataset data, Loss loss, string parameter = "W1[x1,h1]")
    {
        var options = Validate(network, data, loss, null);
        var found = NetworkParameter.Named(network, parameter);
        var pass = new BasePass(network.Copy(), data, loss);
        var real = new PerturbedLoss<Real>(pass);
        double Change(double step) => real.Change(found, step);
        if (options.Method != DifferentiationMethod.DualNumbers) return StepSizes.Measure($"∂L/∂{found.Name}", Change, null, null);
        return StepSizes.Measure(
            $"∂L/∂{found.Name}",
            Change,
            h => new PerturbedLoss<ComplexNumber>(pass).Change(found, new ComplexNumber(new(0, h))).Imaginary,
            new PerturbedLoss<Dual>(pass).Change(found, new Dual(0, 1)).Derivative);
    }

    /// <summary>How the error of each method depends on its step h, for φ′(z) of an activation.</summary>
    /// <param name="activation">φ, elementwise.</param>
    /// <param name="z">Where it is differentiated.</param>
    /// <exception cref="ArgumentException">The activation is softmax.</exception>
    public static StepSizeCurve StepSizeCurve(Activation activation, double z)
    {
        ArgumentNullException.ThrowIfNull(activation);
        if (!activation.IsElementwise)
        {
            throw new ArgumentException(
                $"{activation} is not elementwise; choose an activation with a derivative for each z.", nameof(activation));
        }

        string name = FormattableString.Invariant($"{activation}′({z})");
        double start = Apply<Real>(z);
        double Change(double step) => Apply<Real>(z + step) - start;
        return activation.IsGeneric
            ? StepSizes.Measure(name, Change, h => Apply(new ComplexNumber(new(z, h))).Imaginary, Apply(Dual.Variable(z)).Derivative)
            : StepSizes.Measure(name, Change, null, null);

        T Apply<T>(T x)
            where T : struct, IScalar<T>
        {
            var a = new T[1];
            activation.Kernel.ApplyRow([x], a);
            return a[0];
        }
    }

    private static GradientCheckOptions Validate(Network network, Dataset data, Loss loss, GradientCheckOptions? options)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(loss);
        network.ThrowIfNotFor(data, nameof(data));
        options ??= new();
        options.ThrowIfInvalid();
        if (options.Earlier is not null) ThrowIfNull(options.Earlier, "options.Earlier");
        if (options.Earlier is not null) network.ThrowIfNotGradients(options.Earlier);
        bool generic = loss.IsGeneric && network.Layers.All(layer => layer.Activation.IsGeneric);
        if (options.Method == DifferentiationMethod.Automatic)
            return options with { Method = generic ? DifferentiationMethod.DualNumbers : DifferentiationMethod.Extrapolation };
        if (!generic && options.Method is DifferentiationMethod.DualNumbers or DifferentiationMethod.ComplexStep)
        {
            throw new NotSupportedException(
                $"{options.Method} needs activations and a loss written for any number type, but one of them is a lambda over double; "
                    + "use Extrapolation.");
        }

        return options;
    }

    private static void ThrowIfNull(Gradients gradients, string name)
    {
        ArgumentNullException.ThrowIfNull(gradients, name);
        for (int l = 0; l < gradients.Count; l++)
        {
            string? missing = gradients[l] is null
                ? ""
                : gradients[l].Weights is null ? ".Weights" : gradients[l].Bias is null ? ".Bias" : null;
            if (missing is not null) throw new ArgumentException($"{name}[{l}]{missing} is null; every layer needs ∂L/∂W and ∂L/∂b.", name);
        }
    }
}
