namespace Backprop;

/// <summary>
/// Softmax whose exponentials are divided by the wrong sum, as happens where one array holds all samples; ŷ − y is then computed from it.
/// </summary>
internal static class SoftmaxMistakes
{
    public static IEnumerable<Hypothesis> Of(MeasuredPass pass)
    {
        if (pass.Samples == 1 || pass.Loss != Loss.CrossEntropy || pass.Network.Layers[^1].Activation != Activation.Softmax) return [];
        double largest = pass.Z[^1].Values.ToArray().Max();
        var exponentials = pass.Z[^1].Map(z => Math.Exp(z - largest));
        var ofOutputs = exponentials.SumRows();
        double ofAll = ofOutputs.Sum();
        return
        [
            New("over the samples instead of the outputs", k => ofOutputs[k]),
            New("over samples and outputs instead of the outputs of each sample", _ => ofAll),
        ];

        Hypothesis New(string sum, Func<int, double> divisor)
        {
            int outputs = pass.Network.Outputs;
            double[] delta = [.. Enumerable.Range(0, exponentials.Values.Length)
                .Select(i => ((exponentials.Values[i] / divisor(i % outputs)) - pass.Y.Values[i]) / pass.Base.Divisor)];
            var wrong = new Matrix(pass.Samples, outputs, delta);
            return new(GradientMistake.SoftmaxNormalization, pass.Last + 1, $"Softmax divides by the sum {sum}.",
                new() { Start = pass => pass with { OutputDelta = wrong } });
        }
    }
}
