using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace NotebookRunner.Execution;

/// <summary>
/// A value of C# for a JavaScript cell, as JSON: <c>#!set --name x --value @csharp:y</c>, or
/// <c>#!share --from csharp y --as x</c>.
/// </summary>
internal static partial class SharedValue
{
    private static readonly JsonSerializerOptions Json = new()
    {
        IncludeFields = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        ReferenceHandler = ReferenceHandler.IgnoreCycles,
    };

    /// <returns>The name in JavaScript and the value as JSON.</returns>
    /// <exception cref="FormatException">The line is not understood, there is no such variable, or it has no JSON form.</exception>
    public static (string Name, string Json) Read(DirectivePart directive, CSharpSession csharp)
    {
        var (name, variable) = directive.Name == "#!set" ? ReadSet(directive.Arguments) : ReadShare(directive.Arguments);
        if (!Identifier().IsMatch(name)) throw new FormatException($"{name} is no name of a JavaScript variable");
        if (!csharp.TryGetValue(variable, out object? value)) throw new FormatException($"no cell before this one declared a variable {variable} in C#");
        try
        {
            return (name, JsonSerializer.Serialize(value, Json));
        }
        catch (Exception e) when (e is NotSupportedException or JsonException or ArgumentException)
        {
            throw new FormatException($"{variable} cannot be handed on as JSON: {e.Message}");
        }
    }

    private static (string Name, string Variable) ReadSet(string arguments)
    {
        var options = Options(arguments);
        return options.TryGetValue("--name", out string? name) && options.TryGetValue("--value", out string? value) && value.StartsWith("@csharp:", StringComparison.Ordinal)
            ? (name, value["@csharp:".Length..])
            : throw new FormatException("it is written #!set --name x --value @csharp:y");
    }

    private static (string Name, string Variable) ReadShare(string arguments)
    {
        var options = Options(arguments);
        if ((!options.TryGetValue("--name", out string? variable) && !options.TryGetValue("", out variable)) || options.GetValueOrDefault("--from") != "csharp")
        {
            throw new FormatException("it is written #!share --from csharp y, or with --as x to give it another name");
        }
        return (options.GetValueOrDefault("--as", variable), variable);
    }

    private static Dictionary<string, string> Options(string arguments)
    {
        string[] words = arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Dictionary<string, string> options = [];
        for (int i = 0; i < words.Length; i++)
        {
            if (words[i].StartsWith("--", StringComparison.Ordinal) && i + 1 < words.Length) options[words[i]] = words[++i].Trim('"');
            else options[""] = words[i].Trim('"');
        }
        return options;
    }

    [GeneratedRegex(@"^[\p{L}_$][\p{L}\p{Nd}_$]*$")]
    private static partial Regex Identifier();
}
