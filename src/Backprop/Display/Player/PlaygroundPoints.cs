namespace Backprop;

/// <summary>The points that a playground begins with, as <c>playground.js</c> makes them.</summary>
internal static class PlaygroundPoints
{
    /// <summary>Of 200 points the first half is for the training.</summary>
    private const int Count = 100;

    /// <summary>The points of the training.</summary>
    /// <param name="name">Which.</param>
    /// <param name="noise">The standard deviation that is added.</param>
    /// <param name="seed">The seed.</param>
    public static Dataset Of(string name, double noise, uint seed)
    {
        var random = new RandomState(seed);
        double spread = noise + (name == "gaussian" ? 0.2 : 0);
        double[,] inputs = new double[Count, 2], targets = new double[Count, 1];
        for (int i = 0; i < Count; i++)
        {
            double u = random.NextDouble(), v = random.NextDouble();
            var (x, y) = Point(name, u, v, i % 2);
            targets[i, 0] = name == "xor" ? (x * y < 0 ? 1 : 0) : i % 2;
            inputs[i, 0] = x + (spread * random.NextGaussian());
            inputs[i, 1] = y + (spread * random.NextGaussian());
        }

        return new Dataset(name, new Matrix(inputs), new Matrix(targets));
    }

    /// <summary>A point of class k from two numbers of [0, 1).</summary>
    private static (double X, double Y) Point(string name, double u, double v, int k)
    {
        switch (name)
        {
            case "xor":
                return ((2 * u) - 1, (2 * v) - 1);
            case "circle":
                double r = k == 0 ? 0.5 * Math.Sqrt(v) : 0.75 + (0.25 * v);
                return (r * Math.Cos(2 * Math.PI * u), r * Math.Sin(2 * Math.PI * u));
            case "moons":
                int side = 1 - (2 * k);
                return (side * ((0.6 * Math.Cos(Math.PI * u)) - 0.3), side * ((0.6 * Math.Sin(Math.PI * u)) - 0.15));
            case "spiral":
                double angle = (3.5 * Math.PI * u) + (Math.PI * k);
                return (u * Math.Sin(angle), u * Math.Cos(angle));
            default:
                return (k - 0.5, k - 0.5);
        }
    }
}
