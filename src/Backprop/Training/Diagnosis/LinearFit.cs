namespace Backprop;

/// <summary>The best linear fit of targets to inputs, by the normal equations with a little ridge.</summary>
internal static class LinearFit
{
    private const int MostInputs = 200;
    private const double Ridge = 1e-6;

    /// <summary>
    /// How well y ≈ x·A + c hits the targets, corrected for the number of its parameters; minus infinity for too many inputs to solve.
    /// </summary>
    public static double Score(Matrix inputs, Targets targets)
    {
        int count = inputs.RowCount, size = inputs.ColumnCount + 1, width = targets.Values.ColumnCount;
        if (size > MostInputs || count <= size) return double.NegativeInfinity;
        double[,] normal = new double[size, size], right = new double[size, width];
        double[] x = new double[size];
        for (int n = 0; n < count; n++)
        {
            Extend(inputs.Row(n), x);
            for (int i = 0; i < size; i++)
            {
                for (int j = 0; j < size; j++)
                    normal[i, j] += x[i] * x[j];
                for (int k = 0; k < width; k++)
                    right[i, k] += x[i] * targets.Values[n, k];
            }
        }

        for (int i = 0; i < size; i++)
            normal[i, i] += Ridge * count;
        Solve(normal, right, size, width);
        double[] output = new double[count * width];
        for (int n = 0; n < count; n++)
        {
            Extend(inputs.Row(n), x);
            for (int k = 0; k < width; k++)
            {
                for (int i = 0; i < size; i++)
                    output[(n * width) + k] += x[i] * right[i, k];
            }
        }

        double score = targets.Score(new Matrix(count, width, output));
        return targets.Kind == TargetKind.Numbers ? 1 - ((1 - score) * (count - 1) / (count - size)) : score - ((1 - score) * size / count);
    }

    private static void Extend(ReadOnlySpan<double> row, double[] x)
    {
        row.CopyTo(x);
        x[^1] = 1;
    }

    /// <summary>Solves A·X = B in place by Gauss's elimination; A is positive definite.</summary>
    private static void Solve(double[,] a, double[,] b, int size, int width)
    {
        for (int p = 0; p < size; p++)
        {
            for (int i = 0; i < size; i++)
            {
                if (i == p) continue;
                double factor = a[i, p] / a[p, p];
                if (factor == 0) continue;
                for (int j = p; j < size; j++)
                    a[i, j] -= factor * a[p, j];
                for (int k = 0; k < width; k++)
                    b[i, k] -= factor * b[p, k];
            }
        }

        for (int i = 0; i < size; i++)
        {
            for (int k = 0; k < width; k++)
                b[i, k] /= a[i, i];
        }
    }
}
