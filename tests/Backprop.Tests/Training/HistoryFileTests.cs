namespace Backprop.Tests.Training;

/// <summary>A history that was saved and loaded goes on as if it had not been.</summary>
public sealed class HistoryFileTests : IDisposable
{
    private static readonly TrainingOptions Options = new()
    {
        Loss = Loss.BinaryCrossEntropy,
        Optimizer = Optimizer.Adam(0.05),
        Schedule = LearningRateSchedule.Exponential(0.97),
        ReportedLoss = Loss.MeanSquaredError,
        BatchSize = 3,
        ShuffleSeed = 4,
        WeightDecay = 0.001,
        Dropout = 0.2,
        ClipNorm = 2,
        Validation = Dataset.Xor,
        KeepBest = true,
        SnapshotEvery = 4,
        Epochs = 9,
    };

    private readonly string folder = Directory.CreateTempSubdirectory("history").FullName;

    private string FilePath => Path.Combine(folder, "training.json");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_training_goes_on_from_its_files_bit_for_bit()
    {
        var (whole, first) = (NewNetwork(), NewNetwork());
        var expected = whole.Train(Dataset.Xor, Options with { Epochs = 20 });
        string networkPath = Path.Combine(folder, "network.json");
        first.Train(Dataset.Xor, Options).Save(FilePath);
        first.Save(networkPath);

        var network = Network.Load(networkPath);
        var actual = network.Resume(Dataset.Xor, TrainingHistory.Load(FilePath, Options), 11);

        Assert.Equal(whole.Parameters, network.Parameters);
        Assert.Equal(expected.Loss, actual.Loss);
        Assert.Equal(expected.ReportedLoss, actual.ReportedLoss);
        Assert.Equal(expected.Accuracy, actual.Accuracy);
        Assert.Equal(expected.ValidationLoss, actual.ValidationLoss);
        Assert.Equal(expected.ValidationAccuracy, actual.ValidationAccuracy);
        Assert.Equal(expected.LearningRate, actual.LearningRate);
        Assert.Equal(expected.GradientNorm, actual.GradientNorm);
        Assert.Equal(expected.Snapshots.Select(snapshot => snapshot.Epoch), actual.Snapshots.Select(snapshot => snapshot.Epoch));
        Assert.Equal(
            expected.Snapshots.SelectMany(snapshot => snapshot.Network.Parameters),
            actual.Snapshots.SelectMany(snapshot => snapshot.Network.Parameters));
        Assert.Equal(expected.ToString(), actual.ToString());
    }

    [Fact]
    public void All_that_a_history_says_is_loaded()
    {
        var saved = Softmax().Train(Dataset.Iris, new() { Epochs = 3 });
        saved.Save(FilePath);

        var loaded = TrainingHistory.Load(FilePath, new());

        Assert.Equal(saved.ToString(), loaded.ToString());
        Assert.Equal((saved.StopReason, saved.StopMessage, saved.BestEpoch), (loaded.StopReason, loaded.StopMessage, loaded.BestEpoch));
        Assert.Same(Loss.CrossEntropy, loaded.Options.Loss);
        Assert.Equal(saved.ToHtml(), loaded.ToHtml());

        static Network Softmax() => Network.Create([4, 3], Activation.Softmax, Initializer.XavierNormal(seed: 1));
    }

    [Fact]
    public void A_history_without_an_epoch_and_one_with_losses_that_are_no_numbers_are_read_back()
    {
        NewNetwork().Train(Dataset.Xor, new() { Epochs = 0 }).Save(FilePath);
        Assert.Equal("0 epochs. All 0 epochs done.", TrainingHistory.Load(FilePath, new()).ToString());

        var loss = new Loss("undefined beyond", (p, y) => y > 1 ? double.NaN : p, (p, y) => 1);
        var options = new TrainingOptions { Loss = loss, Epochs = 2, Validation = new Dataset("beyond", [[1, 1]], [[2]]) };
        var saved = NewNetwork().Train(new Dataset("ones", [[1, 1]], [[1]]), options);
        saved.Save(FilePath);
        Assert.Equal(saved.ValidationLoss, TrainingHistory.Load(FilePath, options).ValidationLoss);
        Assert.True(double.IsNaN(saved.ValidationLoss[0]));
    }

