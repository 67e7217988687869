using System.Reflection;

namespace Backprop;

/// <summary>The built-in members of a family such as the activations. Each stands in a file of its own, so no list names them.</summary>
internal static class BuiltIns
{
    /// <summary>Every public static property of a type that holds one of it, in the order of their names.</summary>
    public static IReadOnlyList<T> Of<T>(Func<T, string> name)
        where T : class =>
        [.. typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType == typeof(T))
            .Select(property => (T)property.GetValue(null)!)
            .OrderBy(name, StringComparer.Ordinal)];

    /// <summary>
    /// The one with a name, however its words are put together: <c>leaky_relu</c>, <c>Leaky ReLU</c> and <c>leakyRelu</c> are the same, and
    /// so are PyTorch's <c>nn.LeakyReLU</c>, and <c>MSELoss</c> for <c>mse</c>.
    /// </summary>
    /// <param name="all">Every built-in member.</param>
    /// <param name="name">The name asked for.</param>
    /// <param name="names">The name of a member and the others that it is known by, such as <c>mse</c>.</param>
    public static T? Named<T>(IReadOnlyList<T> all, string? name, Func<T, IEnumerable<string>> names)
        where T : class =>
        name is null ? null : all.FirstOrDefault(member => names(member).Select(Letters).Contains(Letters(name)));

    private static string Letters(string name)
    {
        string letters = string.Concat(name[(name.LastIndexOf('.') + 1)..].Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return letters.EndsWith("LOSS", StringComparison.Ordinal) ? letters[..^4] : letters;
    }
}
