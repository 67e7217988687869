using System.Numerics;
using Lanes = System.Numerics.Vector;

namespace Backprop;

/// <summary>The update of an optimizer over vectors: its formulas, entry by entry.</summary>
internal interface IVectorUpdate
{
    /// <summary>Updates some parameters θ and what is remembered of them.</summary>
    /// <param name="parameters">θ.</param>
    /// <param name="gradient">g.</param>
    /// <param name="first">The entries of <see cref="OptimizerState.First"/>.</param>
    /// <param name="second">The entries of <see cref="OptimizerState.Second"/>.</param>
    void Update(ref Vector<double> parameters, Vector<double> gradient, ref Vector<double> first, ref Vector<double> second);
}

/// <summary>The loop over all parameters, several at a time, so that an optimizer writes its formulas once.</summary>
internal static class VectorUpdate
{
    public static void Run<TUpdate>(TUpdate update, Span<double> parameters, ReadOnlySpan<double> gradient, OptimizerState state)
        where TUpdate : struct, IVectorUpdate
    {
        int i = 0;
        Span<double> first = state.First, second = state.Second;
        for (; i <= gradient.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> theta = new(parameters[i..]), m = new(first[i..]), v = new(second[i..]);
            update.Update(ref theta, new(gradient[i..]), ref m, ref v);
            theta.CopyTo(parameters[i..]);
            m.CopyTo(first[i..]);
            v.CopyTo(second[i..]);
        }

        for (; i < gradient.Length; i++)
        {
            Vector<double> theta = Lanes.Create(parameters[i]), m = Lanes.Create(first[i]), v = Lanes.Create(second[i]);
            update.Update(ref theta, Lanes.Create(gradient[i]), ref m, ref v);
            (parameters[i], first[i], second[i]) = (theta[0], m[0], v[0]);
        }
    }
}
