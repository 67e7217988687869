namespace Backprop.Tests;

/// <summary>What cannot be right is refused with what was given and what would be right.</summary>
public sealed class BadInputTests
{
    private static readonly Network Network = Network.Create([2, 3, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 1));
    private static readonly Dataset Three = new("three", [[1, 2, 3]], [[1]]);

    [Fact]
    public void A_layout_that_is_no_network_is_refused()
    {
        var zeros = Initializer.Zeros;
        Throws.Argument(
            "sizes", "sizes has 1 of the at least 2 numbers that a network needs: its inputs and one layer, such as [2, 1].",
            () => Network.Create([2], Activation.Tanh, zeros));
        Throws.Argument("sizes", "sizes has 0 of", () => Network.Create([], Activation.Tanh, zeros));
        Throws.Argument(
            "sizes", "sizes[1] is 0; every layer needs at least 1 unit.", () => Network.Create([2, 0, 1], Activation.Tanh, zeros));
        Throws.Argument(
            "sizes", "A 2147483647-2147483647 network would have 4611686016279904256 parameters; at most 2147483591 fit into memory.",
            () => Network.Create([int.MaxValue, int.MaxValue], Activation.Tanh, zeros));
        Throws.Argument(
            "activations", "There are 2 layers but activations has 1; give one for each layer.",
            () => Network.Create([2, 2, 1], [Activation.Tanh], zeros));
        Throws.Argument("activations", "activations[1] is null.", () => Network.Create([2, 2, 1], [Activation.Tanh, null!], zeros));
        Throws.Argument(
            "activations",
            "Layer 1 is a hidden layer with softmax, which is for the output layer only; choose an elementwise activation such as ReLU.",
            () => Network.Create([2, 2, 2], Activation.Softmax, zeros));
        Assert.Throws<ArgumentNullException>("initializer", () => Network.Create([2, 1], Activation.Tanh, null!));
    }

    [Fact]
    public void Parameters_that_do_not_fit_a_layer_are_refused_and_nothing_is_changed()
    {
        var network = Network.Copy();
        var layer = network.Layers[0];
        double[] before = network.Parameters.ToArray();

        Throws.Argument(
            "value", "The weights set are 3 × 2 but W1 is 2 × 3 (inputs × outputs).", () => layer.Weights = [[1, 2], [3, 4], [5, 6]]);
        Throws.Argument("value", "The weights set are 2 × 2 but W1 is 2 × 3 (inputs × outputs).", () => layer.Weights = [[1, 2], [3, 4]]);
        Throws.Argument(
            "value", "W1 has the entry NaN at position 1; every entry must be a finite number.",
            () => layer.Weights = [[1, double.NaN, 3], [4, 5, 6]]);
        Throws.Argument("value", "The bias set has 2 entries but b1 has 3, one per output.", () => layer.Bias = [1, 2]);
        Throws.Argument(
            "value", "b1 has the entry -Infinity at position 2; every entry must be a finite number.",
            () => layer.Bias = [1, 2, double.NegativeInfinity]);
        Assert.Equal(before, network.Parameters.ToArray());
    }

    [Fact]
    public void Inputs_that_do_not_fit_are_refused()
    {
        Throws.Argument("inputs", "inputs has 3 columns but the network has 2 inputs.", () => Network.Forward([[1, 2, 3]]));
        Throws.Argument(
            "inputs", "inputs has no rows; a forward pass needs at least one sample.", () => Network.Forward(Matrix.Zeros(0, 2)));
        Throws.Argument(
            "inputs", "inputs has the entry NaN at position 1; every entry must be a finite number.",
            () => Network.Forward([[1, double.NaN]]));
        Throws.Argument("inputs", "inputs has 1 column but the network has 2 inputs.", () => Network.Predict([1.0]));
        Assert.Throws<ArgumentNullException>("inputs", () => Network.Forward((Matrix)null!));
    }

