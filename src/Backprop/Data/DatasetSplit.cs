namespace Backprop;

/// <content>Splitting into training, validation and test data.</content>
public sealed partial class Dataset
{
    /// <summary>
    /// Splits the samples at random into training and test data: those of <c>RandomState(seed).permutation(N)</c> up to
    /// round(fraction·N), and the rest, each in that order.
    /// </summary>
    /// <param name="fraction">The part for training, between 0 and 1.</param>
    /// <param name="seed">The same seed gives the same split.</param>
    /// <param name="stratified">Whether to split each class by that fraction, so that both parts have all classes in proportion.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not between 0 and 1.</exception>
    /// <exception cref="ArgumentException">
    /// A part would have no sample, or the split is to be stratified but the targets are not classes.
    /// </exception>
    /// <example><code>var (training, test) = Dataset.Iris.Split(0.8, seed: 1, stratified: true);</code></example>
    public (Dataset Training, Dataset Test) Split(double fraction, uint seed, bool stratified = false)
    {
        ThrowIfNotBetween0And1(fraction, nameof(fraction));
        var order = InRandomOrder(seed, stratified);
        int[] training = Part(order, 0, fraction), test = Part(order, fraction, 1);
        if (training.Length == 0 || test.Length == 0)
        {
            string sizes = $"{training.Length} for training and {test.Length} for testing; both need at least one";
            throw new ArgumentException(
                FormattableString.Invariant($"A fraction of {fraction} of {Count} samples leaves {sizes}."), nameof(fraction));
        }

        return (Select($"{Name}, training", training), Select($"{Name}, test", test));
    }

    /// <summary>
    /// Splits the samples at random into three: the training data are learned from, the validation data tell when to stop and which
    /// settings are
    /// better, and the test data are looked at once, at the end.
    /// </summary>
    /// <param name="training">The part for training, between 0 and 1.</param>
    /// <param name="validation">The part for validation, between 0 and 1; both together are below 1, the rest is for testing.</param>
    /// <param name="seed">The same seed gives the same split; its training data are those of the split in two.</param>
    /// <param name="stratified">Whether to split each class by these fractions.</param>
    /// <exception cref="ArgumentOutOfRangeException">A fraction is not between 0 and 1, or nothing is left for testing.</exception>
    /// <exception cref="ArgumentException">
    /// A part would have no sample, or the split is to be stratified but the targets are not classes.
    /// </exception>
    /// <example><code>var (training, validation, test) = Dataset.Digits.Split(0.6, 0.2, seed: 1, stratified: true);</code></example>
    public (Dataset Training, Dataset Validation, Dataset Test) Split(
        double training, double validation, uint seed, bool stratified = false)
    {
        ThrowIfNotBetween0And1(training, nameof(training));
        ThrowIfNotBetween0And1(validation, nameof(validation));
        double both = training + validation;
        if (both >= 1 - 1e-12)
        {
            string message = FormattableString.Invariant(
                $"training and validation are {training} and {validation}: nothing is left for testing.");
            throw new ArgumentOutOfRangeException(nameof(validation), validation, message);
        }

        var order = InRandomOrder(seed, stratified);
        int[][] parts = [Part(order, 0, training), Part(order, training, both), Part(order, both, 1)];
        if (parts.Any(part => part.Length == 0))
        {
            string sizes = $"{parts[0].Length} for training, {parts[1].Length} for validation and {parts[2].Length} for testing";
            throw new ArgumentException($"{Count} samples would become {sizes}; each part needs at least one.", nameof(training));
        }

        return (Select($"{Name}, training", parts[0]), Select($"{Name}, validation", parts[1]), Select($"{Name}, test", parts[2]));
    }

    /// <summary>
    /// The folds of a cross-validation: each sample is in the test data of exactly one fold and in the training data of all others, so that
    /// the mean over the folds uses every sample to test.
    /// </summary>
    /// <param name="count">The number of folds k, from 2 to N.</param>
    /// <param name="seed">The same seed gives the same folds.</param>
    /// <param name="stratified">Whether to deal out each class evenly over the folds.</param>
    /// <returns>k pairs, whose test data differ in size by at most one sample.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is not from 2 to N.</exception>
    /// <exception cref="ArgumentException">The folds are to be stratified but the targets are not classes.</exception>
    /// <example><code>double mean = Dataset.Iris.Folds(5, seed: 1).Average(fold => AccuracyOf(fold.Training, fold.Test));</code></example>
    public IReadOnlyList<(Dataset Training, Dataset Test)> Folds(int count, uint seed, bool stratified = false)
    {
        if (count < 2 || count > Count)
        {
            string message = $"count is {count} but must be from 2 to {Count}, the number of samples: each fold needs a sample to test.";
            throw new ArgumentOutOfRangeException(nameof(count), count, message);
        }

        // Dealt out like cards, class after class: the sizes differ by at most one, of all and of each class.
        int[] dealt = [.. InRandomOrder(seed, stratified).OrderBy(sample => sample.Group).Select(sample => sample.Index)];
        return
        [
            .. Enumerable.Range(0, count).Select(k => (
                Select($"{Name}, training of fold {k + 1}", [.. dealt.Where((_, i) => i % count != k)]),
                Select($"{Name}, test of fold {k + 1}", [.. dealt.Where((_, i) => i % count == k)])))
        ];
    }

    /// <summary>The samples in random order; the group of each is its class, or 0 for all.</summary>
    private (int Index, int Group)[] InRandomOrder(uint seed, bool stratified)
    {
        if (stratified && ClassNames.Count == 0)
        {
            throw new ArgumentException(
                $"The targets of {Name} are not classes, so it cannot be split class by class.", nameof(stratified));
        }

        var groups = stratified ? Classes : new int[Count];
        return [.. new RandomState(seed).Permutation(Count).Select(i => (i, groups[i]))];
    }

    /// <summary>The samples between two fractions of each group, in the given order.</summary>
    private static int[] Part((int Index, int Group)[] order, double from, double to)
    {
        var sizes = order.CountBy(sample => sample.Group).ToDictionary();
        var seen = sizes.Keys.ToDictionary(group => group, _ => 0);
        var part = new List<int>();
        foreach (var (index, group) in order)
        {
            int rank = seen[group]++;
            if (rank >= (int)Math.Round(from * sizes[group]) && rank < (int)Math.Round(to * sizes[group])) part.Add(index);
        }

        return [.. part];
    }

    private static void ThrowIfNotBetween0And1(double fraction, string name)
    {
        if (!(fraction is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                name, fraction, FormattableString.Invariant($"{name} is {fraction} but must be between 0 and 1, such as 0.8."));
        }
    }
}
