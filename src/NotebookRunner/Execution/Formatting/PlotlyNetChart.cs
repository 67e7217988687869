using System.Globalization;
using System.Reflection;

namespace NotebookRunner.Execution;

/// <summary>
/// A chart of Plotly.NET shows its own HTML. The package registers that with .NET Interactive by an extension
/// (<see href="https://github.com/plotly/Plotly.NET/blob/5.0.0/src/Plotly.NET.Interactive/Extension.fs"/>), which has no place here.
/// </summary>
internal static class PlotlyNetChart
{
    /// <summary>The HTML of a chart; null if the value is none.</summary>
    public static string? Html(object value)
    {
        // Chart and MultiChart derive from it.
        var type = value.GetType();
        while (type is not null && type.FullName != "Plotly.NET.GenericChart") type = type.BaseType;
        return type?.GetMethod("toChartHTML", BindingFlags.Public | BindingFlags.Static) is { } method
            ? method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [value], CultureInfo.InvariantCulture) as string
            : null;
    }
}
