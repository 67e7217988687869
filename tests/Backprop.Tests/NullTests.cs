using System.Reflection;
using System.Text.Json.Nodes;

namespace Backprop.Tests;

/// <summary>Every public method refuses null for every argument that may not be null, and names it.</summary>
public sealed class NullTests
{
    private static readonly Network Network = Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.StandardNormal(seed: 1));
    private static readonly ForwardPass Forward = Network.Forward(Dataset.Xor.Inputs);
    private static readonly LossValue Loss = Backprop.Loss.MeanSquaredError.Evaluate(Forward, Dataset.Xor.Targets);
    private static readonly BackwardPass Backward = Network.Backward(Forward, Loss);

    /// <summary>An argument of each type that is right, so that only the null is wrong.</summary>
    private static readonly object[] Right =
    [
        Network, new Model(Network), Forward, Loss, Backward, Backward.Gradients, Dataset.Xor, Dataset.Xor.Inputs, Vector.Zeros(2),
        Activation.Tanh,
        Backprop.Loss.MeanSquaredError,
        Network.Layers[0], Initializer.Zeros, new TrainingOptions { Epochs = 1 }, Network.Copy()
            .Train(Dataset.Xor, new() { Epochs = 1 }), "W1[x1,h1]", new double[] { 1 }, new int[] { 0, 1, 1, 0 },
        (double[] theta) =>
            theta[0], (double x) => x, (double x, double y) => x, (double theta, double g, double rate) => theta,
            (RandomState random, int inputs, int outputs) => 0.5,
        (OptimizerStep)((theta, g, rate, memory) => (theta, memory)), new (
            string, IEnumerable<double>, IEnumerable<double>)[] { ("name", [1], [1]) },
        new (string,
            IReadOnlyList<(double, double)>)[] { ("name", [(1, 1)]) }, new[] { "name" }, new JsonArray(), new JsonObject(),
            new Figure([], []), new Playground(), PlantedBug.Draw(seed: 1),
    ];

    public static TheoryData<string> Arguments => [.. Required().Select(argument => Name(argument)).Distinct()];

    [Theory]
    [MemberData(nameof(Arguments))]
    public void Null_is_refused_by_name(string argument)
    {
        foreach (var parameter in Required().Where(parameter => Name(parameter) == argument))
        {
            var exception = Record.Exception(() => Call((MethodBase)parameter.Member, parameter));

            Assert.Equal(parameter.Name, Assert.IsAssignableFrom<ArgumentException>(exception).ParamName);
        }
    }

    private static IEnumerable<ParameterInfo> Required()
    {
        var nullability = new NullabilityInfoContext();
        return from type in typeof(Network).Assembly.GetExportedTypes()
               where type.IsClass && !type.IsSubclassOf(typeof(Delegate)) && !type.IsSubclassOf(typeof(Exception))
                   && type.GetMethod("<Clone>$") is null
               from method in type.GetMembers(
                   BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).OfType<MethodBase>()
               where !method.IsGenericMethod && !method.GetParameters().Any(parameter => parameter.ParameterType.IsByRefLike)
               from parameter in method.GetParameters()
               where !parameter.ParameterType.IsValueType && nullability.Create(parameter).WriteState == NullabilityState.NotNull
               select parameter;
    }

    private static string Name(ParameterInfo parameter) =>
        $"{parameter.Member.DeclaringType!.Name}.{parameter.Member.Name}({string.Join(", ", ((MethodBase)parameter.Member).GetParameters().Select(p => p.ParameterType.Name))}): {parameter.Name}";

    private static void Call(MethodBase method, ParameterInfo missing)
    {
        object?[] arguments = [.. method.GetParameters().Select(parameter => parameter == missing ? null : Argument(parameter))];
        object? instance = method.IsStatic || method is ConstructorInfo ? null : Right.First(method.DeclaringType!.IsInstanceOfType);
        if (method is ConstructorInfo constructor) constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
        else method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null);
    }

    private static object? Argument(ParameterInfo parameter) =>
        parameter.Name == "path" ? typeof(Network).Assembly.Location
        : Right.FirstOrDefault(parameter.ParameterType.IsInstanceOfType)
        ?? (parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType) : null);
}
