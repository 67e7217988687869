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

    /// <summary>A whole cell that trains <c>network</c>, as a function that gives it.</summary>
    public static Func<Network> CompileTraining(string cell)
    {
        string body = string.Join('\n', cell.Split('\n').Where(line => !line.StartsWith("#r ", StringComparison.Ordinal)
            && !line.StartsWith("using ", StringComparison.Ordinal)));
        byte[] assembly = EmitMember($$"""
            private static void display(object value) => value.ToString();
            public static Network Run()
            {
            {{body.Replace("display(history);\n", "display(history);\n_ = ", StringComparison.Ordinal)}};
                return network;
            }
            """);
        return System.Reflection.Assembly.Load(assembly).GetType("Proposal")!.GetMethod("Run")!
            .CreateDelegate<Func<Network>>();
    }

    private static byte[] Emit(string code) => EmitMember($$"""
        public static (Network, Dataset, TrainingOptions) Apply(Network network, Dataset data, TrainingOptions options)
        {
            {{code}}
            return (network, data, options);
        }
        """);

    private static byte[] EmitMember(string member)
    {
        string source = $$"""
            using System;
            using System.Collections.Generic;
            using System.Linq;
            using Backprop;

            public static class Proposal
            {
                {{member}}
            }
            """;
        var compilation = CSharpCompilation.Create(
            $"Proposal{Guid.NewGuid():N}", [CSharpSyntaxTree.ParseText(source)], references, new(OutputKind.DynamicallyLinkedLibrary));
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        Assert.True(result.Success, $"{member}\n{string.Join('\n', result.Diagnostics)}");
        return stream.ToArray();
    }
}
