using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace NotebookRunner.Execution;

/// <summary>
/// A chart of Plotly.NET shows its own HTML. The package Plotly.NET.Interactive registers that with .NET Interactive by an
/// extension (<see href="https://github.com/plotly/Plotly.NET/blob/5.1.0/src/Plotly.NET.Interactive/Extension.fs"/>), which
/// has no place here; so its formatter, which also says where plotly.js comes from, is called directly.
/// </summary>
internal static partial class PlotlyNetChart
{
    private static int shown;

    /// <summary>The HTML of a chart; null if the value is none.</summary>
    public static string? Html(object value)
    {
        // Chart and MultiChart derive from it.
        var type = value.GetType();
        while (type is not null && type.FullName != "Plotly.NET.GenericChart") type = type.BaseType;
        if (type is null) return null;
        var method = Formatters(type.Assembly)?.GetMethod("toInteractiveHTML") ?? type.GetMethod("toChartHTML", BindingFlags.Public | BindingFlags.Static);
        return method?.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [value], CultureInfo.InvariantCulture) is string html ? WithFixedId(html, Interlocked.Increment(ref shown)) : null;
    }

    /// <summary>The formatters of Plotly.NET.Interactive; null if the notebook did without that package.</summary>
    private static Type? Formatters(Assembly plotlyNet)
    {
        try
        {
            return AssemblyLoadContext.GetLoadContext(plotlyNet)?.LoadFromAssemblyName(new AssemblyName(plotlyNet.FullName!) { Name = "Plotly.NET.Interactive" }).GetType("Plotly.NET.Interactive.Formatters");
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The HTML with an id that is the same in each run; Plotly.NET makes one up at random.</summary>
    /// <param name="html">The HTML of a chart.</param>
    /// <param name="number">How many charts the notebook has shown so far: one that is shown twice needs two ids.</param>
    internal static string WithFixedId(string html, int number)
    {
        if (!Guid.TryParse(Id().Match(html).Value, out var random)) return html;
        return WithId(new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"{number} {WithId(Guid.Empty)}")).AsSpan(..16)));

        string WithId(Guid id) => html.Replace($"{random:D}", $"{id:D}", StringComparison.Ordinal).Replace($"{random:N}", $"{id:N}", StringComparison.Ordinal);
    }

    [GeneratedRegex("(?<=<div id=\")[0-9a-f-]{36}(?=\")")]
    private static partial Regex Id();
}
