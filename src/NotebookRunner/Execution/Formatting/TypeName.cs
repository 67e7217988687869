using System.Runtime.CompilerServices;

namespace NotebookRunner.Execution;

/// <summary>The name of a type as one writes it in C#: <c>List&lt;Double[]&gt;</c>.</summary>
internal static class TypeName
{
    public static string Of(Type type)
    {
        if (type.IsArray) return Of(type.GetElementType()!) + "[" + new string(',', type.GetArrayRank() - 1) + "]";
        if (type.IsDefined(typeof(CompilerGeneratedAttribute), false) && type.Name.Contains("AnonymousType", StringComparison.Ordinal)) return "(anonymous)";
        string name = type.Name.Split('`')[0];
        if (type.IsNested && !type.IsGenericParameter && !type.DeclaringType!.Name.StartsWith("Submission#", StringComparison.Ordinal))
        {
            name = type.DeclaringType.Name.Split('`')[0] + "." + name;
        }
        return type.IsGenericType ? $"{name}<{string.Join(",", type.GetGenericArguments().Select(Of))}>" : name;
    }
}
