using System.Globalization;

namespace Backprop.Tests.Interchange;

/// <summary>
/// The exported program in one process and in several (<c>DistributedDataParallel</c>) against the library's own training.
/// </summary>
public sealed class PyTorchTests
{
    private const int Samples = 11;

    /// <summary>
    /// What torchrun does, for each number of processes and in the folder of that name: a process for each rank, told where the first one
    /// listens. PyTorch is loaded once and the processes are forked from there.
    /// </summary>
    private const string StartProcesses = """
        import os, runpy, socket, sys, torch
        os.environ["OMP_NUM_THREADS"] = "1"
        for processes in sys.argv[1:]:
            os.chdir(processes)
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                port = free.getsockname()[1]
            children = []
            for rank in range(int(processes)):
                child = os.fork()
                if child == 0:
                    os.environ.update(RANK=str(rank), LOCAL_RANK=str(rank), WORLD_SIZE=processes, MASTER_ADDR="127.0.0.1", MASTER_PORT=str(port))
                    runpy.run_path("train.py", run_name="__main__")
                    sys.exit()
                children.append(child)
            if any(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children):
                sys.exit(f"training in {processes} processes failed")
            os.chdir("..")
        """;

    private static readonly int[] processCounts = [1, 2, 4];

    private static readonly Dictionary<string, Optimizer> optimizers = new()
    {
        ["gradient descent"] = Optimizer.GradientDescent(0.3),
        ["momentum"] = Optimizer.Momentum(0.1),
        ["Adam"] = Optimizer.Adam(0.01),
    };

    /// <summary>11 samples: neither 2 nor 4 processes divide them, nor the batches of 4 their number.</summary>
    private static Dataset Data => new("eleven", new RandomState(1).Randn(Samples, 3), Matrix.OneHot([0, 1, 2, 0, 1, 2, 0, 1, 2, 1, 1], 3));

    /// <summary>
    /// The loss of an epoch is that of the parameters after the steps before it: the history holds step 1, 2, … 100, the parameters the
    /// last one.
    /// </summary>
    [Theory]
    [InlineData("gradient descent", null)]
    [InlineData("momentum", null)]
    [InlineData("Adam", null)]
    [InlineData("momentum", 4)]
    public void One_two_and_four_processes_train_what_the_library_trains(string optimizer, int? batch)
    {
        string python = Python.With("torch", "numpy");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows cannot fork a process.");
        var options = new TrainingOptions
        {
            Loss = Loss.CrossEntropy,
            Optimizer = optimizers[optimizer],
            Epochs = 101,
            BatchSize = batch,
            ShuffleSeed = batch is null ? null : 7u,
            Schedule = LearningRateSchedule.Cosine(101, 0.1),
            WeightDecay = 0.01,
        };
        using var folder = new Folder();
        var network = Network.Create([3, 5, 3], Activation.Tanh, Activation.Softmax, Initializer.XavierNormal(seed: 2));
        foreach (int processes in processCounts) network.ExportPyTorch(folder[Text(processes)], Data, options);
        var history = network.Train(Data, options);

        var (exitCode, output) = Python.Run(python, ["-c", StartProcesses, .. processCounts.Select(Text)], folder.Path)!.Value;

        Assert.True(exitCode == 0, output);
        foreach (int processes in processCounts)
        {
            var run = PyTorchRun.Read(folder[Text(processes)]);
            Assert.Equal(processes, run.Processes);
            Close.To(1e-12, [.. history.Loss], [.. run.Loss], $"loss, {processes} processes");
            Close.To(1e-12, network.Parameters.ToArray(), run.Network.Parameters.ToArray(), $"parameters, {processes} processes");
        }
    }

    [Fact]
    public void Every_loss_and_activation_and_optimizer_trains_to_the_same_numbers()
    {
        string python = Python.With("torch", "numpy");
        using var folder = new Folder();
        Activation[] hidden = [.. Activation.All.Where(activation => activation is { IsElementwise: true, PyTorch: not null })];
        Loss[] losses = [.. Loss.All.Where(loss => loss.PyTorch is not null)];
        Optimizer[] optimizers = [.. Optimizer.All.Where(optimizer => optimizer.PyTorch is not null)];
        var runs = new List<(string Name, Network Network, TrainingHistory History)>();
        for (int k = 0; k < Math.Max(hidden.Length, Math.Max(losses.Length, optimizers.Length)); k++)
        {
            var loss = losses[k % losses.Length];
            var data = loss.TargetError(Data.Targets.Row(0)) is null
                ? Data
                : new Dataset("signs", Data.Inputs, Data.Targets.Map(y => y > 0 ? 1 : -1));
            var output = loss == Loss.CrossEntropy
                ? Activation.Softmax
                : loss == Loss.BinaryCrossEntropy ? Activation.Sigmoid : Activation.Identity;
            var options =
                new TrainingOptions { Loss = loss, Optimizer = optimizers[k % optimizers.Length], Epochs = 20, ClipNorm = 0.5 };
            var network = Network.Create([3, 4, 3], hidden[k % hidden.Length], output, Initializer.XavierNormal(seed: 2));
            network.Layers[0].BiasFrozen = true;
            Export(network, data, options);
        }

        // Outputs that have rounded to 0 and 1: from them the losses and gradients would be infinite or NaN.
        foreach (var (loss, output) in new[] { (Loss.CrossEntropy, Activation.Sigmoid), (Loss.BinaryCrossEntropy, Activation.Softmax) })
        {
            var network = Network.Create([3, 4, 3], Activation.Tanh, output, Initializer.XavierNormal(seed: 2));
            network.Layers[1].Bias = [800, -800, 40];
            Export(network, Data, new() { Loss = loss, Optimizer = Optimizer.GradientDescent(0.1), Epochs = 20 });
        }

        void Export(Network network, Dataset data, TrainingOptions options)
        {
            string name = $"{runs.Count}: {network.Layers[0].Activation}, {options.Loss}, {options.Optimizer}";
            network.ExportPyTorch(folder[$"{runs.Count}"], data, options);
            runs.Add((name, network, network.Train(data, options)));
        }

        const string RunAll = "import glob, runpy\nfor file in glob.glob('*/train.py'): runpy.run_path(file, run_name='__main__')";
        var (exitCode, text) = Python.Run(python, ["-c", RunAll], folder.Path)!.Value;

        Assert.True(exitCode == 0, text);
        for (int k = 0; k < runs.Count; k++)
        {
            var run = PyTorchRun.Read(folder[$"{k}"]);
            Close.To(1e-11, [.. runs[k].History.Loss], [.. run.Loss], $"loss, {runs[k].Name}");
            Close.To(1e-11, runs[k].Network.Parameters.ToArray(), run.Network.Parameters.ToArray(), $"parameters, {runs[k].Name}");
        }
    }

