using System.Text.Json;

namespace Backprop;

/// <content>Saving to a file and loading from one.</content>
public sealed partial class TrainingHistory
{
    private const string FileFormat = "Backprop training";
    private const int FileVersion = 1;

    /// <summary>
    /// Saves the history as JSON with all that it takes to go on: the optimizer's state, the streams of shuffle and dropout, the snapshots.
    /// The network
    /// is saved apart. The file is replaced at once or not at all.
    /// </summary>
    /// <param name="path">The file, relative to the notebook; one that exists is replaced.</param>
    /// <exception cref="DirectoryNotFoundException">Its folder does not exist.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    /// <example>
    /// <code>
    /// network.Save("digits.json");
    /// history.Save("digits-training.json");
    /// // another day
    /// var network = Network.Load("digits.json");
    /// var history = TrainingHistory.Load("digits-training.json", options);
    /// history = network.Resume(training, history, epochs: 50);
    /// </code>
    /// </example>
    public void Save(string path) => JsonFile.Save(path, FileFormat, FileVersion, Write);

    /// <summary>Loads a history that was saved.</summary>
    /// <param name="path">The file, relative to the notebook.</param>
    /// <param name="options">
    /// The options of the training: the file has what they are called, not functions such as a schedule. Epochs, stopping rules, progress
    /// and snapshots
    /// may be others.
    /// </param>
    /// <param name="own">The activations of one's own that the network uses.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">The history is of a training with other options.</exception>
    /// <exception cref="InvalidDataException">
    /// The file is not a saved history, is damaged or newer than this library, or has an activation that is not known.
    /// </exception>
    public static TrainingHistory Load(string path, TrainingOptions options, params IReadOnlyList<Activation> own)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(own);
        var (document, history) = JsonFile.Load<TrainingDocument, (TrainingDocument, TrainingHistory)>(
            path, FileFormat, FileVersion, "training", document => (document, document.ToHistory(options, own)));
        foreach (var (name, given) in TrainingSettings.Of(history.Options))
        {
            if (document.Settings.GetValueOrDefault(name) is { } saved && saved != given)
            {
                throw new ArgumentException(
                    $"'{path}' is of a training with {name} {saved} but that of options is {given}.", nameof(options));
            }
        }

        return history;
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteString("data", DataFingerprint);
        json.WriteStartObject("settings");
        foreach (var (name, text) in TrainingSettings.Of(Options))
            json.WriteString(name, text);
        json.WriteEndObject();
        json.WritePropertyName("sizes");
        json.WriteRawValue($"[{string.Join(",", Sizes)}]");
        json.WritePropertyName("activations");
        JsonSerializer.Serialize(json, Activations);
        json.WriteString("stopReason", $"{StopReason}");
        json.WriteString("stopMessage", StopMessage);
        json.WriteString("lossNote", LossNote);
        json.WriteStartObject("epochs");
        foreach (var (name, values) in lists)
            json.WriteNumbers(name, [.. values]);
        json.WriteEndObject();
        json.WriteStartArray("snapshots");
        foreach (var snapshot in snapshots)
        {
            json.WriteStartObject();
            json.WriteNumber("epoch", snapshot.Epoch);
            json.WriteNumbers("parameters", snapshot.Network.Parameters);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteState(json);
    }

    private void WriteState(Utf8JsonWriter json)
    {
        json.WriteStartObject("state");
        json.WriteNumber("steps", State.Optimizer.Steps);
        json.WriteNumbers("first", State.Optimizer.FirstIfUsed);
        json.WriteNumbers("second", State.Optimizer.SecondIfUsed);
        WriteStream(json, "shuffle", State.Shuffle);
        WriteStream(json, "dropout", State.Dropout);
        json.WritePropertyName("lowestLoss");
        json.WriteRawValue(JsonFile.Number(State.LowestLoss));
        json.WriteNumber("epochsSinceLowest", State.EpochsSinceLowest);
        json.WriteNumbers("best", State.Best);
        json.WriteNumbers("last", State.Last);
        json.WriteEndObject();
    }

