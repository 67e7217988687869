using Backprop.Tests.Reference;

namespace Backprop.Tests.Data;

/// <summary>Splitting and scaling.</summary>
public sealed class PreparationTests
{
    private static readonly TorchOptions Expected = ReferenceFile.Read<TorchOptions>("torch-options.json");

    [Fact]
    public void Balanced_classes_are_as_frequent_as_the_most_frequent_one_and_of_the_same_samples()
    {
        var data = Dataset.Iris.Select("few of the third", [.. Enumerable.Range(0, 110)]);

        var balanced = data.Balanced(seed: 1);

        Assert.Equal([50, 50, 50], balanced.Classes.CountBy(k => k).OrderBy(pair => pair.Key).Select(pair => pair.Value));
        Assert.Equal(balanced.Classes, data.Balanced(seed: 1).Classes);
        Assert.All(
            balanced.Samples,
            sample => Assert.Contains(data.Samples, original => original.Input.Equals(sample.Input)
                && original.Target.Equals(sample.Target)));
    }

    [Fact]
    public void Other_targets_keep_the_inputs_and_their_names()
    {
        var numbers = Dataset.Iris.WithTargets(Dataset.Iris.Targets.Map(y => 10 * y));

        Assert.Same(Dataset.Iris.Inputs, numbers.Inputs);
        Assert.Equal(Dataset.Iris.InputNames, numbers.InputNames);
        Assert.Empty(numbers.ClassNames);
        Assert.Throws<ArgumentException>(() => Dataset.Iris.WithTargets([[1, 0, 0]]));
    }

    [Fact]
    public void A_split_is_NumPys_permutation_cut_in_two()
    {
        var (training, test) = Dataset.Iris.Split(0.8, seed: 7);

        Assert.Equal(Dataset.Iris.Inputs.SelectRows(Expected.IrisTraining), training.Inputs);
        Assert.Equal(Dataset.Iris.Targets.SelectRows(Expected.IrisTraining), training.Targets);
        Assert.Equal(Dataset.Iris.Inputs.SelectRows(Expected.IrisTest), test.Inputs);
        Assert.Equal(Dataset.Iris.ClassNames, test.ClassNames);
        Assert.Equal("Iris, training", training.Name);
        Assert.Equal("Iris, test", test.Name);
    }

    [Theory]
    [InlineData(0.8)]
    [InlineData(0.5)]
    [InlineData(0.02)]
    public void A_stratified_split_has_every_class_in_proportion(double fraction)
    {
        var (training, test) = Dataset.Iris.Split(fraction, seed: 3, stratified: true);

        Assert.All(training.Targets.SumRows(), count => Assert.Equal(50 * fraction, count));
        Assert.All(test.Targets.SumRows(), count => Assert.Equal(50 - (50 * fraction), count));
    }

