namespace Backprop;

/// <content>Splitting into training and test data.</content>
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
    /// <exception cref="ArgumentException">A part would have no sample, or the split is to be stratified but the targets are not classes.</exception>
    /// <example><code>var (training, test) = Dataset.Iris.Split(0.8, seed: 1, stratified: true);</code></example>
    public (Dataset Training, Dataset Test) Split(double fraction, uint seed, bool stratified = false)
    {
        if (!(fraction is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, FormattableString.Invariant($"fraction is {fraction} but must be between 0 and 1, such as 0.8."));
        if (stratified && ClassNames.Count == 0)
            throw new ArgumentException($"The targets of {Name} are not classes, so it cannot be split class by class.", nameof(stratified));

        int[] order = new RandomState(seed).Permutation(Count);
        var classes = stratified ? Classes : new int[Count];
        var quota = classes.CountBy(k => k).ToDictionary(group => group.Key, group => (int)Math.Round(fraction * group.Value));
        int[] training = order.Where(i => quota[classes[i]]-- > 0).ToArray();
        int[] test = order.Except(training).ToArray();
        if (training.Length == 0 || test.Length == 0)
            throw new ArgumentException(FormattableString.Invariant($"A fraction of {fraction} of {Count} samples leaves {training.Length} for training and {test.Length} for testing; both need at least one."), nameof(fraction));
        return (Select($"{Name}, training", training), Select($"{Name}, test", test));
    }
}
