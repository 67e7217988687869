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
}
