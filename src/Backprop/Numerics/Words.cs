using System.Globalization;

namespace Backprop;

/// <summary>Numbers and names in sentences.</summary>
internal static class Words
{
    /// <summary>So many of something: <c>1 sample</c>, <c>4 samples</c>.</summary>
    public static string Count(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>A member of an enumeration in words: <c>dual numbers</c> for <c>DualNumbers</c>.</summary>
    public static string Of(Enum member) =>
        string.Concat(
            member.ToString()
            .Select((c, i) => i > 0 && char.IsUpper(c) ? " " + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));
}
