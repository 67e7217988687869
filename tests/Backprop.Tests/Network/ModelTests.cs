namespace Backprop.Tests;

/// <summary>A network that is kept with the scaling of its inputs and the names of its classes.</summary>
public sealed class ModelTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");

    public void Dispose() => File.Delete(path);

    [Fact]
    public void It_takes_measurements_as_they_come_and_gives_names()
    {
        var (network, scaling) = Trained();
        var model = new Model(network, scaling, Dataset.Iris.ClassNames);
        var flower = Dataset.Iris.Samples.ElementAt(120);

        Assert.Equal(network.Predict(scaling.Apply(Dataset.Iris.Inputs)), model.Predict(Dataset.Iris.Inputs));
        Assert.Equal(network.Predict(scaling.Apply(flower.Input)), model.Predict(flower.Input));
        Assert.Equal(network.Accuracy(scaling.Apply(Dataset.Iris)), model.Accuracy(Dataset.Iris));
        Assert.Equal("setosa", model.Classify([5.1, 3.5, 1.4, 0.2]));
        Assert.Equal(
            "4-6-3 network, 51 parameters (tanh, softmax), standardized inputs, classes setosa, versicolor, virginica", model.ToString());
        Assert.Equal("0", new Model(network).Classify(scaling.Apply(V([5.1, 3.5, 1.4, 0.2]))));
    }

    [Fact]
    public void It_is_the_same_after_saving_and_loading()
    {
        var (network, scaling) = Trained();
        network.Layers[0].WeightsFrozen = true;
        network.Layers[1].BiasFrozen = true;
        new Model(network, scaling, Dataset.Iris.ClassNames).Save(path);

        var model = Model.Load(path);

        Assert.Equal(network.Parameters, model.Network.Parameters);
        Assert.Equal([(true, false), (false, true)], model.Network.Layers.Select(layer => (layer.WeightsFrozen, layer.BiasFrozen)));
        Assert.Equal((scaling.Mean, scaling.Deviation), (model.Scaling!.Mean, model.Scaling.Deviation));
        Assert.Equal(Dataset.Iris.ClassNames, model.ClassNames);
    }

    [Fact]
    public void A_network_saved_alone_is_a_model_without_scaling_and_names()
    {
        var (network, _) = Trained();
        network.Save(path);

        var model = Model.Load(path);

        Assert.Null(model.Scaling);
        Assert.Empty(model.ClassNames);
        Assert.Equal(network.Parameters, model.Network.Parameters);
    }

    [Fact]
    public void A_scaled_model_is_not_taken_for_a_network_of_raw_inputs()
    {
        var (network, scaling) = Trained();
        new Model(network, scaling).Save(path);

        var exception = Assert.Throws<InvalidDataException>(() => Network.Load(path));

        Assert.EndsWith(
            "it scales the inputs first; load it with Model.Load, whose Network is without the scaling.", exception.Message,
            StringComparison.Ordinal);
        new Model(network, null, Dataset.Iris.ClassNames).Save(path);
        Assert.Equal(network.Parameters, Network.Load(path).Parameters);
    }

    [Fact]
    public void Parts_that_do_not_fit_are_refused()
    {
        var (network, _) = Trained();
        Throws.Argument(
            "scaling", "scaling is of 2 inputs but the network has 4.", () => _ = new Model(network, Standardization.Of(Dataset.Xor)));
        Throws.Argument(
            "classNames", "classNames has 2 names but the network tells 3 classes apart.", () => _ = new Model(network, null, ["a", "b"]));
        File.WriteAllText(path, """{"format": "Backprop network", "version": 1, "layers": [{"activation": "relu", "weights": [[1]], "bias": [0]}], "scaling": {"mean": [1], "deviation": []}}""");
        Assert.Contains(
            "Deviation has 0 entries", Assert.Throws<InvalidDataException>(() => Model.Load(path)).Message, StringComparison.Ordinal);
    }

    private static (Network Network, Standardization Scaling) Trained()
    {
        var scaling = Standardization.Of(Dataset.Iris);
        var network = Network.Create([4, 6, 3], Activation.Tanh, Activation.Softmax, Initializer.XavierNormal(seed: 1));
        network.Train(scaling.Apply(Dataset.Iris), new() { Optimizer = Optimizer.Adam(0.05), Epochs = 60 });
        return (network, scaling);
    }
}
