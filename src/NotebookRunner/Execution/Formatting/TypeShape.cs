using System.Collections;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace NotebookRunner.Execution;

/// <summary>What of a type's values is shown when nothing else says how: its public properties and fields, or its items.</summary>
internal static class TypeShape
{
    /// <summary>Items of a sequence that are shown before the rest is only counted.</summary>
    public const int ItemLimit = 20;

    /// <summary>How deep values within values are shown.</summary>
    public const int DepthLimit = 6;

    public static bool IsScalar(Type type) =>
        type.IsPrimitive || type == typeof(string) || type == typeof(decimal) || type == typeof(Guid)
        || type == typeof(DateTime) || type == typeof(DateTimeOffset) || type == typeof(TimeSpan)
        || type == typeof(System.Numerics.BigInteger) || type.IsEnum
        || (Nullable.GetUnderlyingType(type) is { } underlying && IsScalar(underlying));

    public static bool IsTuple(Type type) => typeof(ITuple).IsAssignableFrom(type);

    /// <summary>The element type where it is known, such as <c>int</c> of <c>int[]</c>, <c>int[,]</c> and <c>List&lt;int&gt;</c>.</summary>
    public static Type? ElementType(Type type) =>
        type.IsArray
            ? type.GetElementType()
            : type.GetInterfaces().Append(type)
                .Where(i => i.IsConstructedGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))
                .Select(i => i.GenericTypeArguments[0])
                .FirstOrDefault();

    /// <summary>Whether a sequence is shown by its items alone: arrays, collections, query results.</summary>
    public static bool IsItemsOnly(Type type) =>
        type.IsArray || type.IsNestedPrivate || typeof(ICollection).IsAssignableFrom(type)
        || type.GetInterfaces().Any(i => i.IsConstructedGenericType && (i.GetGenericTypeDefinition() == typeof(IOrderedEnumerable<>)
            || i.GetGenericTypeDefinition() == typeof(IDictionary<,>) || i.GetGenericTypeDefinition() == typeof(ICollection<>)
            || i.GetGenericTypeDefinition() == typeof(IReadOnlyCollection<>)))
        || Members(type).Count == 0;

    /// <summary>The keys and values of a dictionary in its own order, or null for anything else.</summary>
    public static IEnumerable<(object? Key, object? Value)>? Entries(object value) => value switch
    {
        IDictionary dictionary => Entries(dictionary),
        IEnumerable sequence when value.GetType().GetInterfaces().Any(i => i.IsConstructedGenericType
            && (i.GetGenericTypeDefinition() == typeof(IDictionary<,>) || i.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>))) =>
            sequence.Cast<object>().Select(pair => (Get(pair, "Key"), Get(pair, "Value"))),
        _ => null,
    };

    private static IEnumerable<(object? Key, object? Value)> Entries(IDictionary dictionary)
    {
        foreach (DictionaryEntry entry in dictionary) yield return (entry.Key, entry.Value);
    }

    /// <summary>The first <see cref="ItemLimit"/> items and how many follow: null if that would mean counting a query.</summary>
    public static (List<T> Items, int? More) Take<T>(IEnumerable<T> sequence, int? count)
    {
        var items = sequence.Take(ItemLimit + 1).ToList();
        if (items.Count <= ItemLimit) return (items, 0);
        items.RemoveAt(ItemLimit);
        return (items, count - ItemLimit);
    }

    public static int? Count(object value) =>
        value is ICollection collection ? collection.Count
        : value.GetType().GetInterfaces().FirstOrDefault(i => i.IsConstructedGenericType
            && i.GetGenericTypeDefinition() == typeof(IReadOnlyCollection<>)) is { } counted ? (int?)counted.GetProperty("Count")!.GetValue(value)
        : null;

    /// <summary>Public properties and fields with a readable value; a property that throws gives its exception.</summary>
    public static IReadOnlyList<(string Name, Func<object, object?> Get)> Members(Type type) =>
        [.. type.GetMembers(BindingFlags.Public | BindingFlags.Instance).Select(Accessor).OfType<(string, Func<object, object?>)>()];

    private static (string, Func<object, object?>)? Accessor(MemberInfo member) => member switch
    {
        FieldInfo field => (field.Name, field.GetValue),
        PropertyInfo { CanRead: true, GetMethod.IsPublic: true } property when property.GetIndexParameters().Length == 0
            && property.GetCustomAttribute<DebuggerBrowsableAttribute>()?.State != DebuggerBrowsableState.Never
            && !property.PropertyType.IsByRefLike && !property.PropertyType.IsPointer => (property.Name, instance =>
            {
                try
                {
                    return property.GetValue(instance);
                }
                catch (TargetInvocationException e)
                {
                    return e.InnerException;
                }
            }
        ),
        _ => null,
    };

    private static object? Get(object instance, string property) => instance.GetType().GetProperty(property)!.GetValue(instance);
}