    private static void WriteStream(Utf8JsonWriter json, string name, RandomState? stream)
    {
        if (stream is null)
        {
            json.WriteNull(name);
            return;
        }

        var (key, position, spare) = stream.State;
        json.WriteStartObject(name);
        json.WritePropertyName("key");
        json.WriteRawValue($"[{string.Join(",", key)}]");
        json.WriteNumber("position", position);
        json.WritePropertyName("spareGaussian");
        json.WriteRawValue(spare is { } number ? JsonFile.Number(number) : "null");
        json.WriteEndObject();
    }

    /// <summary>The content of a history's file.</summary>
    private sealed record TrainingDocument(
        string Format, int Version, string Data, Dictionary<string, string> Settings, int[] Sizes, string[] Activations, string StopReason,
        string StopMessage, string LossNote, Dictionary<string, double[]> Epochs, SnapshotDocument[] Snapshots, StateDocument State)
    {
        public TrainingHistory ToHistory(TrainingOptions options, IReadOnlyList<Activation> own)
        {
            Activation[] activations = [.. Activations.Select((name, l) => NetworkDocument.ActivationNamed(name, l + 1, own))];
            var network = Network.Create(Sizes, activations, Initializer.Zeros);
            string lossName = Settings.GetValueOrDefault(nameof(options.Loss)) ?? throw new FormatException("it does not say the loss.");
            options = options with { Loss = options.Loss ?? Backprop.Loss.All.FirstOrDefault(loss => loss.Name == lossName) };
            var history = new TrainingHistory(options, Sizes, Activations, new(Data), State.ToState(network.ParameterCount))
            {
                LossNote = LossNote,
                StopReason = Enum.Parse<StopReason>(StopReason),
                StopMessage = StopMessage,
            };
            int epochs = Epochs.GetValueOrDefault("loss")?.Length ?? 0;
            foreach (var (name, values) in history.lists)
            {
                values.AddRange(Epochs.GetValueOrDefault(name) ?? throw new FormatException($"it has no list '{name}' of its epochs."));
                if (values.Count != epochs && values.Count != 0)
                    throw new FormatException($"'{name}' has {values.Count} of {epochs} epochs.");
            }

            foreach (var snapshot in Snapshots)
            {
                var copy = network.Copy();
                StateDocument.Checked(snapshot.Parameters, network.ParameterCount).CopyTo(copy.Parameters, 0);
                history.snapshots.Add(new(snapshot.Epoch, copy));
            }

            return history;
        }
    }

    private sealed record SnapshotDocument(int Epoch, double[] Parameters);

    private sealed record StreamDocument(uint[] Key, int Position, double? SpareGaussian)
    {
        public RandomState ToStream() => new(Key, Position, SpareGaussian);
    }

    private sealed record StateDocument(
        int Steps, double[]? First, double[]? Second, StreamDocument? Shuffle, StreamDocument? Dropout, double LowestLoss,
        int EpochsSinceLowest, double[]? Best, double[] Last)
    {
        public TrainingState ToState(int parameters)
        {
            var optimizer = new OptimizerState(parameters) { Steps = Steps };
            if (First is not null) Checked(First, parameters).CopyTo(optimizer.First, 0);
            if (Second is not null) Checked(Second, parameters).CopyTo(optimizer.Second, 0);
            return new(optimizer, Shuffle?.ToStream(), Dropout?.ToStream())
            {
                LowestLoss = LowestLoss,
                EpochsSinceLowest = EpochsSinceLowest,
                Best = Best is null ? null : Checked(Best, parameters),
                Last = Checked(Last, parameters),
            };
        }

        public static double[] Checked(double[] values, int parameters) => values.Length == parameters
            ? values
            : throw new FormatException($"it has {values.Length} numbers for the {parameters} parameters of its network.");
    }
}
