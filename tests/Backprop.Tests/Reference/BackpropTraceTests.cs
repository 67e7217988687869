using System.Globalization;

namespace Backprop.Tests.Reference;

/// <summary>
/// Published traces of single gradient descent steps (Mazur's example, XOR, Iris, softmax with cross-entropy), and records of such steps
/// with something wrong in them. The numbers are those of another program; source and licence stand in the file.
/// </summary>
public sealed class BackpropTraceTests
{
    private static readonly BackpropTraces File = ReferenceFile.Read<BackpropTraces>("backprop-trace.json");

    public static TheoryData<string> TraceNames => [.. File.Traces.Select(trace => trace.Name)];

    public static TheoryData<int> WrongIndices => [.. Enumerable.Range(0, File.Wrong.Length)];

    [Theory]
    [MemberData(nameof(TraceNames))]
    public void Every_number_of_the_step_equals_the_trace_in_all_its_digits(string name)
    {
        var trace = Trace(name);
        var (network, data, loss) = (Start(trace), trace.ToDataset(), Loss.Named(trace.Loss));

        var forward = network.Forward(data.Inputs);
        var value = loss.Evaluate(forward, data.Targets);
        var backward = network.Backward(forward, value);
        var update = network.Update(backward, trace.LearningRate);

        Equal(trace.LossValue, value.Value, "loss");
        for (int l = 0; l < 2; l++)
        {
            Equal(trace.Z[l], forward.Layers[l].Z, $"z{l + 1}");
            Equal(trace.A[l], forward.Layers[l].A, $"a{l + 1}");
            if (trace.Delta is { } delta) Equal(delta[l], backward.Layers[l].Delta, $"delta{l + 1}");
            Equal(trace.GradWeights[l], backward.Gradients[l].Weights, $"dW{l + 1}");
            Equal(trace.NewWeights[l], update.Layers[l].WeightsAfter, $"new W{l + 1}");
            if (trace.GradBiases is not { } biases) continue;
            Equal([biases[l]], Matrix.Create([[.. backward.Gradients[l].Bias]]), $"db{l + 1}");
            Equal([trace.NewBiases[l]], Matrix.Create([[.. update.Layers[l].BiasAfter]]), $"new b{l + 1}");
        }
    }

    [Theory]
    [MemberData(nameof(TraceNames))]
    public void The_loss_after_the_step_equals_the_trace(string name)
    {
        var trace = Trace(name);
        if (trace.NewLoss is not { } expected) return;
        var (network, data) =
            (ReferenceFile.NetworkOf(trace.Sizes, trace.Activations, trace.NewWeights, trace.NewBiases), trace.ToDataset());

        double after = Loss.Named(trace.Loss).Evaluate(network.Forward(data.Inputs), data.Targets).Value;

        // The parameters after the step are rounded to 9 digits here.
        Close.To(1e-8, expected, after, "loss after the step");
    }

    [Theory]
    [MemberData(nameof(TraceNames))]
    public void The_checker_finds_the_gradient_of_the_trace_right(string name)
    {
        var trace = Trace(name);

        var report = GradientCheck.Run(Start(trace), trace.ToDataset(), Loss.Named(trace.Loss));

        Assert.True(report.Passed, report.ToString());
        Assert.All(
            report.Entries.Where(entry => !entry.IsBias),
            entry => Equal(trace.GradWeights[entry.Layer - 1][entry.Row][entry.Column], entry.Numeric, entry.Name));
    }

    [Theory]
    [MemberData(nameof(WrongIndices))]
    public void A_wrong_gradient_is_rejected_in_its_place_and_named(int index)
    {
        var wrong = File.Wrong[index];
        var trace = Trace(wrong.Trace);
        var given = wrong.Gradients(trace);
        var network = trace.ToNetwork();
        if (wrong.Place == "afterTheStep")
            network = ReferenceFile.NetworkOf(trace.Sizes, trace.Activations, trace.NewWeights, trace.Biases);
        if (wrong.Place == "parametersExchanged") network.Layers[0].Weights = WrongTrace.Exchanged(network.Layers[0].Weights);

        var report = GradientCheck.Compare(network, trace.ToDataset(), Loss.Named(trace.Loss), given);

        Assert.Equal(GradientVerdict.Wrong, report.Verdict);
        Assert.Equal(
            wrong.ExpectedNames(report), report.Entries.Where(entry => entry.Verdict == EntryVerdict.Wrong).Select(ByIndex));
        Assert.Equal(wrong.Mistake, report.Diagnosis.Mistake.ToString(), ignoreCase: true);
        Assert.True(
            (report.Diagnosis.Mistake == GradientMistake.Unknown) == wrong.Reason is { Length: > 0 }, "what is not named has a reason");
        if (wrong.Layer == 1 || wrong.Place is "weights" or "factor") Assert.Equal(wrong.Layer, report.Diagnosis.Layer);
    }

    [Fact]
    public void Each_of_the_75_wrong_records_is_tried_or_has_right_gradients()
    {
        string[] tried = [.. File.Wrong.SelectMany(wrong => wrong.Names)
            .Distinct()], others = [.. File.NotGradients.Values.SelectMany(names => names)];

        Assert.Equal(75, tried.Union(others).Count());
        Assert.Empty(tried.Intersect(others));
    }

