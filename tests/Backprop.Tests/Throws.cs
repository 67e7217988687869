namespace Backprop.Tests;

/// <summary>Assertions about what an exception says.</summary>
internal static class Throws
{
    /// <summary>An <see cref="ArgumentException"/> about one parameter whose message begins as given.</summary>
    public static void Argument(string parameter, string message, Action action)
    {
        var exception = Assert.ThrowsAny<ArgumentException>(action);
        Assert.Equal(parameter, exception.ParamName);
        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
    }
}
