namespace Backprop;

/// <content>How good a network is on some samples.</content>
public sealed partial class Network
{
    /// <summary>The loss of the network's output for some samples; its <c>Value</c> is the number.</summary>
    /// <param name="data">The samples.</param>
    /// <param name="loss">The loss.</param>
    /// <exception cref="ArgumentException">The data do not fit the network, or their targets do not fit the loss.</exception>
    /// <example><code>double error = network.Evaluate(test, Loss.CrossEntropy).Value;</code></example>
    public LossValue Evaluate(Dataset data, Loss loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ThrowIfNotFor(data, nameof(data));
        return loss.Evaluate(Forward(data.Inputs), data.Targets);
    }

    /// <summary>The fraction of samples whose class is predicted rightly.</summary>
    /// <param name="data">Samples with classes as targets.</param>
    /// <exception cref="ArgumentException">The data do not fit the network, or their targets are not classes.</exception>
    /// <example><code>double right = network.Accuracy(test);   // 0.97</code></example>
    public double Accuracy(Dataset data)
    {
        ThrowIfNotFor(data, nameof(data));
        data.ThrowIfWithoutClasses(nameof(data));
        return (double)Classification.CountCorrect(Predict(data.Inputs).Values, data.Targets.Values, Outputs) / data.Count;
    }

    /// <summary>The predicted class of each sample: the largest output, or with a single output 1 from ½ on.</summary>
    /// <param name="inputs">X, N × inputs.</param>
    /// <returns>N classes, counted from 0.</returns>
    /// <exception cref="ArgumentException">
    /// There is no sample, the number of columns is not the number of inputs, or an entry is not finite.
    /// </exception>
    public int[] Classify(Matrix inputs) => Classification.ClassesOf(Predict(inputs));

    /// <summary>The predicted class of a single sample, counted from 0: the name is <c>data.ClassNames[network.Classify(x)]</c>.</summary>
    /// <param name="input">x, one entry per input.</param>
    /// <exception cref="ArgumentException">The number of entries is not the number of inputs, or one is not finite.</exception>
    public int Classify(Vector input) => Classification.ClassOf(Predict(input).Values);

    /// <summary>Throws if a data set has other numbers of inputs or outputs.</summary>
    internal void ThrowIfNotFor(Dataset data, string name)
    {
        ArgumentNullException.ThrowIfNull(data, name);
        if (data.Inputs.ColumnCount != Inputs)
        {
            string columns = Words.Count(data.Inputs.ColumnCount, "column");
            throw new ArgumentException($"{data.Name} has {columns} of inputs but the network has {Words.Count(Inputs, "input")}.", name);
        }

        if (data.Targets.ColumnCount != Outputs)
        {
            string columns = Words.Count(data.Targets.ColumnCount, "column");
            throw new ArgumentException(
                $"{data.Name} has {columns} of targets but the network has {Words.Count(Outputs, "output")}.", name);
        }
    }
}
