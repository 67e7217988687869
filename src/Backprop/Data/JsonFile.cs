using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Backprop;

/// <summary>
/// The JSON files of this library: an object that begins with its format and version. Every number is written so that it reads back
/// exactly.
/// </summary>
internal static class JsonFile
{
    private static readonly UTF8Encoding strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly JsonSerializerOptions strict = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private static readonly JsonWriterOptions indented = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes a file at once or not at all.</summary>
    public static void Save(string path, string format, int version, Action<Utf8JsonWriter> content)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, indented))
        {
            json.WriteStartObject();
            json.WriteString("format", format);
            json.WriteNumber("version", version);
            content(json);
            json.WriteEndObject();
        }

        AtomicFile.Write(path, stream.ToArray());
    }

    /// <summary>Reads a file that was saved.</summary>
    /// <param name="path">The file; a byte-order mark at its beginning is no matter.</param>
    /// <param name="format">What it must begin with.</param>
    /// <param name="version">The version that is understood.</param>
    /// <param name="kind">What it holds, for messages: <c>network</c>.</param>
    /// <param name="read">What to make of the document; what it refuses is the file's fault.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not of this format, is damaged, or of another version.</exception>
    public static T Load<TDocument, T>(string path, string format, int version, string kind, Func<TDocument, T> read)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (!File.Exists(path)) throw new FileNotFoundException($"There is no file '{path}'; looked for {Path.GetFullPath(path)}.", path);
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path, strictUtf8));
            ThrowIfOther(json.RootElement, format, version);
            return read(json.Deserialize<TDocument>(strict)!);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or FormatException)
        {
            throw new InvalidDataException($"'{path}' is not a {kind} saved by this library: {exception.Message}", exception);
        }
    }

    /// <summary>A JSON array. The serializer's own digits do not read back as the same double at some powers of two.</summary>
    public static string Numbers(ReadOnlySpan<double> values) => $"[{string.Join(",", Array.ConvertAll(values.ToArray(), Number))}]";

    /// <summary>An array of numbers as a property; null where there is none.</summary>
    public static void WriteNumbers(this Utf8JsonWriter json, string name, double[]? values)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(values is null ? "null" : Numbers(values));
    }

    /// <summary>JSON has no numbers that are not finite; they are written as words.</summary>
    public static string Number(double value) => double.IsFinite(value) ? NumberFormat.Exact(value)
        : double.IsNaN(value) ? "\"NaN\"" : value > 0 ? "\"Infinity\"" : "\"-Infinity\"";

    private static void ThrowIfOther(JsonElement root, string format, int version)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("format", out var given)
            || given.ValueKind != JsonValueKind.String || !given.ValueEquals(format))
        {
            throw new FormatException($"it does not begin with \"format\": \"{format}\".");
        }

        bool isNumber = root.TryGetProperty("version", out var number) && number.ValueKind == JsonValueKind.Number;
        if (!isNumber || !number.TryGetInt32(out int found) || found != version)
            throw new FormatException($"its version is not {version}, the one that this library reads and writes.");
    }
}
