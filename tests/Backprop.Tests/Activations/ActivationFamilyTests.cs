using Jint;

namespace Backprop.Tests.Activations;

/// <summary>What holds for every built-in elementwise activation: a new one is found by itself.</summary>
public sealed class ActivationFamilyTests
{
    private static readonly double[] Points = [-700, -30, -8, -3, -1.5, -1, -0.3, -1e-3, -1e-9, 0, 1e-9, 1e-3, 0.3, 1, 1.5, 3, 8, 30, 700];

    public static TheoryData<string> Names =>
        [.. Activation.All.Where(activation => activation.IsElementwise).Select(activation => activation.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_derivative_by_hand_equals_that_of_dual_and_of_complex_numbers(string name)
    {
        var activation = Activation.Named(name);
        foreach (double z in Points.Where(z => !activation.Kinks.Contains(z)))
        {
            var dual = new Dual[1];
            activation.Kernel.ApplyRow([Dual.Variable(z)], dual);
            var complex = new ComplexNumber[1];
            activation.Kernel.ApplyRow([new ComplexNumber(new(z, 1e-20))], complex);

            Close.To(1e-13, dual[0].Derivative, activation.Derivative(z), $"{name}'({z})", absolute: 1e-15);
            Close.To(1e-13, complex[0].Imaginary / 1e-20, activation.Derivative(z), $"{name}'({z}) by the complex step", absolute: 1e-15);
            Close.To(1e-14, dual[0].Value, activation.Apply(z), $"{name}({z})", absolute: 1e-15);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_JavaScript_equals_the_function_and_its_derivative(string name)
    {
        var activation = Activation.Named(name);
        using var engine = new Engine();
        engine.Execute(ErrorFunction.JavaScript);
        engine.Execute(
            $"function f(z) {{ return {activation.JavaScript!.Function}; }} function derivative(z, a) {{ return {activation.JavaScript.Derivative}; }}");
        foreach (double z in Points)
        {
            double a = activation.Apply(z);
            Close.To(1e-13, a, engine.Invoke("f", z).AsNumber(), $"{name}({z})", absolute: 1e-15);
            Close.To(1e-13, activation.Derivative(z), engine.Invoke("derivative", z, a).AsNumber(), $"{name}'({z})", absolute: 1e-15);
        }
    }
}
