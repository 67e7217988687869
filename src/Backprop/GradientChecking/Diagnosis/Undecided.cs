using System.Globalization;
using System.Numerics.Tensors;

namespace Backprop;

/// <summary>Says why a check decides nothing about some derivatives, and what would help.</summary>
internal static class Undecided
{
    /// <summary>Pre-activations above this leave 1 − ŷ and most slopes few digits or none.</summary>
    private const double Saturating = 15;

    public static GradientDiagnosis OfNetwork(IReadOnlyList<GradientEntry> entries, BasePass pass, DifferentiationMethod method)
    {
        // Their tolerance is fine: it is a kink that leaves them open.
        var between = entries.Where(entry => entry.Verdict == EntryVerdict.Undecided
            && EntryJudge.Decides(entry.ErrorEstimate, entry.Numeric)).ToArray();
        if (between.Length == entries.Count(entry => entry.Verdict == EntryVerdict.Undecided))
        {
            string lie = between.Length == 1 ? "lies" : "lie";
            return new(GradientMistake.Undecided, null,
                $"Undecided: {Location.Names(between)} {lie} between the two one-sided derivatives of a kink, but not by a slope "
                    + "there that "
                + "gives the others too.", "Move the kink away: give the biases or the data other values.", []);
        }

        double z = pass.Z.Max(layer => Math.Abs(TensorPrimitives.MaxMagnitude<double>(layer)));
        double x = Math.Abs(TensorPrimitives.MaxMagnitude(pass.Data.Inputs.Values));
        bool isGeneric = pass.Loss.IsGeneric && pass.Network.Layers.All(layer => layer.Activation.IsGeneric);
        string why = z > Saturating
            ? FormattableString.Invariant($"Pre-activations reach {z:G3}, where rounding leaves slopes and ŷ − y few digits or none: ")
                + (x > 1 ? FormattableString.Invariant($"scale the inputs, which reach {x:G3}, to 0 to 1, or take smaller weights.")
                    : "take smaller weights.")
            : method is DifferentiationMethod.DualNumbers or DifferentiationMethod.ComplexStep
                ? "What is left of them after rounding is too little: take other weights or data."
                : $"They are too small for {Words.Of(method)}: {(isGeneric ? "dual numbers measure them" : "take other weights or data")}.";
        return New(entries, why);
    }

    public static GradientDiagnosis OfOwnFunction(string name) => new(GradientMistake.Undecided, null,
        $"Undecided: {name} has steps, jumps or noise where the network uses it; what differences give there is no derivative.",
        "Take a smooth function, without rounding, thresholds and counting, or other weights and data.", []);

    /// <summary>A gradient that is a difference quotient with too large or too small a step.</summary>
    public static GradientDiagnosis OfQuotient(IReadOnlyList<GradientEntry> entries, double step)
    {
        int count = entries.Count(entry => entry.Verdict == EntryVerdict.Undecided);
        return new(
            GradientMistake.Undecided, null, string.Create(
                CultureInfo.InvariantCulture,
                $"Undecided: the gradient looks like a difference quotient with step about {step:0.#e-0}, which is no good measure here: "
                    + $"{count} of {entries.Count} derivatives are off by more than a right one may be."),
            "Take another step, inputs from 0 to 1 or smaller weights, or the backward pass.", []);
    }

    /// <summary>A gradient that differs from the right one by more than rounding and less than any mistake.</summary>
    /// <param name="off">How many derivatives do.</param>
    /// <param name="count">How many there are.</param>
    public static GradientDiagnosis OfDigits(int off, int count) => new(
        GradientMistake.Undecided, null, $"Undecided: {off} of {count} derivatives are right to six "
            + "digits or more, but not to rounding. No mistake is so small; what a difference quotient or a lower precision leaves is.",
        "Give the gradient of the backward pass, with all its digits.", []);

    public static GradientDiagnosis OfFunction(IReadOnlyList<GradientEntry> entries)
    {
        GradientEntry[] irregular = [.. entries.Where(entry => entry.IsIrregular)];
        if (irregular.Length > 0)
        {
            return new(GradientMistake.Undecided, null,
                $"Undecided: f has steps, jumps or noise beside {Location.Names(irregular)}; what differences give there is no derivative.",
                "Check at another point, or a smooth function: without rounding, thresholds and counting.", []);
        }

        GradientEntry[] zeros = [.. entries.Where(entry => entry is { Verdict: EntryVerdict.Undecided, Analytic: 0, Numeric: 0 })];
        if (zeros.Length == entries.Count(entry => entry.Verdict == EntryVerdict.Undecided))
        {
            string are = zeros.Length == 1 ? "is" : "are";
            return new(GradientMistake.Undecided, null,
                $"Undecided: {zeros.Length} of {entries.Count} derivatives ({Location.Names(zeros)}) {are} 0 in both, which tests nothing: "
                    + "f is at an extremum or does not change, and a derivative below the rounding of f would look the same.",
                "Check at another point, or leave away a large constant in f.", []);
        }

        return New(entries, "Check at another point, or leave away a large constant in f.");
    }

    private static GradientDiagnosis New(IReadOnlyList<GradientEntry> entries, string why)
    {
        var undecided = entries.Where(entry => entry.Verdict == EntryVerdict.Undecided).ToArray();
        var (agree, them) = undecided.Length == 1 ? ("agrees", "the derivative") : ("agree", "the derivatives");
        return new(
            GradientMistake.Undecided, undecided.Select(entry => entry.Layer).Distinct().ToArray() is [> 0 and var only] ? only : null,
            $"Undecided: {undecided.Length} of {entries.Count} derivatives ({Location.Names(undecided)}) {agree} only because the tolerance "
                + $"is as coarse as {them}; a wrong one would agree too.", why, []);
    }
}
