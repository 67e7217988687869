using System.Reflection;

namespace Backprop.Tests;

/// <summary>Activations and losses of one's own, and what all of them say of themselves.</summary>
public sealed class FunctionTests
{
    private readonly struct Cube : IElementwiseFunction<Cube>
    {
        public static string Name => "cube";

        public static T Apply<T>(T z)
            where T : struct, IScalar<T> => z * z * z;

        public static double Derivative(double z, double a) => 3 * z * z;
    }

    private readonly struct Impostor : IElementwiseFunction<Impostor>
    {
        public static string Name => "Sigmoid";

        public static T Apply<T>(T z)
            where T : struct, IScalar<T> => z;

        public static double Derivative(double z, double a) => 1;
    }

    private readonly struct FourthPower : ILossFunction<FourthPower>
    {
        public static string Name => "fourthPower";

        public static Reduction OverOutputs => Reduction.Mean;

        public static Reduction OverSamples => Reduction.Sum;

        public static T Term<T>(T prediction, double target)
            where T : struct, IScalar<T> => (prediction - target) * (prediction - target) * (prediction - target) * (prediction - target);

        public static double Derivative(double prediction, double target) => 4 * Math.Pow(prediction - target, 3);
    }

    [Fact]
    public void A_family_has_every_member_that_is_declared()
    {
        Assert.Contains(Activation.Softmax, Activation.All);
        Assert.Contains(Activation.LeakyReLU, Activation.All);
        Assert.Contains(Loss.MeanSquaredError, Loss.All);
        Assert.Equal(
            Activation.All.Select(activation => activation.Name).Order(StringComparer.Ordinal),
            Activation.All.Select(activation => activation.Name));
        Assert.Equal(Loss.All.Select(loss => loss.Name).Order(StringComparer.Ordinal), Loss.All.Select(loss => loss.Name));
    }

    public static TheoryData<string> Properties => [.. PropertiesOf<Activation>().Concat(PropertiesOf<Loss>())];

    [Theory]
    [MemberData(nameof(Properties))]
    public void A_built_in_function_is_found_by_the_name_of_its_property(string property)
    {
        if (typeof(Activation).GetProperty(property)?.GetValue(null) is { } activation) Assert.Same(activation, Activation.Named(property));
        else Assert.Same(typeof(Loss).GetProperty(property)!.GetValue(null), Loss.Named(property));
    }

    [Fact]
    public void Built_in_functions_have_titles_kinks_equations_and_JavaScript()
    {
        Assert.All(Activation.All, activation => Assert.Equal(activation.Title, activation.ToString()));
        Assert.All(Loss.All, loss => Assert.Equal(loss.Title, loss.ToString()));
        Assert.All(Activation.All, activation => Assert.True(activation.IsGeneric));
        Assert.All(Loss.All, loss => Assert.True(loss.IsGeneric));
        Assert.All(Activation.All, activation => Assert.Subset(activation.Breakpoints.ToHashSet(), activation.Kinks.ToHashSet()));
        Assert.All(Loss.All, loss => Assert.Subset(loss.Breakpoints.ToHashSet(), loss.Kinks.ToHashSet()));
        Assert.All(Activation.All.Where(activation => activation.IsElementwise), activation => Assert.NotNull(activation.JavaScript));
        Assert.All(
            Activation.All.Where(activation => activation.IsElementwise),
            activation => Assert.NotNull(activation.Equation ?? activation.DerivativeEquation));
        Assert.All(Loss.All, loss => Assert.NotNull(loss.JavaScript));
        Assert.All(Loss.All, loss => Assert.NotNull(loss.Equation ?? loss.DerivativeEquation));
        Assert.False(Activation.Softmax.IsElementwise);
    }

