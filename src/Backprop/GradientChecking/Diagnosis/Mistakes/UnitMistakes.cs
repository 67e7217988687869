namespace Backprop;

/// <summary>A loop over the units that stops too early, or begins too late.</summary>
internal static class UnitMistakes
{
    private const int MostUnits = 64;

    public static IEnumerable<Hypothesis> Of(MeasuredPass pass)
    {
        for (int l = 0; l <= pass.Last; l++)
        {
            int width = pass.Z[l].ColumnCount, layer = l;
            if (width == 1 || width > MostUnits) continue;
            for (int unit = 0; unit < width; unit++)
            {
                int left = unit;
                string name = l == pass.Last ? $"Output {unit + 1}" : $"Unit {unit + 1} of layer {l + 1}";
                yield return new(GradientMistake.MissingUnit, l + 1, $"{name} is left out: its delta is 0.",
                    new()
                    {
                        In = at => at == layer,
                        Delta = (pass, at, gradient) => Without(BackwardSteps.RightDelta(pass, at, gradient), left)
                    });
            }
        }
    }

    private static Matrix Without(Matrix delta, int unit)
    {
        double[] values = delta.Values.ToArray();
        for (int i = unit; i < values.Length; i += delta.ColumnCount)
            values[i] = 0;
        return new Matrix(delta.RowCount, delta.ColumnCount, values);
    }
}
