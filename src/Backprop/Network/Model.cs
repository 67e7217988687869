namespace Backprop;

/// <summary>
/// A network with what it takes to use it on measurements as they come: the scaling of the inputs that it was trained with, and the names
/// of the classes.
/// </summary>
/// <example>
/// <code>
/// var model = new Model(network, scaling, iris.ClassNames);
/// model.Classify([5.1, 3.5, 1.4, 0.2])   // "setosa"
/// model.Save("iris.json");
/// </code>
/// </example>
public sealed class Model
{
    /// <summary>Puts a network, a scaling and names together.</summary>
    /// <param name="network">The network, which takes scaled inputs.</param>
    /// <param name="scaling">The scaling fitted to the training data; null if inputs are taken as they are.</param>
    /// <param name="classNames">A name for each class, such as <see cref="Dataset.ClassNames"/>; empty if there are none.</param>
    /// <exception cref="ArgumentException">
    /// The scaling is of another number of inputs, or the names are of another number of classes.
    /// </exception>
    public Model(Network network, Standardization? scaling = null, IReadOnlyList<string>? classNames = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (scaling is not null && scaling.Mean.Count != network.Inputs)
        {
            throw new ArgumentException(
                $"scaling is of {Words.Count(scaling.Mean.Count, "input")} but the network has {network.Inputs}.", nameof(scaling));
        }

        int classes = Math.Max(network.Outputs, 2);
        if (classNames is { Count: > 0 } && classNames.Count != classes)
        {
            throw new ArgumentException(
                $"classNames has {Words.Count(classNames.Count, "name")} but the network tells {classes} classes apart.",
                nameof(classNames));
        }

        (Network, Scaling, ClassNames) = (network, scaling, [.. classNames ?? []]);
    }

    /// <summary>The network, which takes scaled inputs.</summary>
    public Network Network { get; }

    /// <summary>The scaling of the inputs; null if they are taken as they are.</summary>
    public Standardization? Scaling { get; }

    /// <summary>A name for each class; empty if there are none.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>ŷ for each sample.</summary>
    /// <param name="inputs">X as measured, N × inputs.</param>
    /// <returns>N × outputs.</returns>
    /// <exception cref="ArgumentException">
    /// There is no sample, the number of columns is not the number of inputs, or an entry is not finite.
    /// </exception>
    public Matrix Predict(Matrix inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Network.Predict(Scaling?.Apply(inputs) ?? inputs);
    }

    /// <summary>ŷ of a single sample.</summary>
    /// <param name="input">x as measured, one entry per input.</param>
    /// <returns>One entry per output.</returns>
    /// <exception cref="ArgumentException">The number of entries is not the number of inputs, or one is not finite.</exception>
    public Vector Predict(Vector input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Network.Predict(Scaling?.Apply(input) ?? input);
    }

    /// <summary>
    /// The name of the predicted class: of the largest output, or with a single output of class 1 from ½ on; its number if there are no
    /// names.
    /// </summary>
    /// <param name="input">x as measured, one entry per input.</param>
    /// <exception cref="ArgumentException">The number of entries is not the number of inputs, or one is not finite.</exception>
    public string Classify(Vector input)
    {
        int k = Classification.ClassOf(Predict(input).Values);
        return ClassNames.Count > 0 ? ClassNames[k] : FormattableString.Invariant($"{k}");
    }

    /// <summary>The fraction of samples whose class is predicted rightly.</summary>
    /// <param name="data">Samples as measured, with classes as targets.</param>
    /// <exception cref="ArgumentException">The data do not fit the network, or their targets are not classes.</exception>
    public double Accuracy(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Network.Accuracy(Scaling?.Apply(data) ?? data);
    }

    /// <summary>Saves all of it as JSON, exactly; the file is replaced at once or not at all.</summary>
    /// <param name="path">The file, relative to the notebook; one that exists is replaced.</param>
    /// <exception cref="DirectoryNotFoundException">Its folder does not exist.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Save(string path) => NetworkDocument.Save(path, Network, Scaling, ClassNames);

    /// <summary>Loads a model, or a network that was saved without scaling and names.</summary>
    /// <param name="path">The file, relative to the notebook.</param>
    /// <param name="own">The activations of one's own that the network uses: the file has only their names.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is not a saved network, is damaged or newer than this library, or has an activation that is not known.
    /// </exception>
    public static Model Load(string path, params IReadOnlyList<Activation> own)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(own);
        return NetworkDocument.Load(path, document => new Model(document.ToNetwork(own), ScalingOf(document.Scaling), document.ClassNames));
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        string scaled = Scaling is null ? "" : ", standardized inputs";
        return ClassNames.Count == 0 ? $"{Network}{scaled}" : $"{Network}{scaled}, classes {string.Join(", ", ClassNames)}";
    }

    private static Standardization? ScalingOf(ScalingDocument? document) =>
        document is null ? null : new Standardization(Vector.Create(document.Mean), Vector.Create(document.Deviation));
}