    /// <summary>Where the slopes on both sides of a number differ there is a kink, and nowhere else.</summary>
    [Fact]
    public void Kinks_are_where_the_slopes_on_both_sides_differ()
    {
        foreach (var activation in Activation.All.Where(activation => activation.IsElementwise))
        {
            foreach (double z in new[] { -2.0, -1, -0.5, 0, 0.5, 1, 2 })
                AssertKink(activation.Kinks.Contains(z), activation.Apply, z, activation.Name);
        }

        foreach (var loss in Loss.All)
        {
            foreach (double residual in new[] { -1.0, -0.5, 0, 0.5, 1 })
            {
                double target = new[] { 0, 0.25, 1 }.First(y => loss.TargetError([y]) is null);
                double prediction = loss.IsOfProbabilities ? 0.5 : target + residual;
                AssertKink(loss.Kinks.Contains(prediction - target), p => loss.Term(p, target), prediction, loss.Name);
            }
        }

        static void AssertKink(bool expected, Func<double, double> function, double x, string name)
        {
            const double H = 1e-6;
            double left = (function(x) - function(x - H)) / H, right = (function(x + H) - function(x)) / H;
            Assert.True(Math.Abs(right - left) > 1e-3 == expected, $"{name} at {x}: slopes {left} and {right}");
        }
    }

    [Fact]
    public void Reductions_are_those_of_the_formulas()
    {
        (Reduction, Reduction) Of(Loss loss) => (loss.OverOutputs, loss.OverSamples);
        Assert.Equal((Reduction.Mean, Reduction.Mean), Of(Loss.MeanSquaredError));
        Assert.Equal((Reduction.Sum, Reduction.Sum), Of(Loss.HalfSumSquaredError));
        Assert.Equal((Reduction.Mean, Reduction.Mean), Of(Loss.BinaryCrossEntropy));
        Assert.Equal((Reduction.Sum, Reduction.Mean), Of(Loss.CrossEntropy));
    }

    [Fact]
    public void An_activation_of_lambdas_is_used_as_it_is()
    {
        var cube = new Activation("cube", z => z * z * z, z => 3 * z * z);

        Assert.Equal([[8, -1]], cube.Apply([[2, -1]]));
        Assert.Equal([[12, 3]], cube.Derivative([[2, -1]]));
        Assert.Equal((27, 27), (cube.Apply(3.0), cube.Derivative(3.0)));
        Assert.False(cube.IsGeneric);
        Assert.True(cube.IsElementwise);
        Assert.Empty(cube.Kinks);
        Assert.Throws<NotSupportedException>(() => cube.Kernel.ApplyRow<Dual>([1.0], new Dual[1]));
        var row = new Real[1];
        cube.Kernel.ApplyRow<Real>([2.0], row);
        Assert.Equal(8, row[0].Value);
    }

    [Fact]
    public void A_name_that_is_taken_is_refused_in_any_case() =>
        Throws.Argument(
            "TFunction", "There is a built-in activation named 'Sigmoid'; give your own another name.", () => Activation.Of<Impostor>());

    /// <summary>
    /// Several numbers are taken at a time and the rest one by one: lengths on both sides of any vector, at a kink and beside it.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(17)]
    public void A_vectorised_form_equals_the_form_for_one_number(int length)
    {
        double[] z = [.. Enumerable.Range(0, length)
            .Select(i => new[] { 0, -1, 0.5, -1e-300, 1e-300, 2, -3 }[i % 7])],
            gradient = [.. Enumerable.Range(1, length).Select(i => 0.1 * i)];
        AssertSame<ReLU>();
        AssertSame<LeakyReLU>();
        AssertSame<Sigmoid>();
        AssertSame<Tanh>();

        void AssertSame<TFunction>()
            where TFunction : IElementwiseFunction<TFunction>
        {
            double[] a = new double[length], delta = new double[length];
            TFunction.Apply(z, a);
            TFunction.Backward(z, a, gradient, delta);
            Close.To(1e-15, [.. z.Select(one => (double)TFunction.Apply<Real>(one))], a, TFunction.Name, absolute: 2e-16);
            Close.To(
                1e-15, [.. z.Select((one, i) => gradient[i] * TFunction.Derivative(one, a[i]))], delta, TFunction.Name + "'",
                absolute: 1e-15);
        }
    }

    [Fact]
    public void Spans_of_different_lengths_are_refused()
    {
        Throws.Argument(
            "delta", "The spans differ in length.", () => Tanh.Backward(new double[1], new double[2], new double[2], new double[2]));
        Throws.Argument(
            "delta", "The spans differ in length.", () => Tanh.Backward(new double[2], new double[1], new double[2], new double[2]));
        Throws.Argument(
            "delta", "The spans differ in length.", () => Tanh.Backward(new double[2], new double[2], new double[1], new double[2]));
    }