    [Fact]
    public void Every_sample_is_in_exactly_one_part()
    {
        var numbered =
            new Dataset("numbers", Matrix.Create([.. Enumerable.Range(0, 11).Select(i => new double[] { i })]),
                Matrix.Create([.. Enumerable.Range(0, 11).Select(i => new double[] { i % 2 })]));

        foreach (bool stratified in new[] { false, true })
        {
            var (training, test) = numbered.Split(0.5, seed: 1, stratified);
            Assert.Equal(
                Enumerable.Range(0, 11).Select(i => (double)i), training.Inputs.Values.ToArray().Concat(test.Inputs.Values.ToArray())
                .Order());
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-0.5)]
    [InlineData(double.NaN)]
    public void A_fraction_that_is_not_between_0_and_1_is_refused(double fraction) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(fraction), () => Dataset.Iris.Split(fraction, seed: 1));

    [Theory]
    [InlineData(0.1, "A fraction of 0.1 of 4 samples leaves 0 for training and 4 for testing; both need at least one.")]
    [InlineData(0.9, "A fraction of 0.9 of 4 samples leaves 4 for training and 0 for testing; both need at least one.")]
    public void A_part_without_samples_is_refused(double fraction, string message)
    {
        var exception = Assert.Throws<ArgumentException>(nameof(fraction), () => Dataset.Xor.Split(fraction, seed: 1));
        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_split_in_three_has_every_sample_once_and_the_training_data_of_the_split_in_two(bool stratified)
    {
        var numbered = Dataset.Iris.WithInputs(Matrix.Create([.. Enumerable.Range(0, 150).Select(i => new double[] { i, 0, 0, 0 })]));

        var (training, validation, test) = numbered.Split(0.6, 0.2, seed: 5, stratified);

        Assert.Equal((90, 30, 30), (training.Count, validation.Count, test.Count));
        Assert.Equal(Enumerable.Range(0, 150), new[] { training, validation, test }.SelectMany(NumbersOf).Order());
        Assert.Equal(numbered.Split(0.6, seed: 5, stratified).Training.Inputs, training.Inputs);
        Assert.Equal(["Iris, training", "Iris, validation", "Iris, test"], [training.Name, validation.Name, test.Name]);
        if (stratified)
        {
            Assert.All(
                new[] { (training, 30), (validation, 10), (test, 10) },
                part => Assert.Equal([part.Item2, part.Item2, part.Item2], part.Item1.Targets.SumRows()));
        }
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(7, false)]
    [InlineData(7, true)]
    [InlineData(150, false)]
    public void Each_sample_is_tested_in_one_fold_and_learned_from_in_all_others(int count, bool stratified)
    {
        var numbered = Dataset.Iris.WithInputs(Matrix.Create([.. Enumerable.Range(0, 150).Select(i => new double[] { i, 0, 0, 0 })]));

        var folds = numbered.Folds(count, seed: 2, stratified);

        Assert.Equal(count, folds.Count);
        Assert.Equal(Enumerable.Range(0, 150), folds.SelectMany(fold => NumbersOf(fold.Test)).Order());
        Assert.All(folds, fold => Assert.Equal(Enumerable.Range(0, 150), NumbersOf(fold.Training).Concat(NumbersOf(fold.Test)).Order()));
        Assert.InRange(folds.Max(fold => fold.Test.Count) - folds.Min(fold => fold.Test.Count), 0, 1);
        if (stratified) Assert.All(folds, fold => Assert.All(fold.Test.Targets.SumRows(), samples => Assert.InRange(samples, 7, 8)));
    }

    [Fact]
    public void Splits_in_three_and_folds_that_cannot_be_are_refused()
    {
        Throws.Argument("training", "training is 1.5 but must be between 0 and 1", () => Dataset.Iris.Split(1.5, 0.2, seed: 1));
        Throws.Argument("validation", "validation is 0 but must be between 0 and 1", () => Dataset.Iris.Split(0.5, 0, seed: 1));
        Throws.Argument(
            "validation", "training and validation are 0.7 and 0.3: nothing is left for testing.",
            () => Dataset.Iris.Split(0.7, 0.3, seed: 1));
        Throws.Argument(
            "training", "4 samples would become 4 for training, 0 for validation and 0 for testing; each part needs at least one.",
            () => Dataset.Xor.Split(0.9, 0.05, seed: 1));
        Throws.Argument("count", "count is 1 but must be from 2 to 4, the number of samples", () => Dataset.Xor.Folds(1, seed: 1));
        Throws.Argument("count", "count is 5 but must be from 2 to 4, the number of samples", () => Dataset.Xor.Folds(5, seed: 1));
        Throws.Argument(
            "stratified", "The targets of line are not classes", () => new Dataset("line", [[1], [2]], [[0.5], [1]])
            .Folds(2, seed: 1, stratified: true));
    }

    [Fact]
    public void Targets_without_classes_cannot_be_split_by_class() =>
        Assert.Throws<ArgumentException>(
            "stratified", () => new Dataset("line", [[1], [2]], [[0.5], [1]]).Split(0.5, seed: 1, stratified: true));

    [Fact]
    public void Mean_and_deviation_equal_NumPy()
    {
        var scaling = Standardization.Of(Dataset.Iris);

        Close.To(1e-14, Expected.IrisMean, scaling.Mean.Values, "mean", absolute: 0);
        Close.To(1e-14, Expected.IrisDeviation, scaling.Deviation.Values, "deviation", absolute: 0);
    }

    [Fact]
    public void Test_data_are_scaled_by_the_training_data()
    {
        var scaling = Standardization.Of(new Dataset("training", [[1, 0], [3, 8]], [[1], [2]]));

        var test = scaling.Apply(new Dataset("test", [[4, 4], [2, -4]], [[3], [4]]));

        Assert.Equal([[2, 0], [0, -2]], test.Inputs);
        Assert.Equal("test", test.Name);
    }

    [Fact]
    public void A_constant_column_becomes_0_in_the_training_data()
    {
        var data = new Dataset("constant", [[0.1, 1], [0.1, 2], [0.1, 3]], [[1], [2], [3]]);

        var scaling = Standardization.Of(data);

        Assert.Equal(0, scaling.Deviation[0]);
        Assert.Equal([0, 0, 0], scaling.Apply(data.Inputs).ToArray().Cast<double>().Where((_, i) => i % 2 == 0));
        Assert.Equal([[0.9, 0]], scaling.Apply([[1, 2]]));
    }

    [Fact]
    public void A_single_sample_is_scaled_as_its_row_is_and_the_inverse_gives_it_back()
    {
        var scaling = Standardization.Of(new Dataset("training", [[1, 7], [3, 7], [8, 7]], [[1], [2], [3]]));

        Assert.Equal(scaling.Apply([[2, 9]]).Row(0).ToArray(), scaling.Apply(V([2, 9])));
        Close.To(1e-15, [2, 9], scaling.Inverse(scaling.Apply(V([2, 9]))).Values, "input");
        Close.To(
            1e-14, Dataset.Iris.Inputs.Values, Standardization.Of(Dataset.Iris)
            .Inverse(Standardization.Of(Dataset.Iris).Apply(Dataset.Iris.Inputs)).Values, "inputs");
        Throws.Argument("scaled", "scaled has 1 columns but the standardization was fitted to 2.", () => scaling.Inverse([[1]]));
    }

    [Fact]
    public void A_standardization_needs_a_deviation_for_each_mean()
    {
        Throws.Argument(
            "Deviation", "Deviation has 1 entries but there must be one, 0 or above, for each of the 2 means.",
            () => _ = new Standardization([1, 2], [1]));
        Throws.Argument("Deviation", "Deviation has 2 entries", () => _ = new Standardization([1, 2], [1, -1]));
    }

    [Fact]
    public void Inputs_of_another_width_are_refused()
    {
        var exception = Assert.Throws<ArgumentException>("inputs", () => Standardization.Of(Dataset.Xor).Apply([[1, 2, 3]]));
        Assert.StartsWith("inputs has 3 columns but the standardization was fitted to 2.", exception.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<int> NumbersOf(Dataset data) => data.Inputs.Column(0).Select(x => (int)x);
}
