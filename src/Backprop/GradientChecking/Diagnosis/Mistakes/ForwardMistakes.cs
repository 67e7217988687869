namespace Backprop;

/// <summary>A forward pass that is not the network's, which the backward pass then follows rightly.</summary>
internal static class ForwardMistakes
{
    /// <summary>
    /// The networks that may have been computed instead, each with the layer that differs (null for several) and a sentence.
    /// </summary>
    public static IEnumerable<(int? Layer, string Summary, Network Network)> Of(Network network)
    {
        int[] all = [.. Enumerable.Range(0, network.Layers.Count)], biased = [.. all.Where(l => network.Layers[l].Bias.Any(b => b != 0))];
        foreach (int[] layers in Choices(biased, biased))
        {
            var other = network.Copy();
            foreach (int l in layers)
                other.Layers[l].Bias = 0.0 * other.Layers[l].Bias;
            yield return New(layers, "without its biases", other, isAll: layers.Length == biased.Length);
        }

        // Forgotten is likelier than exchanged.
        var elementwise = Activation.All.Where(activation => activation.IsElementwise);
        foreach (var activation in elementwise.OrderBy(activation => activation != Activation.Identity))
        {
            int[] different = [.. all.Where(l => network.Layers[l].Activation.Name != activation.Name)];
            foreach (int[] layers in Choices(different, [.. different.Where(l => l < all.Length - 1)]))
            {
                var other = Network.Create(
                    network.Sizes, [.. network.Layers.Select((layer, l) => layers.Contains(l) ? activation : layer.Activation)],
                    Initializer.Zeros);
                network.Parameters.CopyTo(other.Parameters, 0);
                yield return New(layers, $"with {activation}", other, isAll: false);
            }
        }

        // Several layers together first, then each alone.
        static IEnumerable<int[]> Choices(int[] each, int[] together) =>
            [.. together.Length > 1 ? [together] : Array.Empty<int[]>(), .. each.Select(l => (int[])[l])];

        static (int?, string, Network) New(int[] layers, string how, Network other, bool isAll)
        {
            string place = isAll ? "" : $" in layer{(layers.Length == 1 ? "" : "s")} {string.Join(", ", layers.Select(l => l + 1))}";
            return (layers.Length == 1 ? layers[0] + 1 : null,
                $"This is the gradient of the network {how}{place}: the forward pass is another one.", other);
        }
    }
}