    [Fact]
    public void An_activation_over_any_number_type_equals_the_same_lambdas()
    {
        var (generic, lambdas) = (Activation.Of<Cube>(), new Activation("cubeOfDoubles", z => z * z * z, z => 3 * z * z));
        var (one, other) = (NetworkOf(generic), NetworkOf(lambdas));

        one.Train(Dataset.Xor, new() { Epochs = 10 });
        other.Train(Dataset.Xor, new() { Epochs = 10 });

        Assert.Equal(one.Parameters.ToArray(), other.Parameters.ToArray());
        Assert.True(generic.IsGeneric);
    }

    [Theory]
    [InlineData(Reduction.Mean, 0.25, 0.5)]
    [InlineData(Reduction.Sum, 1.0, 1.0)]
    public void A_loss_of_lambdas_is_the_mean_or_the_sum_of_its_terms(Reduction reduction, double scale, double sampleScale)
    {
        var fourth = new Loss("fourth", (p, y) => Math.Pow(p - y, 4), (p, y) => 4 * Math.Pow(p - y, 3), reduction);

        var loss = fourth.Evaluate(M([[1, 2], [3, 2]]), M([[0, 4], [2, 5]]));

        Assert.Equal(scale * (1 + 16 + 1 + 81), loss.Value);
        Assert.Equal([sampleScale * 17, sampleScale * 82], loss.SampleTerms);
        Assert.Equal(scale * M([[4, -32], [4, -108]]), loss.Gradient);
        Assert.False(fourth.IsGeneric);
        Assert.Same(fourth, loss.Function);
    }

    [Fact]
    public void A_loss_over_any_number_type_reduces_outputs_and_samples_as_it_says()
    {
        var loss = Loss.Of<FourthPower>();

        var value = loss.Evaluate(M([[1, 2], [3, 2]]), M([[0, 4], [2, 2]]));

        Assert.Equal(((1 + 16) / 2.0) + (1 / 2.0), value.Value);
        Assert.Equal([8.5, 0.5], value.SampleTerms);
        Assert.Equal([[2, -16], [2, 0]], value.Gradient);
        Assert.True(loss.IsGeneric);
    }

    [Fact]
    public void A_lambda_over_double_cannot_be_evaluated_in_other_numbers()
    {
        var fourth = new Loss("fourth", (p, y) => Math.Pow(p - y, 4), (p, y) => 4 * Math.Pow(p - y, 3));
        Assert.Throws<NotSupportedException>(() => fourth.SampleTerm<Dual>(null, [], [1.0], [1.0]));
        Assert.Equal(16, fourth.SampleTerm<Real>(null, [], [3.0], [1.0]).Value);
    }

    [Fact]
    public void Softmax_rows_are_distributions_and_its_backward_step_is_the_Jacobian()
    {
        Matrix z = [[1, 2, 3], [-5, 0, 5]];
        var a = Activation.Softmax.Apply(z);
        Assert.All(Enumerable.Range(0, 2), i => Close.To(1e-15, 1, a.Row(i).ToArray().Sum(), "sum"));
        Matrix g = [[0.3, -0.2, 0.9], [1, 0, -1]];
        double[] delta = new double[6];
        Activation.Softmax.Kernel.Backward(z.Values, a.Values, g.Values, delta, 3);

        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                double expected = Enumerable.Range(0, 3).Sum(k => g[i, k] * a[i, k] * ((k == j ? 1 : 0) - a[i, j]));
                Close.To(1e-14, expected, delta[(i * 3) + j], $"delta[{i},{j}]", absolute: 1e-17);
            }
        }
    }

    private static IEnumerable<string> PropertiesOf<T>() =>
        typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Static).Where(property => property.PropertyType == typeof(T))
            .Select(property => property.Name);

    private static Network NetworkOf(Activation hidden) =>
        Network.Create([2, 3, 1], hidden, Activation.Sigmoid, Initializer.XavierNormal(seed: 4));
}
