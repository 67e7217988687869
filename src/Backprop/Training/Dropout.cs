using System.Collections;
using System.Runtime.CompilerServices;

namespace Backprop;

/// <summary>
/// Dropout: in each step of the training, and only there, every activation of a hidden layer is set to 0 with probability p and divided by
/// 1 − p
/// otherwise, so that its mean stays and nothing has to change when the network is used.
/// </summary>
/// <remarks>
/// N. Srivastava et al., Dropout: A Simple Way to Prevent Neural Networks from Overfitting, JMLR 2014; inverted, as PyTorch's
/// <c>nn.Dropout</c>.
/// The units are drawn as NumPy does: batch by batch and layer by layer, <c>RandomState(seed).random_sample((N, units)) &lt; p</c> are
/// dropped.
/// </remarks>
/// <example><code>new TrainingOptions { Dropout = 0.5 }          // half of every hidden layer
/// new TrainingOptions { Dropout = [0.2, 0.5] }   // a rate for each hidden layer</code></example>
[CollectionBuilder(typeof(Dropout), nameof(Create))]
public sealed class Dropout : IReadOnlyList<double>
{
    private readonly double[] rates;

    private Dropout(double[] rates) => this.rates = rates;

    /// <summary>The number of rates: one for all hidden layers, or one for each.</summary>
    public int Count => rates.Length;

    /// <summary>The rate p at an index, counted from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such rate.</exception>
    public double this[int index] => (uint)index < (uint)rates.Length
        ? rates[index]
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"There are {Words.Count(Count, "rate")}, counted from 0.");

    /// <summary>The same rate for every hidden layer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not from 0 to below 1.</exception>
    public static implicit operator Dropout(double rate) => Create([rate]);

    /// <summary>A rate for each hidden layer, layer 1 first, or one for all; what <c>Dropout = [0.2, 0.5]</c> calls.</summary>
    /// <param name="rates">The probabilities p, from 0 to below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate is not from 0 to below 1.</exception>
    public static Dropout Create(ReadOnlySpan<double> rates)
    {
        foreach (double rate in rates)
        {
            if (rate is >= 0 and < 1) continue;
            string message = FormattableString.Invariant(
                $"A rate is {rate} but must be from 0 to below 1: the part of a layer's units that is dropped.");
            throw new ArgumentOutOfRangeException(nameof(rates), rate, message);
        }

        return new(rates.ToArray());
    }

    /// <inheritdoc/>
    public IEnumerator<double> GetEnumerator() => ((IEnumerable<double>)rates).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => rates.GetEnumerator();

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", rates.Select(NumberFormat.Exact));

    /// <summary>The rate of a hidden layer, counted from 0.</summary>
    internal double RateOf(int hiddenLayer) => rates.Length == 1 ? rates[0] : rates[hiddenLayer];
}
