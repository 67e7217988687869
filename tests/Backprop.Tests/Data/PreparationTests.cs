using Backprop.Tests.Reference;

namespace Backprop.Tests.Data;

/// <summary>Splitting and scaling.</summary>
public sealed class PreparationTests
{
    private static readonly TorchOptions Expected = ReferenceFile.Read<TorchOptions>("torch-options.json");

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
        var numbered = new Dataset("numbers", Matrix.Create([.. Enumerable.Range(0, 11).Select(i => new double[] { i })]), Matrix.Create([.. Enumerable.Range(0, 11).Select(i => new double[] { i % 2 })]));

        foreach (bool stratified in new[] { false, true })
        {
            var (training, test) = numbered.Split(0.5, seed: 1, stratified);
            Assert.Equal(Enumerable.Range(0, 11).Select(i => (double)i), training.Inputs.Values.ToArray().Concat(test.Inputs.Values.ToArray()).Order());
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

    [Fact]
    public void Targets_without_classes_cannot_be_split_by_class() =>
        Assert.Throws<ArgumentException>("stratified", () => new Dataset("line", [[1], [2]], [[0.5], [1]]).Split(0.5, seed: 1, stratified: true));

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
    public void Inputs_of_another_width_are_refused()
    {
        var exception = Assert.Throws<ArgumentException>("inputs", () => Standardization.Of(Dataset.Xor).Apply([[1, 2, 3]]));
        Assert.StartsWith("inputs has 3 columns but the standardization was fitted to 2.", exception.Message, StringComparison.Ordinal);
    }
}
