using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Backprop.Tests.Training.Diagnosis;

/// <summary>
/// A line of C# that the doctor proposes, compiled as a user would write it: after <c>network</c>, <c>data</c>, <c>options</c>.
/// </summary>
internal static class ProposalCode
{
    private static readonly MetadataReference[] references =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is "Backprop.dll" or "netstandard.dll"
                || Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The line as a function of a training.</summary>
    public static Func<TrainingSetup, TrainingSetup> Compile(string code)
    {
        var assembly = System.Reflection.Assembly.Load(Emit(code));
        var apply =
            assembly.GetType("Proposal")!.GetMethod("Apply")!.CreateDelegate<Func<Network, Dataset, TrainingOptions,
            (Network, Dataset, TrainingOptions)>>();
        return setup =>
        {
            var (network, data, options) = apply(setup.Network, setup.Data, setup.Options);
            return new(network, data, options);
        };
    }

    private static byte[] Emit(string code)
    {
        string source = $$"""
            using System;
            using System.Collections.Generic;
            using System.Linq;
            using Backprop;

            public static class Proposal
            {
                public static (Network, Dataset, TrainingOptions) Apply(Network network, Dataset data, TrainingOptions options)
                {
                    {{code}}
                    return (network, data, options);
                }
            }
            """;
        var compilation = CSharpCompilation.Create(
            $"Proposal{Guid.NewGuid():N}", [CSharpSyntaxTree.ParseText(source)], references, new(OutputKind.DynamicallyLinkedLibrary));
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        Assert.True(result.Success, $"{code}\n{string.Join('\n', result.Diagnostics)}");
        return stream.ToArray();
    }
}
