using Microsoft.DotNet.Interactive.Formatting;

namespace BrowserKernel;

/// <summary>What the running cell shows: values through the formatters of .NET Interactive, and the console as a stream.</summary>
internal sealed class CellOutput
{
    private const int Limit = 20_000_000;

    private readonly Action<string, string, string> show;
    private readonly CellConsole console;
    private readonly CellConsole errors;
    private long shown;

    /// <param name="show">Takes an output; see <see cref="Worker.Output"/>.</param>
    public CellOutput(Action<string, string, string> show)
    {
        this.show = show;
        console = new CellConsole(text => show("", "stdout", text));
        errors = new CellConsole(text => show("", "stderr", text));
        Console.SetOut(console);
        Console.SetError(errors);
        Formatter.SubscribeToDisplayedValues(Show);
    }

    /// <summary>Begins the output of another cell.</summary>
    public void Begin()
    {
        Flush();
        console.Begin();
        errors.Begin();
        shown = 0;
    }

    /// <summary>Hands over what the console has been given so far.</summary>
    public void Flush()
    {
        console.Flush();
        errors.Flush();
    }

    /// <summary>Shows a display, in the place of what it showed before.</summary>
    public void Show(DisplayedValue displayed) => Send(displayed.DisplayId, displayed.FormattedValues);

    /// <summary>Shows the value of a trailing expression; a display that is this value already has been shown.</summary>
    public void ShowValue(object? value)
    {
        if (value is not DisplayedValue) Send("", FormattedValue.CreateManyFromObject(value));
    }

    private void Send(string id, IReadOnlyList<FormattedValue> values)
    {
        Flush();
        if (values is not [var first, ..]) return;
        shown += first.Value.Length;
        if (shown > Limit)
        {
            throw new InvalidOperationException(
                $"this cell shows more than {Limit / 1_000_000} million characters, which a page cannot hold");
        }

        show(id, first.MimeType, first.Value);
    }
}
