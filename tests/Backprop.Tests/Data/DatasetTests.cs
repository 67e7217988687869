namespace Backprop.Tests.Data;

public sealed class DatasetTests
{
    private static readonly Dataset Three = new("three", [[1, 10], [2, 20], [3, 30]], [[1, 0], [0, 1], [1, 0]], ["a", "b"], ["no", "yes"]);

    [Fact]
    public void Xor_is_the_truth_table_in_the_lab_sheets_order()
    {
        Assert.Equal([[0, 0], [0, 1], [1, 0], [1, 1]], Dataset.Xor.Inputs);
        Assert.Equal([[0], [1], [1], [0]], Dataset.Xor.Targets);
        Assert.Equal(4, Dataset.Xor.Count);
    }

    [Fact]
    public void Names_are_numbered_where_none_are_given()
    {
        Assert.Equal(["x1", "x2"], Dataset.Xor.InputNames);
        Assert.Equal(["0", "1"], Dataset.Xor.ClassNames);
        Assert.Equal(["0", "1", "2"], new Dataset("three classes", [[1]], [[0, 0, 1]]).ClassNames);
    }

    [Fact]
    public void Targets_that_are_not_classes_have_no_class_names()
    {
        Assert.Empty(new Dataset("a number", [[1]], [[0.5]]).ClassNames);
        Assert.Empty(new Dataset("two ones", [[1]], [[1, 1]]).ClassNames);
        Assert.Empty(new Dataset("no one", [[1], [2]], [[0, 1], [0, 0]]).Classes);
    }

    [Fact]
    public void Classes_are_the_columns_of_the_ones()
    {
        Assert.Equal([0, 1, 0], Three.Classes);
        Assert.Equal([0, 1, 1, 0], Dataset.Xor.Classes);
    }

    [Fact]
    public void Samples_are_the_rows()
    {
        var pairs = Three.Samples.ToList();

        Assert.Equal(3, pairs.Count);
        Assert.Equal(new Sample([2, 20], [0, 1]), pairs[1]);
    }

    [Fact]
    public void Other_inputs_keep_targets_and_names()
    {
        var scaled = Three.WithInputs(0.1 * Three.Inputs);

        Assert.Equal([[0.1, 1], [0.2, 2], [0.30000000000000004, 3]], scaled.Inputs);
        Assert.Same(Three.Targets, scaled.Targets);
        Assert.Equal(["a", "b"], scaled.InputNames);
        Assert.Equal(["no", "yes"], scaled.ClassNames);
    }

    [Fact]
    public void A_selection_has_the_samples_in_the_order_asked_for()
    {
        var selection = Three.Select("two", [2, 0]);

        Assert.Equal([[3, 30], [1, 10]], selection.Inputs);
        Assert.Equal([[1, 0], [1, 0]], selection.Targets);
        Assert.Equal("two", selection.Name);
    }

    [Fact]
    public void A_part_that_looks_like_classes_keeps_the_names_of_the_whole()
    {
        var counts = new Dataset("counts", [[0], [1], [2], [3]], [[0], [1], [2], [1]]);

        var (one, other) = counts.Split(0.5, 1);
        var selected = counts.Select("0 and 1", [0, 1]);

        Assert.Empty(one.ClassNames);
        Assert.Empty(other.ClassNames);
        Assert.Empty(selected.ClassNames);
        Assert.Empty(selected.WithInputs([[5], [6]]).Classes);
        Assert.All(counts.Folds(4, seed: 1), fold => Assert.Empty(fold.Test.ClassNames));
        Assert.Equal(["no", "yes"], Three.Select("one class", [0, 2]).ClassNames);
    }

    [Fact]
    public void Inputs_of_another_shape_and_an_empty_selection_are_refused()
    {
        Says("inputs is 3 × 1 but three has 3 × 2 inputs.", "inputs", () => Three.WithInputs([[1], [2], [3]]));
        Says("inputs is 1 × 2 but three has 3 × 2 inputs.", "inputs", () => Three.WithInputs([[1, 2]]));
        Says("samples is empty; a data set needs at least one sample.", "samples", () => Three.Select("none", []));
        Says("samples[1] is 3 but three has 3 samples, counted from 0.", "samples", () => Three.Select("none", [0, 3]));
        Says("samples[0] is -1 but three has 3 samples, counted from 0.", "samples", () => Three.Select("none", [-1]));
    }

    [Fact]
    public void It_says_what_it_holds()
    {
        Assert.Equal("three: 3 samples, 2 inputs, 2 classes", Three.ToString());
        Assert.Equal("line: 1 sample, 1 input, 1 output", new Dataset("line", [[1]], [[0.5]]).ToString());
    }

    [Fact]
    public void Data_that_cannot_be_used_are_refused_with_the_reason()
    {
        Refused("inputs has no rows; a data set needs at least one sample.", "inputs", [], []);
        Refused("inputs has no columns; a data set needs at least one.", "inputs", [[]], [[1]]);
        Refused("targets has no columns; a data set needs at least one.", "targets", [[1]], [[]]);
        Refused("targets has 1 row but inputs has 2; there must be one target row for each sample.", "targets", [[1], [2]], [[1]]);
        Refused("inputs has the entry NaN at position 1; every entry must be a finite number.", "inputs", [[1], [double.NaN]], [[1], [2]]);
        Refused("targets has the entry Infinity at position 0; every entry must be a finite number.", "targets", [[1]],
            [[double.PositiveInfinity]]);
    }

    [Fact]
    public void Names_that_do_not_fit_are_refused()
    {
        Says("inputNames has 1 entries but inputs has 2 columns; give a name for each.", "inputNames",
            () => new Dataset("d", [[1, 2]], [[1]], inputNames: ["a"]));
        Says("classNames has 3 entries but the targets stand for 2 classes; give a name for each.", "classNames",
            () => new Dataset("d", [[1]], [[1]], classNames: ["a", "b", "c"]));
        Assert.Throws<ArgumentException>(() => new Dataset(" ", [[1]], [[1]]));
    }

    private static void Refused(string message, string parameter, Matrix inputs, Matrix targets) =>
        Says(message, parameter, () => new Dataset("d", inputs, targets));

    private static void Says(string message, string parameter, Func<object> action)
    {
        var exception = Assert.Throws<ArgumentException>(parameter, action);
        Assert.StartsWith(message, exception.Message, StringComparison.Ordinal);
    }
}
