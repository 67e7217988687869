namespace Backprop.Benchmarks;

/// <summary>The lab sheet's program in plain C#: the same arithmetic as <c>peers/sheet.c</c>, without the library.</summary>
internal static class PlainSheet
{
    public static double Train(int iterations)
    {
        double[,] x = { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } }, y = { { 0 }, { 1 }, { 1 }, { 0 } };
        var random = new RandomState(42);
        double[,] w1 = random.Randn(2, 2).ToArray(), w2 = random.Randn(2, 1).ToArray();
        double[,] hidden = new double[4, 2], output = new double[4, 1], delta1 = new double[4, 2], delta2 = new double[4, 1];
        double[] b1 = new double[2], b2 = new double[1];
        double loss = 0;
        for (int iteration = 0; iteration < iterations; iteration++)
        {
            Forward(x, w1, b1, hidden);
            Forward(hidden, w2, b2, output);
            loss = 0;
            for (int n = 0; n < 4; n++)
            {
                double error = output[n, 0] - y[n, 0];
                loss += error * error / 4;
                delta2[n, 0] = error * (output[n, 0] * (1 - output[n, 0]));
                for (int j = 0; j < 2; j++)
                    delta1[n, j] = delta2[n, 0] * w2[j, 0] * (hidden[n, j] * (1 - hidden[n, j]));
            }

            Descend(hidden, delta2, w2, b2);
            Descend(x, delta1, w1, b1);
        }

        return loss;
    }

    private static void Forward(double[,] inputs, double[,] weights, double[] bias, double[,] outputs)
    {
        for (int n = 0; n < inputs.GetLength(0); n++)
        {
            for (int j = 0; j < bias.Length; j++)
            {
                double z = bias[j];
                for (int i = 0; i < inputs.GetLength(1); i++)
                    z += inputs[n, i] * weights[i, j];
                outputs[n, j] = 1 / (1 + Math.Exp(-z));
            }
        }
    }

    private static void Descend(double[,] inputs, double[,] delta, double[,] weights, double[] bias)
    {
        const double LearningRate = 0.1;
        for (int j = 0; j < bias.Length; j++)
        {
            double sum = 0;
            for (int n = 0; n < delta.GetLength(0); n++)
                sum += delta[n, j];
            bias[j] -= LearningRate * sum;
            for (int i = 0; i < inputs.GetLength(1); i++)
            {
                sum = 0;
                for (int n = 0; n < delta.GetLength(0); n++)
                    sum += inputs[n, i] * delta[n, j];
                weights[i, j] -= LearningRate * sum;
            }
        }
    }
}
