namespace Backprop;

/// <content>Reading IDX files, such as those of MNIST.</content>
public sealed partial class Dataset
{
    /// <summary>
    /// Reads images and their labels from a pair of IDX files, as MNIST, Fashion-MNIST and EMNIST come: compressed (.gz) or not.
    /// </summary>
    /// <param name="imagesPath">
    /// The images, such as <c>train-images-idx3-ubyte.gz</c>: each becomes a row of pixels, 0 to 255 as in the file.
    /// </param>
    /// <param name="labelsPath">The labels, such as <c>train-labels-idx1-ubyte.gz</c>: classes from 0.</param>
    /// <param name="count">How many samples to read from the beginning; null for all.</param>
    /// <param name="classNames">A name for each class; null for 0, 1, … up to the largest label.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A file is not an IDX file or damaged, or the two do not belong together.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
    /// <example>
    /// <code>
    /// var mnist = Dataset.FromIdx("data/train-images-idx3-ubyte.gz", "data/train-labels-idx1-ubyte.gz", count: 10_000);
    /// mnist = mnist.WithInputs(mnist.Inputs / 255);
    /// </code>
    /// </example>
    public static Dataset FromIdx(string imagesPath, string labelsPath, int? count = null, IReadOnlyList<string>? classNames = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(imagesPath);
        ArgumentException.ThrowIfNullOrWhiteSpace(labelsPath);
        if (count < 1) throw new ArgumentOutOfRangeException(nameof(count), count, $"count is {count} but must be 1 or above.");
        IdxFile images = IdxFile.Read(imagesPath, count), labels = IdxFile.Read(labelsPath, count);
        if (labels.Dimensions.Length != 1)
        {
            string hint = images.Dimensions.Length == 1
                ? "; are the two files given in the other order?"
                : "; labels are one number for each sample.";
            throw new InvalidDataException($"'{labelsPath}' has {Words.Count(labels.Dimensions.Length, "dimension")}{hint}");
        }

        if (images.Dimensions.Length < 2 || images.Values.Length == 0)
        {
            string size = $"{Words.Count(images.Dimensions.Length, "dimension")} and {Words.Count(images.Values.Length, "number")}";
            throw new InvalidDataException($"'{imagesPath}' has {size}; images are rows and columns of pixels for each sample.");
        }

        int samples = images.Dimensions[0];
        if (labels.Values.Length != samples)
        {
            throw new InvalidDataException(
                $"'{imagesPath}' has {Words.Count(samples, "image")} but '{labelsPath}' has {Words.Count(labels.Values.Length, "label")}.");
        }

        int classes = classNames?.Count ?? (int)Math.Max(labels.Values.Max(), 1) + 1;
        foreach (double label in labels.Values)
        {
            if (label >= 0 && label < classes && label == Math.Floor(label)) continue;
            string message = $"with {classes} classes it must be from 0 to {classes - 1}.";
            throw new InvalidDataException(FormattableString.Invariant($"'{labelsPath}' has the label {label}; {message}"));
        }

        var targets = Matrix.OneHot(Array.ConvertAll(labels.Values, label => (int)label), classes);
        string name = Path.GetFileNameWithoutExtension(imagesPath);
        return new Dataset(name, new Matrix(samples, images.Values.Length / samples, images.Values), targets, classNames: classNames);
    }
}
