using System.Globalization;

namespace Backprop;

/// <summary>Says where two evaluations at the same parameters differ.</summary>
internal static class NotDeterministic
{
    /// <summary>The first difference between two passes; null if there is none.</summary>
    public static GradientDiagnosis? Between(BasePass first, BasePass second)
    {
        for (int l = 0; l < first.A.Length; l++)
        {
            int width = first.Network.Layers[l].Outputs, at = first.A[l].AsSpan().CommonPrefixLength(second.A[l]);
            if (at < first.A[l].Length)
            {
                string entry = FormattableString.Invariant($"a{l + 1}[{at / width},{at % width}]");
                return New(l + 1, entry, first.A[l][at], second.A[l][at], first.Network.Layers[l].Activation.Title);
            }
        }

        int sample = first.Terms.AsSpan().CommonPrefixLength(second.Terms);
        return sample == first.Terms.Length ? null
            : New(
                null, $"The loss of {SampleName.Of(first.Data.Inputs, sample)}", first.Terms[sample], second.Terms[sample],
                first.Loss.Title);
    }

    private static GradientDiagnosis New(int? layer, string quantity, double first, double second, string name) =>
        new(GradientMistake.NotDeterministic, layer, string.Create(
            CultureInfo.InvariantCulture,
            $"{quantity} was {first:R} at the first evaluation and {second:R} at the second, with the same parameters: "
                + $"'{name}' is random or keeps a state. Fix its seed, or take the randomness out."), "", []);
}