    [Fact]
    public void Activations_of_ones_own_are_passed_when_loading()
    {
        var cube = new Activation("cube", z => z * z * z, z => 3 * z * z);
        var network = Network.Create([2, 1], cube, Initializer.SmallNormal(seed: 1));
        network.Train(Dataset.Xor, new() { Epochs = 2, SnapshotEvery = 1 }).Save(FilePath);

        Assert.Equal(4, network.Resume(Dataset.Xor, TrainingHistory.Load(FilePath, new(), cube), 2).Epochs);
        Assert.Contains(
            "layer 1 has the activation 'cube', which is not a built-in one", Assert.Throws<InvalidDataException>(
                () => TrainingHistory.Load(FilePath, new())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_options_and_other_data_are_refused()
    {
        var network = NewNetwork();
        network.Train(Dataset.Xor, Options).Save(FilePath);

        Refused("Optimizer Adam, η = 0.05 but that of options is momentum, η = 0.05.",
            Options with { Optimizer = Optimizer.Momentum(0.05) });
        Refused("BatchSize 3 but that of options is none.", Options with { BatchSize = null });
        Refused("Loss binaryCrossEntropy but that of options is meanSquaredError.", Options with { Loss = Loss.MeanSquaredError });
        Refused("Dropout 0.2 but that of options is none.", Options with { Dropout = null });
        Refused("KeepBest yes but that of options is no.", Options with { KeepBest = false });
        Refused("Validation ", Options with { Validation = null });
        var history = TrainingHistory.Load(FilePath, Options with { Epochs = 1, Patience = 3, SnapshotEvery = null });
        Throws.Argument(
            "data", "two are not the samples that history was trained on",
            () => network.Resume(Dataset.Xor.Select("two", [0, 1]), history, 1));

        void Refused(string what, TrainingOptions options) =>
            Throws.Argument("options", $"'{FilePath}' is of a training with {what}", () => TrainingHistory.Load(FilePath, options));
    }

    [Fact]
    public void A_damaged_file_is_refused()
    {
        NewNetwork().Train(Dataset.Xor, Options).Save(FilePath);
        string whole = File.ReadAllText(FilePath);

        for (int length = 0; length < whole.Length; length += 211)
            Refused(whole[..length], "");
        Refused(whole.Replace("\"loss\"", "\"less\"", StringComparison.Ordinal), "it has no list 'loss' of its epochs.");
        Refused(whole.Replace("\"last\": [", "\"last\": [1,", StringComparison.Ordinal),
            "it has 14 numbers for the 13 parameters of its network.");
        Refused(whole.Replace("\"accuracy\": [", "\"accuracy\": [1,", StringComparison.Ordinal), "'accuracy' has 10 of 9 epochs.");
        Refused(whole.Replace("\"version\": 1", "\"version\": \"1\"", StringComparison.Ordinal), "its version is not 1");
        Assert.Throws<FileNotFoundException>(() => TrainingHistory.Load(Path.Combine(folder, "no-such.json"), Options));

        void Refused(string text, string reason)
        {
            File.WriteAllText(FilePath, text);
            var exception = Assert.Throws<InvalidDataException>(() => TrainingHistory.Load(FilePath, Options));
            Assert.StartsWith(
                $"'{FilePath}' is not a training saved by this library: {reason}", exception.Message, StringComparison.Ordinal);
        }
    }

    private static Network NewNetwork() =>
        Network.Create([2, 3, 1], Activation.Tanh, Activation.Sigmoid, Initializer.StandardNormal(seed: 8));
}
