using System.Numerics.Tensors;

namespace Backprop;

/// <summary>Which class an output row stands for: the largest of several outputs, or whether a single output is at least ½.</summary>
internal static class Classification
{
    /// <summary>Whether every target row is one-hot, or with a single output every target is 0 or 1.</summary>
    public static bool HasClasses(Matrix targets)
    {
        for (int i = 0; i < targets.RowCount; i++)
        {
            double sum = 0;
            foreach (double target in targets.Row(i))
            {
                if (target is not (0 or 1)) return false;
                sum += target;
            }

            if (targets.ColumnCount > 1 && sum != 1) return false;
        }

        return true;
    }

    /// <summary>The class of one row.</summary>
    public static int ClassOf(ReadOnlySpan<double> row) => row.Length == 1 ? (row[0] >= 0.5 ? 1 : 0) : TensorPrimitives.IndexOfMax(row);

    /// <summary>The class of every row.</summary>
    public static int[] ClassesOf(Matrix rows)
    {
        int[] classes = new int[rows.RowCount];
        for (int i = 0; i < classes.Length; i++)
            classes[i] = ClassOf(rows.Row(i));
        return classes;
    }

    /// <summary>How many rows of the output stand for the class of their target.</summary>
    public static int CountCorrect(ReadOnlySpan<double> output, ReadOnlySpan<double> targets, int width)
    {
        int correct = 0;
        if (width == 1)
        {
            for (int n = 0; n < output.Length; n++)
                correct += (output[n] >= 0.5) == (targets[n] >= 0.5) ? 1 : 0;
            return correct;
        }

        for (int start = 0; start < output.Length; start += width)
        {
            if (ClassOf(output.Slice(start, width)) == ClassOf(targets.Slice(start, width))) correct++;
        }

        return correct;
    }
}
