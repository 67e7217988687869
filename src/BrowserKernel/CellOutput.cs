using Microsoft.DotNet.Interactive.Formatting;

namespace BrowserKernel;

/// <summary>What the running cell shows: values through the formatters of .NET Interactive, and the console as a stream.</summary>
internal sealed class CellOutput
{
    private const int Limit = 20_000_000;
    private const int DisplayLimit = 1_000;

    private readonly OutputQueue queue;
    private readonly CellConsole console;
    private readonly CellConsole errors;
    private readonly HashSet<string> displays = new(StringComparer.Ordinal);
    private long shown;
    private int count;

    /// <param name="show">Takes an output; see <see cref="Worker.Output"/>.</param>
    public CellOutput(Action<string, string, string> show)
    {
        queue = new OutputQueue(show);
        console = new CellConsole("stdout", queue);
        errors = new CellConsole("stderr", queue);
        Console.SetOut(console);
        Console.SetError(errors);
        Formatter.SubscribeToDisplayedValues(Show);
    }

    /// <summary>Begins the output of another cell.</summary>
    public void Begin()
    {
        console.Begin();
        errors.Begin();
        (shown, count) = (0, 0);
    }

    /// <summary>Hands over what has been shown so far.</summary>
    public void Flush() => queue.Flush();

    /// <summary>Shows a display, in the place of what it showed before.</summary>
    public void Show(DisplayedValue displayed) => Send(displayed.DisplayId, displayed.FormattedValues);

    /// <summary>Shows the value of a trailing expression; a display that is this value already has been shown.</summary>
    public void ShowValue(object? value)
    {
        if (value is not DisplayedValue) Send("", FormattedValue.CreateManyFromObject(value));
    }

    private void Send(string id, IReadOnlyList<FormattedValue> values)
    {
        if (values is not [var first, ..]) return;
        // A display that is shown anew takes no more room.
        if (id.Length == 0 || displays.Add(id))
        {
            shown += first.Value.Length;
            count++;
        }

        if (shown > Limit || first.Value.Length > Limit)
        {
            throw new InvalidOperationException(
                $"this cell shows more than {Limit / 1_000_000} million characters, which a page cannot hold");
        }

        if (count > DisplayLimit)
            throw new InvalidOperationException($"this cell shows more than {DisplayLimit} values, which nobody reads");
        queue.Show(id, first.MimeType, first.Value);
    }
}
