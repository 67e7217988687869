using System.Text.Json.Nodes;

namespace Backprop.Tests.Training.Diagnosis;

/// <summary>The training and validation data of a case, prepared as its record says.</summary>
internal sealed class CaseData
{
    public CaseData(JsonObject record)
    {
        uint seed = (uint)(record["seed"]?.GetValue<double>() ?? 0);
        string generator = record["generator"]!.GetValue<string>();
        var (x, y, areClasses) = generator == "literal"
            ? (Rows(record["x"]!), Rows(record["y"]!), false)
            : new CaseGenerators(record["params"]?.AsObject() ?? [], new RandomState(seed)).Generate(generator);
        if (record["stretch"] is { } stretch) x = Map(x, (value, j) => value * Entry(stretch, j));
        if (record["offset"] is { } offset) x = Map(x, (value, j) => value + Entry(offset, j));
        var r = new RandomState(seed + 7919);
        int n = x.Length, held = (int)Math.Round(n * (record["validation"]?.GetValue<double>() ?? 0), MidpointRounding.ToEven);
        int[] index = [.. Enumerable.Range(0, n)];
        if (held > 0) r.Shuffle<int>(index);
        int[] training = index[..(n - held)], validation = index[(n - held)..];
        string encoding = record["targets"]?.GetValue<string>() ?? "real";
        int[]? labels = areClasses || encoding is "onehot" or "01" or "pm1" or "index" ? [.. y.Select(row => (int)row[0])] : null;
        if (labels is not null && record["label_noise"] is { } noise) labels = WithNoise(labels, noise.GetValue<double>(), validation, r);
        double[][] t = labels is null ? y : Encode(labels, encoding);
        if (record["order"]?.GetValue<string>() is { } order)
            training = [.. training.OrderBy(i => order == "by_class" ? labels![i] : t[i][0])];
        if (record["keep"] is { } keep && keep.GetValue<double>() > 0) training = training[..(int)keep.GetValue<double>()];
        if (record["balance"]?.GetValue<string>() == "oversample") training = Balanced(training, labels!, r);
        x = Scaled(x, training, record["scale_inputs"]?.GetValue<string>());
        t = Scaled(t, training, record["scale_targets"]?.GetValue<string>());
        Training = Select("training", x, t, training);
        Validation = validation.Length == 0 ? null : Select("validation", x, t, validation);
        Labels = labels is null ? null : [.. training.Select(i => labels[i])];
        ValidationLabels = labels is null ? null : [.. validation.Select(i => labels[i])];
    }

    public Dataset Training { get; }

    public Dataset? Validation { get; }

    public int[]? Labels { get; }

    public int[]? ValidationLabels { get; }

    private static double[][] Rows(JsonNode rows) =>
        [.. rows.AsArray().Select(row => row!.AsArray().Select(value => value!.GetValue<double>()).ToArray())];

    private static double Entry(JsonNode node, int j) => node is JsonArray array ? array[j]!.GetValue<double>() : node.GetValue<double>();

    private static double[][] Map(double[][] rows, Func<double, int, double> change) =>
        [.. rows.Select(row => row.Select(change).ToArray())];

    private static int[] WithNoise(int[] labels, double noise, int[] validation, RandomState r)
    {
        int n = labels.Length, classes = labels.Max() + 1;
        bool[] flip = new bool[n];
        for (int i = 0; i < n; i++)
            flip[i] = r.NextDouble() < noise;
        foreach (int i in validation)
            flip[i] = false;
        int[] shift = new int[n];
        for (int i = 0; i < n && classes > 1; i++)
            shift[i] = r.NextInteger(1, classes);
        return [.. labels.Select((label, i) => flip[i] ? (label + shift[i]) % classes : label)];
    }

    private static double[][] Encode(int[] labels, string encoding)
    {
        int classes = labels.Max() + 1;
        return [.. labels.Select(label => encoding switch
        {
            "onehot" => Enumerable.Range(0, classes).Select(k => k == label ? 1.0 : 0).ToArray(),
            "pm1" => [(2.0 * label) - 1],
            _ => [label],
        })];
    }

    private static int[] Balanced(int[] training, int[] labels, RandomState r)
    {
        int[][] groups = [.. training.GroupBy(i => labels[i]).OrderBy(group => group.Key).Select(group => group.ToArray())];
        int most = groups.Max(group => group.Length);
        int[] all = [.. groups.SelectMany(group => Enumerable.Range(0, most).Select(i => group[i % group.Length]))];
        r.Shuffle<int>(all);
        return all;
    }

    private static double[][] Scaled(double[][] rows, int[] fitted, string? how)
    {
        if (how is null or "none") return rows;
        int width = rows[0].Length;
        double[] low = new double[width], scale = new double[width];
        for (int j = 0; j < width; j++)
        {
            double[] column = [.. fitted.Select(i => rows[i][j])];
            double mean = column.Average();
            (low[j], scale[j]) = how switch
            {
                "standardise" => (mean, Math.Sqrt(column.Average(value => (value - mean) * (value - mean)))),
                "minmax" => (column.Min(), column.Max() - column.Min()),
                _ => (0, double.Parse(how["divide:".Length..], System.Globalization.CultureInfo.InvariantCulture)),
            };
            if (!(scale[j] > 0)) scale[j] = 1;
        }

        return Map(rows, (value, j) => (value - low[j]) / scale[j]);
    }

    private static Dataset Select(string name, double[][] x, double[][] t, int[] rows) =>
        new(name, Matrix.Create([.. rows.Select(i => x[i])]), Matrix.Create([.. rows.Select(i => t[i])]));
}
