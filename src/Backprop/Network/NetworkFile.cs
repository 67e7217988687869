namespace Backprop;

/// <content>Saving to a file and loading from one.</content>
public sealed partial class Network
{
    /// <summary>
    /// Saves the layers and parameters as JSON. Every number is written with as many digits as it takes to read exactly the
    /// same double again. The file is replaced at once or not at all; of a symbolic link, the file that it points to.
    /// To keep the scaling of the inputs and the names of the classes as well, save a <see cref="Model"/>.
    /// </summary>
    /// <param name="path">The file, relative to the notebook; one that exists is replaced.</param>
    /// <exception cref="DirectoryNotFoundException">Its folder does not exist.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    /// <example>
    /// <code>network.Save("xor.json");</code>
    /// The file: <c>{ "format": "Backprop network", "version": 1, "layers": [{ "activation": "sigmoid", "weights": [[…], […]], "bias": […]
    /// }, …] }</c>
    /// </example>
    public void Save(string path) => NetworkDocument.Save(path, this, scaling: null, classNames: []);

    /// <summary>Loads a network that was saved.</summary>
    /// <param name="path">The file, relative to the notebook.</param>
    /// <param name="own">The activations of one's own that the network uses: the file has only their names.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not a saved network, is damaged or newer than this library, has an activation
    /// that is not known,
    /// or scales its inputs: then it is a <see cref="Model"/>.</exception>
    /// <example><code>var network = Network.Load("xor.json");</code></example>
    public static Network Load(string path, params IReadOnlyList<Activation> own)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(own);
        return NetworkDocument.Load(path, document => document.Scaling is null
            ? document.ToNetwork(own)
            : throw new FormatException("it scales the inputs first; load it with Model.Load, whose Network is without the scaling."));
    }
}
