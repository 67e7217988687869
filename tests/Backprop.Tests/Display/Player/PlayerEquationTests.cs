namespace Backprop.Tests.Display;

/// <summary>The equations of the player: each evaluates to the number beside it, and knows where that comes from and goes.</summary>
public sealed class PlayerEquationTests
{
    private static readonly Dataset Three = new("three", [[0.5, -1], [1, 2], [-0.3, 0.7]], [[1, 0, 0], [0, 1, 0], [0, 0, 1]]);

    /// <summary>Every key that a player can show, of all samples.</summary>
    private const string AllKeys = """
        const sizes = steps.sizesOf(state), pass = steps.passOf(state), names = equations.naming(sizes, model.inputNames);
        const keys = pass.samples.flatMap(sample => steps.listOf(state).flatMap(step => steps.computes(step, sizes, sample)
          .flatMap(key => key.startsWith("delta") && pass.layers[step.layer - 1].derivative ? [key, key.replace("delta", "d")] : [key])))
          .filter((key, k, all) => all.indexOf(key) === k);
        """;

    public static TheoryData<string, string, string> Functions
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach (var activation in Activation.All.Where(activation => activation.IsElementwise))
                data.Add(activation.Name, activation.Name, Loss.MeanSquaredError.Name);
            foreach (var loss in Loss.All)
            {
                data.Add("tanh", "softmax", loss.Name);
                data.Add("tanh", "sigmoid", loss == Loss.CrossEntropy ? Loss.HalfSumSquaredError.Name : loss.Name);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void Every_equation_evaluates_to_the_number_beside_it(string hidden, string output, string loss)
    {
        var found = Scripts(hidden, output, loss).Run(AllKeys).Evaluate<Shown[]>("""
            keys.map(key => ({ key, value: equations.valueAt(pass, key), result: new Function("functions", "return " + equations.explain(pass, key, names).expression.write("script"))(functions) }))
            """);

        Assert.True(found.Length > 100);
        Assert.All(found, shown => Close.To(1e-12, shown.Value, shown.Result, shown.Key, absolute: 1e-15));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void The_numbers_an_equation_shows_are_those_of_the_quantities_it_names(string hidden, string output, string loss)
    {
        string[] wrong = Scripts(hidden, output, loss).Run(AllKeys).Evaluate<string[]>("""
            keys.flatMap(key => [...equations.explain(pass, key, names).expression.write("numbers").matchAll(/data-q="([^"]*)"><span title="([^"]*)"/g)]
              .filter(([, other, title]) => Number(title) !== equations.valueAt(pass, other)).map(([, other, title]) => `${key}: ${other} is shown as ${title}`))
            """);

        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void A_number_goes_into_exactly_those_whose_equations_read_it(string hidden, string output, string loss)
    {
        var scripts = Scripts(hidden, output, loss).Run(AllKeys).Run("""
            const sample = 1, mine = keys.filter(key => [undefined, sample].includes(steps.parse(key).sample));
            const readers = {};
            for (const key of mine) for (const other of equations.comesFrom(pass, key, names)) (readers[other] ??= []).push(key);
            """);

        string[] wrong = scripts.Evaluate<string[]>("""
            Object.entries(readers).filter(([other]) => [undefined, sample].includes(steps.parse(other).sample)).flatMap(([other, list]) => {
              const into = equations.goesInto(pass, other, sizes, sample, names).filter(key => mine.includes(key));
              return [...list.filter(key => !into.includes(key)).map(key => `${other} -> ${key} is missing`), ...into.filter(key => !list.includes(key)).map(key => `${other} -> ${key} is not so`)];
            })
            """);

        Assert.Empty(wrong);
    }

    [Fact]
    public void Numbers_are_written_as_in_the_librarys_tables()
    {
        double[] values = [0, 1, -0.5, 0.26, 1.0 / 3, -12.3456789, 1234.5678, 99999, 123456.7, 1.2346e-5, -3.14159e-7, 0.00012346, 5e300,
            42, 205.78125, -205.78125, 205.78375, 0.03125, 0.09375, 1.00005];
        var scripts = new PlayerScripts();

        foreach (double value in values)
            Assert.Equal(NumberFormat.Single(value), scripts.Evaluate<string>($"equations.format({NumberFormat.Exact(value)})"));
        Assert.Equal(
            values.Select(NumberFormat.For(values).Write),
            scripts.Evaluate<string[]>(
                $"[{string.Join(",", values.Select(NumberFormat.Exact))}].map(equations.formatTogether([{string.Join(",", values.Select(NumberFormat.Exact))}]))"));
    }

    private static PlayerScripts Scripts(string hidden, string output, string loss) => PlayerScripts.Of(
        Network.Create(
            [2, 3, 3, 3], Activation.Named(hidden), Activation.Named(output), Initializer.XavierNormal(seed: 3)), Three, Loss.Named(loss));

    private sealed record Shown(
        [property: System.Text.Json.Serialization.JsonPropertyName("key")] string Key,
        [property: System.Text.Json.Serialization.JsonPropertyName("value")] double Value,
        [property: System.Text.Json.Serialization.JsonPropertyName("result")] double Result);
}
