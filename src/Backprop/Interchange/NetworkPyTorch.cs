using System.Text;

namespace Backprop;

/// <content>PyTorch: the training as a program.</content>
public sealed partial class Network
{
    /// <summary>
    /// Writes the training as a PyTorch program: <c>train.py</c> (one file, to be read), this network's parameters, the data and a README.
    /// It trains with the same loss, optimizer, schedule, weight decay and clipping, on the same batches in the same order, in one process
    /// or, started by <c>torchrun</c>, in several (<c>DistributedDataParallel</c>); <see cref="PyTorchRun.Read"/> reads back what it wrote.
    /// </summary>
    /// <param name="folder">The folder; it is created where there is none, and files of these names in it are replaced.</param>
    /// <param name="data">The samples.</param>
    /// <param name="options">How to train, as for <see cref="Train"/>.</param>
    /// <exception cref="ArgumentException">The data or options do not fit the network, the options ask for what the program does not do
    /// (dropout, stopping rules, validation), or all parameters are frozen.</exception>
    /// <exception cref="NotSupportedException">An activation, the loss or the optimizer does not say what it is in PyTorch.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <example><code>network.ExportPyTorch("digits", digits, options);   // then: cd digits; torchrun --nproc-per-node=2
    /// train.py</code></example>
    public void ExportPyTorch(string folder, Dataset data, TrainingOptions options)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);
        var program = PyTorchProgram.Of(this, data, options);
        Directory.CreateDirectory(folder);
        var samples = new Safetensors(
            new Dictionary<string, OnnxTensor>
            {
                ["inputs"] = new([data.Count, Inputs], data.Inputs.Values.ToArray()),
                ["targets"] = new([data.Count, Outputs], data.Targets.Values.ToArray()),
            },
            new Dictionary<string, string>());
        AtomicFile.Write(Path.Combine(folder, "weights.safetensors"), StateDictionary().ToBytes());
        AtomicFile.Write(Path.Combine(folder, "data.safetensors"), samples.ToBytes());
        AtomicFile.Write(Path.Combine(folder, "train.py"), Encoding.UTF8.GetBytes(program.Script));
        AtomicFile.Write(Path.Combine(folder, "README.md"), Encoding.UTF8.GetBytes(program.Readme));
    }
}