    [Fact]
    public void A_function_that_does_not_say_what_it_is_in_PyTorch_is_refused_by_name()
    {
        using var folder = new Folder();
        var cube = new Activation("cube", z => z * z * z, z => 3 * z * z);
        var fourth = new Loss("fourth power", (p, y) => Math.Pow(p - y, 4), (p, y) => 4 * Math.Pow(p - y, 3));

        void Refused(string reason, Activation hidden, Loss loss) => Assert.Contains(
            reason,
            Assert.Throws<NotSupportedException>(() => Network.Create([3, 2, 3], hidden, Activation.Identity, Initializer.Zeros)
                .ExportPyTorch(folder["p"], Data, new() { Loss = loss })).Message,
            StringComparison.Ordinal);
        Refused("Layer 1 has the activation 'cube', which does not say what it is in PyTorch; there are ", cube, Loss.MeanSquaredError);
        Refused("The loss 'fourth power' does not say what it is in PyTorch; there are ", Activation.Tanh, fourth);
        Assert.False(Directory.Exists(folder["p"]));
    }

    [Fact]
    public void What_the_program_does_not_do_is_refused()
    {
        using var folder = new Folder();
        var network = Network.Create([3, 3], Activation.Softmax, Initializer.Zeros);

        void Refused(string reason, TrainingOptions options) =>
            Assert.Contains(
                reason, Assert.Throws<ArgumentException>(() => network.ExportPyTorch(folder["p"], Data, options)).Message,
                StringComparison.Ordinal);
        Refused("Patience is set", new() { Patience = 3 });
        Refused("KeepBest is set", new() { KeepBest = true });
        Refused("Validation is set", new() { Validation = Data });
        Refused("Dropout is set", new() { Dropout = 0.5 });
        Assert.False(Directory.Exists(folder["p"]));
    }

    [Fact]
    public void The_program_is_Python_whatever_the_data_are_called()
    {
        string python = Python.With("ast");
        using var folder = new Folder();
        string[] names = [@"C:\users\new\N{x}", "{{EPOCHS}}", "\"\"\"", "two\nlines", "\0", @"ends with \", "Prüfung 😀 '''"];
        var network = Network.Create([3, 3], Activation.Softmax, Initializer.Zeros);
        foreach (var (k, name) in names.Index())
            network.ExportPyTorch(folder[$"{k}"], new Dataset(name, Data.Inputs, Data.Targets), new() { Loss = Loss.CrossEntropy });

        const string Titles = "import ast, sys\n"
            + "for file in sys.argv[1:]: print(ast.get_docstring(ast.parse(open(file, encoding='utf8').read())).splitlines()[0])";
        var (exitCode, text) = Python.Run(
            python, ["-X", "utf8", "-c", Titles, .. names.Select((_, k) => $"{k}/train.py")], folder.Path)!.Value;

        Assert.True(exitCode == 0, text);
        string[] shown = [names[0], names[1], "'''", "two lines", " ", names[5], names[6]];
        Assert.Equal(
            shown.Select(name =>
                $"Trains a 3-3 network on {name} in double precision, with the settings of the library that wrote this file."),
            text.TrimEnd().ReplaceLineEndings("\n").Split('\n'));
    }

    [Fact]
    public void A_network_whose_parameters_are_all_frozen_has_nothing_to_train()
    {
        using var folder = new Folder();
        var network = Network.Create([3, 3], Activation.Softmax, Initializer.Zeros);
        (network.Layers[0].WeightsFrozen, network.Layers[0].BiasFrozen) = (true, true);

        Assert.Contains(
            "all parameters are frozen", Assert.Throws<ArgumentException>(() => network.ExportPyTorch(folder["p"], Data, new())).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_that_diverged_in_PyTorch_is_said_to_have()
    {
        using var folder = new Folder();
        File.WriteAllText(folder["history.json"], "{\"processes\": 1, \"loss\": [0.7, Infinity, NaN], \"seconds\": 0.1}");

        Assert.Contains(
            "the loss is not finite from epoch 1 on", Assert.Throws<InvalidDataException>(() => PyTorchRun.Read(folder.Path)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_where_nothing_was_trained_is_refused_with_what_to_do()
    {
        using var folder = new Folder();

        Assert.Contains(
            "python3 train.py", Assert.Throws<FileNotFoundException>(() => PyTorchRun.Read(folder.Path)).Message, StringComparison.Ordinal);
        File.WriteAllText(folder["history.json"], "{}");
        Assert.Throws<InvalidDataException>(() => PyTorchRun.Read(folder.Path));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