    private static BackpropTrace Trace(string name) => File.Traces.Single(trace => trace.Name == name);

    /// <summary>
    /// The network before the step. After a step of another trace it has more digits than are recorded; biases are not trained there.
    /// </summary>
    private static Network Start(BackpropTrace trace)
    {
        if (trace.StartsAfter is null) return trace.ToNetwork();
        var earlier = Trace(trace.StartsAfter);
        var (network, data) = (earlier.ToNetwork(), earlier.ToDataset());
        var forward = network.Forward(data.Inputs);
        network.Update(network.Backward(forward, Loss.Named(earlier.Loss).Evaluate(forward, data.Targets)), earlier.LearningRate);
        for (int l = 0; l < 2; l++)
        {
            Equal(trace.Weights[l], network.Layers[l].Weights, $"W{l + 1}");
            network.Layers[l].Bias = Vector.Create(trace.Biases[l]);
        }

        return network;
    }

    private static void Equal(double[][] expected, Matrix actual, string what)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            for (int j = 0; j < expected[i].Length; j++)
                Equal(expected[i][j], actual[i, j], $"{what}[{i},{j}]");
        }
    }

    /// <summary>Nine significant digits, rounded as the traces are.</summary>
    private static void Equal(double expected, double actual, string what)
    {
        double printed = double.Parse(actual.ToString("E8", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        Assert.True(printed == expected, $"{what} is {actual:R}, which is {printed:R} in nine digits, but the trace has {expected:R}");
    }
}

internal sealed record BackpropTraces(
    string Source, string Licence, BackpropTrace[] Traces, WrongTrace[] Wrong, Dictionary<string, string[]> NotGradients);

internal sealed record BackpropTrace(
    string Name, int[] Sizes, string[] Activations, string Loss, double[][] X, double[][] Y,
    double[][][] Weights, double[][] Biases, double[][][] Z, double[][][] A, double LossValue,
    double[][][]? Delta, double[][][] GradWeights, double[][]? GradBiases, double LearningRate, double[][][] NewWeights,
    double[][] NewBiases, double? NewLoss, string? StartsAfter)
{
    public Network ToNetwork() => ReferenceFile.NetworkOf(Sizes, Activations, Weights, Biases);

    public Dataset ToDataset() => new(Name, X.ToMatrix(), Y.ToMatrix());
}

/// <summary>
/// What is wrong in a record: a number of the gradient (<c>weights</c>, <c>bias</c>), one on the way to it (<c>delta</c>, …), or what it
/// belongs to.
/// </summary>
internal sealed record WrongTrace(
    string[] Names, string Trace, string Place, int Layer, int Unit, double Value, string[] Wrong, string Mistake, string? Reason)
{
    /// <summary>The gradient that follows from the wrong number; the first unit's for one of the weights.</summary>
    public Gradients Gradients(BackpropTrace trace)
    {
        var (network, data) = (trace.ToNetwork(), trace.ToDataset());
        var forward = network.Forward(data.Inputs);
        var (w2, a1) = (network.Layers[1].Weights, forward.Layers[0].A);
        var slope = a1.Map(a => a * (1 - a));
        var delta2 = network.Backward(forward, Backprop.Loss.Named(trace.Loss).Evaluate(forward, data.Targets)).Layers[1].Delta;
        if (Place == "delta" && Layer == 2) delta2 = With(delta2);
        var carried = delta2 * w2.Transpose();
        if (Place == "carried") carried = With(carried);
        var delta1 = carried.Hadamard(Place == "activationForSlope" ? a1 : slope);
        if (Place == "delta" && Layer == 1) delta1 = With(delta1);
        Matrix[] weights = [data.Inputs.Transpose() * delta1, a1.Transpose() * delta2];
        Matrix[] biases = [Matrix.Create([[.. delta1.SumRows()]]), Matrix.Create([[.. delta2.SumRows()]])];
        if (Place == "weights") weights[Layer - 1] = With(weights[Layer - 1]);
        if (Place == "factor") weights[Layer - 1] = With(weights[Layer - 1], Value * a1[0, 0]);
        if (Place == "bias") biases[Layer - 1] = With(biases[Layer - 1]);
        if (Place == "exchanged") weights[0] = Exchanged(weights[0]);
        double factor = Place == "zero" ? 0 : 1;
        return [.. weights.Zip(biases, (dw, db) => new LayerGradient(factor * dw, factor * Vector.Create(db.Row(0))))];
    }

    /// <summary>The entries that must be found wrong: <c>W1[0,0]</c>, or all of <c>W1</c>.</summary>
    public IEnumerable<string> ExpectedNames(GradientCheckReport report) =>
        report.Entries.Select(ByIndex)
            .Where(name => Wrong.Contains(name) || Wrong.Contains(name[..name.IndexOf('[', StringComparison.Ordinal)]));

    /// <summary>With the first unit's weights of the first two inputs exchanged.</summary>
    public static Matrix Exchanged(Matrix matrix)
    {
        double[,] entries = matrix.ToArray();
        (entries[0, 0], entries[1, 0]) = (entries[1, 0], entries[0, 0]);
        return new(entries);
    }

    private Matrix With(Matrix matrix, double? value = null)
    {
        double[,] entries = matrix.ToArray();
        entries[0, Unit] = value ?? Value;
        return new(entries);
    }
}
