using System.Numerics;
using Lanes = System.Numerics.Vector;

namespace Backprop;

/// <summary>The update of an optimizer over vectors: its formulas, entry by entry.</summary>
internal interface IVectorUpdate
{
    /// <summary>Whether <see cref="OptimizerState.First"/> is used.</summary>
    static abstract bool KeepsFirst { get; }

    /// <summary>Whether <see cref="OptimizerState.Second"/> is used.</summary>
    static abstract bool KeepsSecond { get; }

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
    public static void Run<TUpdate>(TUpdate update, Span<double> parameters, ReadOnlySpan<double> gradient, OptimizerState state, int start)
        where TUpdate : struct, IVectorUpdate
    {
        int i = 0;
        var first = TUpdate.KeepsFirst ? state.First.AsSpan(start, parameters.Length) : [];
        var second = TUpdate.KeepsSecond ? state.Second.AsSpan(start, parameters.Length) : [];
        for (; i <= gradient.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            var theta = new Vector<double>(parameters[i..]);
            var m = TUpdate.KeepsFirst ? new Vector<double>(first[i..]) : default;
            var v = TUpdate.KeepsSecond ? new Vector<double>(second[i..]) : default;
            update.Update(ref theta, new(gradient[i..]), ref m, ref v);
            theta.CopyTo(parameters[i..]);
            if (TUpdate.KeepsFirst) m.CopyTo(first[i..]);
            if (TUpdate.KeepsSecond) v.CopyTo(second[i..]);
        }

        for (; i < gradient.Length; i++)
        {
            var theta = Lanes.Create(parameters[i]);
            var m = TUpdate.KeepsFirst ? Lanes.Create(first[i]) : default;
            var v = TUpdate.KeepsSecond ? Lanes.Create(second[i]) : default;
            update.Update(ref theta, Lanes.Create(gradient[i]), ref m, ref v);
            parameters[i] = theta[0];
            if (TUpdate.KeepsFirst) first[i] = m[0];
            if (TUpdate.KeepsSecond) second[i] = v[0];
        }
    }
}
