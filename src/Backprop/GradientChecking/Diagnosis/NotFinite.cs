using System.Globalization;

namespace Backprop;

/// <summary>Says where NaN or infinity entered.</summary>
internal static class NotFinite
{
    public static GradientDiagnosis Describe(IReadOnlyList<GradientEntry> entries)
    {
        var wrong = entries.Where(entry => entry.Verdict == EntryVerdict.NotFinite).ToArray();
        bool given = wrong.All(entry => double.IsFinite(entry.Numeric));
        string whose = given ? "The given derivative" : "The measured derivative";
        return new(GradientMistake.NotFinite, wrong.Select(entry => entry.Layer).Distinct().ToArray() is [> 0 and var only] ? only : null,
            $"{whose} of {Location.Names(wrong)} is NaN or infinite.",
            given ? "The loss itself is finite there, so the mistake is in the gradient: a division by 0, ln 0 or an overflow." : "", []);
    }

    /// <summary>What to say if the forward pass or the loss is not finite; null if they are.</summary>
    public static GradientDiagnosis? OfPass(BasePass pass)
    {
        for (int l = 0; l < pass.Z.Length; l++)
        {
            int width = pass.Network.Layers[l].Outputs;
            foreach (var (values, name) in ((double[], string)[])[(pass.Z[l], "z"), (pass.A[l], "a")])
            {
                int at = Array.FindIndex(values, value => !double.IsFinite(value));
                if (at >= 0)
                {
                    return New(l + 1, string.Create(
                        CultureInfo.InvariantCulture,
                        $"{name}{l + 1}[{at / width},{at % width}] is {values[at]}: the forward pass is not finite from layer {l + 1} on, "
                            + $"so there is nothing to differentiate."));
                }
            }
        }

        int sample = Array.FindIndex(pass.Terms, term => !double.IsFinite(term));
        if (sample < 0) return null;
        string why = double.IsNaN(pass.Terms[sample])
            ? $"the {pass.Loss} is not defined for it"
            : $"the {pass.Loss} overflows; scale the targets and outputs down";
        return New(null, string.Create(
            CultureInfo.InvariantCulture,
            $"The loss of {SampleName.Of(pass.Data.Inputs, sample)} is {pass.Terms[sample]} "
                + $"although the network's output is finite: {why}."));

        static GradientDiagnosis New(int? layer, string summary) => new(GradientMistake.NotFinite, layer, summary, "", []);
    }
}