    [Fact]
    public void Targets_that_do_not_fit_the_output_are_refused()
    {
        var mse = Loss.MeanSquaredError;
        Throws.Argument(
            "targets", "targets has 2 rows but output has 1; there must be one target row for each sample.",
            () => mse.Evaluate(M([[1]]), M([[1], [2]])));
        Throws.Argument("targets", "targets has 3 columns but the network has 1 output.", () => mse.Evaluate(M([[1]]), M([[1, 2, 3]])));
        Throws.Argument(
            "targets", "targets has 2 columns but the network has 1 output.", () => mse.Evaluate(Network.Forward([1.0, 2]), V([1, 2])));
        Throws.Argument(
            "output", "output has no rows; a loss needs at least one sample.", () => mse.Evaluate(Matrix.Zeros(0, 1), Matrix.Zeros(0, 1)));
        Throws.Argument("classes", "classes[1] is 3; with 3 classes it must be from 0 to 2.", () => Matrix.OneHot([2, 3], 3));
        Throws.Argument("classes", "classes[0] is -1", () => Matrix.OneHot([-1], 2));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Targets_that_are_no_probabilities_are_refused_by_losses_that_need_them(double target)
    {
        string entry = FormattableString.Invariant($"Row 1 of the targets has the entry {target}, but a ");
        Throws.Argument(
            "targets", entry + "binary cross-entropy needs a probability from 0 to 1 for each output.",
            () => Loss.BinaryCrossEntropy.Evaluate(M([[0.5], [0.5]]), [[1], [target]]));
        if (target > 1) return;
        Throws.Argument(
            "targets", entry + "cross-entropy needs a probability for each class: a one-hot row.",
            () => Loss.CrossEntropy.Evaluate(M([[0.5, 0.5], [0.5, 0.5]]), [[1, 0], [1 - target, target]]));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(0.5, 0.499)]
    public void A_row_that_is_no_distribution_is_refused_by_cross_entropy(double first, double second)
    {
        string sum =
            FormattableString.Invariant($"Row 0 of the targets has the sum {first + second}, but a cross-entropy needs a one-hot row: a 1 for the class, and 0 elsewhere.");
        Throws.Argument("targets", sum, () => Loss.CrossEntropy.Evaluate(M([[0.5, 0.5]]), [[first, second]]));
        Throws.Argument(
            "data", sum, () => Network.Create([1, 2], Activation.Softmax, Initializer.Zeros)
            .Train(new Dataset("d", [[1]], [[first, second]]), new() { Loss = Loss.CrossEntropy }));
    }

    [Fact]
    public void Soft_targets_in_single_precision_are_a_distribution() =>
        Assert.True(Loss.CrossEntropy.Evaluate(M([[0.5, 0.25, 0.25]]), M([[0.1f, 0.2f, 0.7f]])).Value > 0);

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    public void Outputs_that_are_no_probabilities_are_refused_by_losses_that_need_them(double output)
    {
        string message =
            FormattableString.Invariant($"output has the entry {output}, but the binary cross-entropy needs probabilities from 0 to 1: give the output layer sigmoid or softmax.");
        Throws.Argument("output", message, () => Loss.BinaryCrossEntropy.Evaluate(M([[0.5, output]]), [[1, 0]]));
        Assert.Throws<ArgumentException>(nameof(output), () => Loss.CrossEntropy.Evaluate(M([[0.5, output]]), [[1, 0]]));
    }

    [Fact]
    public void An_output_layer_without_probabilities_cannot_be_trained_by_a_cross_entropy()
    {
        var tanh = Network.Create([2, 1], Activation.Tanh, Initializer.Zeros);
        const string Message =
            "The binary cross-entropy needs outputs from 0 to 1 but the output layer has tanh: give it sigmoid or softmax.";
        Throws.Argument("options", Message, () => tanh.Train(Dataset.Xor, new() { Loss = Loss.BinaryCrossEntropy }));
        Throws.Argument("options", Message, () => tanh.Train(Dataset.Xor, new() { ReportedLoss = Loss.BinaryCrossEntropy }));

        var own = new Activation("half", z => 0.5, z => 0);
        Assert.Equal(
            1, Network.Create([2, 1], own, Initializer.Zeros).Train(Dataset.Xor, new() { Loss = Loss.BinaryCrossEntropy, Epochs = 1 })
            .Epochs);
        Assert.Equal(
            1, Network.Create([2, 2], Activation.Softmax, Initializer.Zeros)
            .Train(new Dataset("d", [[1, 2]], [[1, 1]]), new() { Loss = Loss.BinaryCrossEntropy, Epochs = 1 }).Epochs);
    }

    [Fact]
    public void Passes_of_another_network_are_refused()
    {
        var forward = Network.Forward(Dataset.Xor.Inputs);
        var loss = Loss.MeanSquaredError.Evaluate(forward, Dataset.Xor.Targets);
        var backward = Network.Backward(forward, loss);
        const string Message = "forward is the pass of another network; this one is a ";

        Throws.Argument(
            "forward", Message + "2-4-1 network.", () => Network.Create([2, 4, 1], Activation.Tanh, Initializer.Zeros)
            .Backward(forward, loss));
        Throws.Argument(
            "forward", Message + "2-1 network.", () => Network.Create([2, 1], Activation.Tanh, Initializer.Zeros).Backward(forward, loss));
        Throws.Argument(
            "forward", Message + "3-3-1 network.", () => Network.Create([3, 3, 1], Activation.Tanh, Initializer.Zeros)
            .Update(backward, 0.1));
        Throws.Argument(
            "loss", "loss belongs to another output than that of forward; evaluate the loss of this forward pass first.",
            () => Network.Backward(forward, Loss.MeanSquaredError.Evaluate(M([[0.5], [1], [2], [3]]), Dataset.Xor.Targets)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_learning_rate_that_is_not_above_0_is_refused(double rate)
    {
        var forward = Network.Forward(Dataset.Xor.Inputs);
        var backward = Network.Backward(forward, Loss.MeanSquaredError.Evaluate(forward, Dataset.Xor.Targets));
        string message = FormattableString.Invariant($"learningRate is {rate} but must be a finite number above 0.");

        Throws.Argument("learningRate", message, () => Network.Update(backward, rate));
        Throws.Argument("learningRate", message, () => Optimizer.GradientDescent(rate));
        Throws.Argument("learningRate", message, () => Optimizer.Adam(rate));
        Throws.Argument(
            "epsilon", FormattableString.Invariant($"epsilon is {rate} but must be a finite number above 0."),
            () => Optimizer.RmsProp(epsilon: rate));
        Throws.Argument(
            "epsilon", FormattableString.Invariant($"epsilon is {rate} but must be a finite number above 0."),
            () => Optimizer.Adam(epsilon: rate));
        Throws.Argument(
            "sigma", FormattableString.Invariant($"sigma is {rate} but must be a finite number above 0."),
            () => Initializer.SmallNormal(1, rate));
        Throws.Argument(
            "limit", FormattableString.Invariant($"limit is {rate} but must be a finite number above 0."),
            () => Initializer.SmallUniform(1, rate));
        Throws.Argument(
            "factor", FormattableString.Invariant($"factor is {rate} but must be a finite number above 0."),
            () => LearningRateSchedule.Step(1, rate));
        Throws.Argument(
            "factor", FormattableString.Invariant($"factor is {rate} but must be a finite number above 0."),
            () => LearningRateSchedule.Exponential(rate));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    public void A_decay_that_is_not_from_0_to_below_1_is_refused(double value)
    {
        string Message(string name) => FormattableString.Invariant($"{name} is {value} but must be from 0 to below 1.");
        Throws.Argument("momentum", Message("momentum"), () => Optimizer.Momentum(0.1, value));
        Throws.Argument("momentum", Message("momentum"), () => Optimizer.Nesterov(0.1, value));
        Throws.Argument("decay", Message("decay"), () => Optimizer.RmsProp(decay: value));
        Throws.Argument("beta1", Message("beta1"), () => Optimizer.Adam(beta1: value));
        Throws.Argument("beta2", Message("beta2"), () => Optimizer.Adam(beta2: value));
    }

    [Fact]
    public void The_ends_of_the_ranges_are_allowed()
    {
        Assert.Equal(0.1, Optimizer.Momentum(0.1, 0).LearningRate);
        Assert.Equal("Adam, η = 0.001", Optimizer.Adam(beta1: 0, beta2: 0).ToString());
        Assert.Equal(1, LearningRateSchedule.Cosine(1, lowest: 1).FactorAt(1));
        Assert.Equal(
            0, Network.Copy().Train(Dataset.Xor, new() { Epochs = 0, WeightDecay = 0, BatchSize = 1, Patience = 1, SnapshotEvery = 1 })
            .Epochs);
    }

    [Fact]
    public void Schedules_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentException>("name", () => new LearningRateSchedule(" ", _ => 1));
        foreach (double factor in new[] { -0.5, double.NaN, double.PositiveInfinity })
        {
            var exception = Assert.Throws<InvalidOperationException>(() => new LearningRateSchedule("own", _ => factor).FactorAt(3));
            Assert.StartsWith(
                FormattableString.Invariant($"The schedule 'own' gives {factor} for epoch 3; "), exception.Message,
                StringComparison.Ordinal);
        }

        Assert.Throws<ArgumentOutOfRangeException>("every", () => LearningRateSchedule.Step(0, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>("epochs", () => LearningRateSchedule.Cosine(0));
        foreach (double lowest in new[] { -0.1, 1.1, double.NaN })
        {
            Throws.Argument(
                "lowest", FormattableString.Invariant($"lowest is {lowest} but must be from 0 to 1"),
                () => LearningRateSchedule.Cosine(10, lowest));
        }
    }

    [Fact]
    public void Gradients_that_do_not_fit_are_refused()
    {
        var network = Network.Copy();
        var forward = network.Forward(Dataset.Xor.Inputs);
        void Refused(string message, Gradients gradients) =>
            Throws.Argument("gradients", message, () => network.Update(forward, gradients, 0.1));
        LayerGradient one = new(Matrix.Zeros(2, 3), Vector.Zeros(3)), two = new(Matrix.Zeros(3, 1), Vector.Zeros(1));

        Refused("gradients has 1 layer but the network has 2.", [one]);
        Refused("The gradient of W1 is 3 × 2 but W1 is 2 × 3 (inputs × outputs).", [new(Matrix.Zeros(3, 2), Vector.Zeros(3)), two]);
        Refused("The gradient of W2 is 3 × 2 but W2 is 3 × 1 (inputs × outputs).", [one, new(Matrix.Zeros(3, 2), Vector.Zeros(1))]);
        Refused("The gradient of b2 has 3 entries but b2 has 1, one per output.", [one, new(Matrix.Zeros(3, 1), Vector.Zeros(3))]);
        Gradients both = [one, two];
        Throws.Argument("index", "These are the gradients of 2 layers, counted from 0: gradients[0] is layer 1.", () => _ = both[2]);
    }

    [Fact]
    public void A_step_out_of_the_finite_numbers_is_refused_and_nothing_is_changed()
    {
        var network = Network.Copy();
        double[] before = network.Parameters.ToArray();
        var forward = network.Forward(Dataset.Xor.Inputs);
        LayerGradient one = new(Matrix.Zeros(2, 3).With(0, 0, 1), Vector.Zeros(3));
        const string Message =
            "With these gradients and learning rate 0.1 a parameter of layer 2 would no longer be finite; nothing was changed.";

        Throws.Argument(
            "gradients", Message,
            () => network.Update(forward, [one, new(Matrix.Zeros(3, 1).With(2, 0, double.NaN), Vector.Zeros(1))], 0.1));
        Throws.Argument(
            "gradients", Message, () => network.Update(forward, [one, new(Matrix.Zeros(3, 1), [double.PositiveInfinity])], 0.1));
        Assert.Equal(before, network.Parameters.ToArray());
    }

    [Fact]
    public void Training_options_out_of_range_are_refused_and_nothing_is_changed()
    {
        var network = Network.Copy();
        double[] before = network.Parameters.ToArray();
        void Refused(string message, TrainingOptions options) =>
            Throws.Argument("options", message, () => network.Train(Dataset.Xor, options));

        Refused("Epochs is -1 but must be 0 or above.", new() { Epochs = -1 });
        Refused("BatchSize is 0 but must be 1 or above.", new() { BatchSize = 0 });
        Refused("Patience is 0 but must be 1 or above.", new() { Patience = 0 });
        Refused("SnapshotEvery is 0 but must be 1 or above.", new() { SnapshotEvery = 0 });
        Refused("WeightDecay is -1 but must be a finite number, 0 or above.", new() { WeightDecay = -1 });
        Refused("WeightDecay is NaN but must be a finite number, 0 or above.", new() { WeightDecay = double.NaN });
        Refused("WeightDecay is Infinity but must be a finite number, 0 or above.", new() { WeightDecay = double.PositiveInfinity });
        Refused("StopWhenLossBelow is NaN but must be a number.", new() { StopWhenLossBelow = double.NaN });
        Refused("StopWhenGradientNormBelow is NaN but must be a number.", new() { StopWhenGradientNormBelow = double.NaN });
        Refused("ClipNorm is 0 but must be a finite number above 0.", new() { ClipNorm = 0 });
        Refused("ClipValue is Infinity but must be a finite number above 0.", new() { ClipValue = double.PositiveInfinity });
        Refused("ClipNorm and ClipValue are both set", new() { ClipNorm = 1, ClipValue = 1 });
        Refused("Dropout has 2 rates but the network has 1 hidden layer; give one for all or one for each.",
            new() { Dropout = [0.1, 0.2] });
        Refused("Dropout has 0 rates but the network has 1 hidden layer", new() { Dropout = [] });
        Refused("Optimizer is null.", new() { Optimizer = null! });
        Refused("Schedule is null", new() { Schedule = null! });
        Throws.Argument("data", "three has 3 columns of inputs but the network has 2 inputs.", () => network.Train(Three, new()));
        Throws.Argument(
            "data", "wide has 2 columns of targets but the network has 1 output.",
            () => network.Train(new Dataset("wide", [[1, 2]], [[1, 2]]), new()));
        Throws.Argument(
            "options.Validation", "three has 3 columns of inputs but the network has 2 inputs.",
            () => network.Train(Dataset.Xor, new() { Validation = Three }));
        Throws.Argument(
            "options.Validation", "Row 0 of the targets has the entry 2",
            () => network.Train(Dataset.Xor, new() { Loss = Loss.BinaryCrossEntropy, Validation = new Dataset("two", [[1, 2]], [[2]]) }));
        Throws.Argument(
            "data", "Row 0 of the targets has the entry 2",
            () => network.Train(new Dataset("two", [[1, 2]], [[2]]), new() { ReportedLoss = Loss.BinaryCrossEntropy }));
        Assert.Throws<ArgumentNullException>("options", () => network.Train(Dataset.Xor, null!));
        Assert.Throws<ArgumentNullException>("data", () => network.Train(null!, new()));
        Assert.Equal(before, network.Parameters.ToArray());
    }

    [Fact]
    public void Functions_of_ones_own_need_a_name_that_is_free()
    {
        Throws.Argument(
            "name", "There is a built-in activation named 'ReLU'; give your own another name.",
            () => _ = new Activation("ReLU", z => z, z => 1));
        Assert.Throws<ArgumentException>("name", () => new Activation(" ", z => z, z => 1));
        Assert.Throws<ArgumentNullException>("function", () => new Activation("f", null!, z => 1));
        Assert.Throws<ArgumentNullException>("derivative", () => new Activation("f", z => z, null!));
        Throws.Argument(
            "name", "There is a built-in loss named 'MeanSquaredError'; give your own another name.",
            () => _ = new Loss("MeanSquaredError", (p, y) => p, (p, y) => 1));
        Throws.Argument(
            "TLoss", "There is a built-in loss named 'crossEntropy'; give your own another name.", () => Loss.Of<OwnCrossEntropy>());
        Assert.Throws<ArgumentException>("name", () => new Loss("", (p, y) => p, (p, y) => 1));
        Assert.Throws<ArgumentNullException>("term", () => new Loss("f", null!, (p, y) => 1));
        Assert.Throws<ArgumentNullException>("derivative", () => new Loss("f", (p, y) => p, null!));
    }

    [Fact]
    public void A_name_that_is_not_built_in_is_refused_with_those_that_are()
    {
        Throws.Argument(
            "name", $"There is no activation named 'no such'; there are {string.Join(", ", Activation.All.Select(activation => activation.Name))}.", () => Activation.Named("no such"));
        Throws.Argument(
            "name", $"There is no loss named 'no such'; there are {string.Join(", ", Loss.All.Select(loss => loss.Name))}.",
            () => Loss.Named("no such"));
        Assert.Same(Activation.LeakyReLU, Activation.Named("LEAKYRELU"));
        foreach (
            var (spelling, expected) in new[] { ("leaky_relu", Activation.LeakyReLU), ("Leaky ReLU", Activation.LeakyReLU),
            ("linear", Activation.Identity), ("logistic", Activation.Sigmoid), ("swish", Activation.SiLU) })
        {
            Assert.Same(expected, Activation.Named(spelling));
        }

        foreach (
            var (spelling, expected) in new[] { ("mse", Loss.MeanSquaredError), ("mean_squared_error", Loss.MeanSquaredError),
            ("mae", Loss.MeanAbsoluteError), ("BCE", Loss.BinaryCrossEntropy), ("binary-cross-entropy", Loss.BinaryCrossEntropy),
            ("categorical_crossentropy", Loss.CrossEntropy) })
        {
            Assert.Same(expected, Loss.Named(spelling));
        }

        Assert.Same(Loss.CrossEntropy, Loss.Named("CrossEntropy"));
    }

    [Fact]
    public void Softmax_of_one_number_has_no_meaning()
    {
        const string Message =
            "softmax is not elementwise: each activation depends on all pre-activations of its sample, so its derivative is a Jacobian matrix.";
        Assert.Equal(Message, Assert.Throws<InvalidOperationException>(() => Activation.Softmax.Apply(1.0)).Message);
        Assert.Equal(Message, Assert.Throws<InvalidOperationException>(() => Activation.Softmax.Derivative(1.0)).Message);
        Assert.Equal(Message, Assert.Throws<InvalidOperationException>(() => Activation.Softmax.Derivative(M([[1, 2]]))).Message);
    }

    private readonly struct OwnCrossEntropy : ILossFunction<OwnCrossEntropy>
    {
        public static string Name => "crossEntropy";

        public static Reduction OverOutputs => Reduction.Sum;

        public static Reduction OverSamples => Reduction.Mean;

        public static T Term<T>(T prediction, double target)
            where T : struct, IScalar<T> => prediction;

        public static double Derivative(double prediction, double target) => 1;
    }
}
