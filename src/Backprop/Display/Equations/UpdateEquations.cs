namespace Backprop;

/// <content>The update.</content>
public static partial class Equations
{
    /// <summary>The update of one weight: W ← W − η·∂L/∂W.</summary>
    /// <param name="update">The update.</param>
    /// <param name="layer">l, from 1.</param>
    /// <param name="input">The unit of the layer before that the weight comes from, from 1.</param>
    /// <param name="unit">The unit of layer l that it goes to, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer, input or unit.</exception>
    public static Equation WeightUpdate(ParameterUpdate update, int layer, int input, int unit)
    {
        var (pass, j) = UpdateOf(update, layer, unit);
        int i = Position.Index(input, pass.WeightsBefore.RowCount, nameof(input), $"layer {Symbols.Invariant(layer)}");
        var from = Names.Unit(layer - 1, update.Layers.Count, pass.WeightsBefore.RowCount, i);
        return UpdateEquation(
            update, Symbols.Entry(Symbols.W(layer), from + "," + UnitName(update, layer, j)), pass.WeightsBefore[i, j],
            pass.Gradient.Weights[i, j], pass.WeightsAfter[i, j]);
    }

    /// <summary>The update of one bias: b ← b − η·∂L/∂b.</summary>
    /// <param name="update">The update.</param>
    /// <param name="layer">l, from 1.</param>
    /// <param name="unit">The unit of layer l, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer or unit.</exception>
    public static Equation BiasUpdate(ParameterUpdate update, int layer, int unit)
    {
        var (pass, j) = UpdateOf(update, layer, unit);
        return UpdateEquation(
            update, Symbols.Entry(Symbols.B(layer), UnitName(update, layer, j)), pass.BiasBefore[j], pass.Gradient.Bias[j],
            pass.BiasAfter[j]);
    }

    private static (LayerUpdate Layer, int Unit) UpdateOf(ParameterUpdate update, int layer, int unit)
    {
        ArgumentNullException.ThrowIfNull(update);
        var pass = update.Layers[Position.Index(layer, update.Layers.Count, nameof(layer), "the network")];
        return (pass, Position.Index(unit, pass.BiasBefore.Count, nameof(unit), $"layer {Symbols.Invariant(layer)}"));
    }

    private static Formula UnitName(ParameterUpdate update, int layer, int index) =>
        Names.Unit(layer, update.Layers.Count, update.Layers[layer - 1].BiasBefore.Count, index);

    private static Equation UpdateEquation(ParameterUpdate update, Formula parameter, double before, double gradient, double after) =>
        new("", parameter + " after", parameter + " − " + Symbols.LearningRate + "·" + Symbols.GradientOf(parameter),
            Formula.Number(before) + " − " + Formula.Operand(update.LearningRate) + "·" + Formula.Operand(gradient), after);
}
