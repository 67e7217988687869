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
                return New(
                    l + 1, FormattableString.Invariant($"a{l + 1}[{at / width},{at % width}] was {first.A[l][at]:R} at the first evaluation and {second.A[l][at]:R} at the second"), first.Network.Layers[l].Activation.Title);
            }
        }

        int sample = first.Terms.AsSpan().CommonPrefixLength(second.Terms);
        return sample == first.Terms.Length ? null
            : New(null,
                FormattableString.Invariant($"The loss of {SampleName.Of(first.Data.Inputs, sample)} was {first.Terms[sample]:R} at the first evaluation and {second.Terms[sample]:R} at the second"), first.Loss.Title);
    }

    private static GradientDiagnosis New(int? layer, string difference, string name) =>
        new(GradientMistake.NotDeterministic, layer,
            $"{difference}, with the same parameters: '{name}' is random or keeps a state. Fix its seed, or take the randomness out.", "",
            []);
}
