namespace Backprop;

/// <summary>A gradient check failed; the message is the report's paragraph.</summary>
/// <param name="report">The report.</param>
public sealed class GradientCheckException(GradientCheckReport report) : Exception(report?.ToString())
{
    /// <summary>The report.</summary>
    public GradientCheckReport Report { get; } = report!;
}
