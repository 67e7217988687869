using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Backprop;

/// <summary>What a PyTorch program that <see cref="Network.ExportPyTorch"/> wrote has trained.</summary>
/// <param name="Network">The trained network.</param>
/// <param name="Loss">The loss of each epoch.</param>
/// <param name="Processes">How many processes trained it.</param>
/// <param name="Time">How long all epochs took, without the start of the processes.</param>
public sealed partial record PyTorchRun(Network Network, IReadOnlyList<double> Loss, int Processes, TimeSpan Time)
{
    private static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Reads <c>trained.safetensors</c> and <c>history.json</c>.</summary>
    /// <param name="folder">The folder of the program.</param>
    /// <exception cref="FileNotFoundException">The program has not been run there.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or the training diverged.</exception>
    public static PyTorchRun Read(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        string path = Path.Combine(folder, "history.json");
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no '{path}': run `python3 train.py` in '{Path.GetFullPath(folder)}' first.", path);
        try
        {
            var history = JsonSerializer.Deserialize<History>(Quoted(File.ReadAllText(path)), json);
            if (history is { Loss: { } losses } && Array.FindIndex(losses, loss => !double.IsFinite(loss)) is >= 0 and var epoch)
            {
                throw new InvalidDataException(
                    $"The training in '{Path.GetFullPath(folder)}' diverged: the loss is not finite from epoch {epoch} on. "
                    + "Try a smaller learning rate.");
            }

            if (history is not { Loss: not null, Processes: > 0 })
                throw new InvalidDataException($"'{path}' has no list 'loss' and no number 'processes'.");
            return new(
                Network.LoadSafetensors(Path.Combine(folder, "trained.safetensors")), history.Loss, history.Processes,
                TimeSpan.FromSeconds(history.Seconds));
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"'{path}' is not the history of a training: {exception.Message}", exception);
        }
    }

    /// <summary>Python writes numbers that are not finite as JSON does not know them: NaN, Infinity.</summary>
    private static string Quoted(string text) => NotFinite().Replace(text, "\"$0\"");

    [GeneratedRegex(@"NaN|-?Infinity")]
    private static partial Regex NotFinite();

    private sealed record History(double[]? Loss, int Processes, double Seconds);
}
