namespace Backprop;

/// <content>The backward pass and the update.</content>
public static partial class Equations
{
    /// <summary>∂L/∂ŷ of one output and sample.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="output">The output, from 1.</param>
    /// <param name="sample">The sample, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output or sample.</exception>
    public static Equation OutputGradient(LossValue loss, int output, int sample)
    {
        ArgumentNullException.ThrowIfNull(loss);
        var (samples, outputs) = (loss.Output.RowCount, loss.Output.ColumnCount);
        int row = Position.Index(sample, samples, nameof(sample), "the batch");
        int k = Position.Index(output, outputs, nameof(output), "the network");
        var name = Names.Unit(1, 1, outputs, k);
        int divisor = loss.Function.Divisor(samples, outputs);
        return new(Names.Sample(loss.Inputs, row), Symbols.GradientOf(name),
            Over(FunctionFormulas.Derivative(loss.Function, FunctionFormulas.Prediction(name),
                FunctionFormulas.Target(TargetName(outputs, k))), divisor),
            Over(FunctionFormulas.Derivative(loss.Function, FunctionFormulas.Prediction(loss.Output[row, k]),
                FunctionFormulas.Target(loss.Targets[row, k])), divisor),
            loss.Gradient[row, k]);
    }

    /// <summary>φ′(z⁽ˡ⁾) of one unit and sample.</summary>
    /// <inheritdoc cref="PreActivation" path="/param"/>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer, unit or sample.</exception>
    /// <exception cref="ArgumentException">The layer is softmax, which has a Jacobian instead.</exception>
    public static Equation ActivationDerivative(ForwardPass forward, int layer, int unit, int sample)
    {
        var position = new Position(forward, layer, unit, sample);
        var activation = position.Layer.Activation;
        if (!activation.IsElementwise)
        {
            throw new ArgumentException(
                $"Layer {layer} is {activation.Title}, which has a Jacobian for each sample instead of φ′; see Delta.", nameof(layer));
        }

        var (z, symbol) = (position.Layer.Z[position.Sample, position.Unit], position.Symbol(Symbols.Z(layer)));
        return new(
            position.About, Symbols.Derivative(symbol),
            FunctionFormulas.Derivative(activation, FunctionFormulas.Z(symbol), FunctionFormulas.A(position.ActivationSymbol)),
            FunctionFormulas.Derivative(
                activation, FunctionFormulas.Z(z), FunctionFormulas.A(position.Layer.A[position.Sample, position.Unit])),
                activation.Derivative(position.Layer.Z)[position.Sample, position.Unit]);
    }

    /// <summary>
    /// delta⁽ˡ⁾ of one unit and sample. In the output layer ∂L/∂ŷ·φ′(z), or the shorter form that sigmoid with binary cross-entropy
    /// and softmax with cross-entropy have; in a hidden layer the deltas of the next layer, weighted, times φ′(z).
    /// </summary>
    /// <param name="backward">The backward pass.</param>
    /// <param name="layer">l, from 1.</param>
    /// <param name="unit">The unit of layer l, from 1.</param>
    /// <param name="sample">The sample, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer, unit or sample.</exception>
    public static Equation Delta(BackwardPass backward, int layer, int unit, int sample)
    {
        ArgumentNullException.ThrowIfNull(backward);
        var position = new Position(backward.Forward, layer, unit, sample);
        var (symbols, numbers) = layer == backward.Layers.Count ? OutputDelta(backward, position) : HiddenDelta(backward, position, layer);
        return new(
            position.About, position.Symbol(Symbols.Delta(layer)), symbols, numbers,
            backward.Layers[layer - 1].Delta[position.Sample, position.Unit]);
    }

    /// <summary>One entry of ∂L/∂W⁽ˡ⁾: over the samples, the sum of the input's activation times the unit's delta.</summary>
    /// <param name="backward">The backward pass.</param>
    /// <param name="layer">l, from 1.</param>
    /// <param name="input">The unit of the layer before that the weight comes from, from 1.</param>
    /// <param name="unit">The unit of layer l that it goes to, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer, input or unit.</exception>
    public static Equation WeightGradient(BackwardPass backward, int layer, int input, int unit)
    {
        ArgumentNullException.ThrowIfNull(backward);
        var position = new Position(backward.Forward, layer, unit, sample: 1);
        int i = Position.Index(input, position.Inputs.ColumnCount, nameof(input), $"layer {Symbols.Invariant(layer)}");
        var (a, pass) = (position.Inputs, backward.Layers[layer - 1]);
        Term[] terms = [.. Enumerable.Range(0, a.RowCount).Select(n => (A: a[n, i], Delta: pass.Delta[n, position.Unit]))
            .Select(pair => new Term(Formula.Empty, Sum.Product(pair.A, pair.Delta), pair.A * pair.Delta))];
        return new(
            "", Symbols.GradientOf(position.WeightSymbol(i)), Symbols.SumOverSamples + position.InputSymbol(i) + "·"
            + position.Symbol(Symbols.Delta(layer)),
            Sum.InNumbers(terms), pass.Gradient.Weights[i, position.Unit]);
    }

    /// <summary>One entry of ∂L/∂b⁽ˡ⁾: the sum of the unit's delta over the samples.</summary>
    /// <param name="backward">The backward pass.</param>
    /// <param name="layer">l, from 1.</param>
    /// <param name="unit">The unit of layer l, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer or unit.</exception>
    public static Equation BiasGradient(BackwardPass backward, int layer, int unit)
    {
        ArgumentNullException.ThrowIfNull(backward);
        var position = new Position(backward.Forward, layer, unit, sample: 1);
        var pass = backward.Layers[layer - 1];
        Term[] terms = [.. Enumerable.Range(0, pass.Delta.RowCount).Select(n => pass.Delta[n, position.Unit])
            .Select(delta => new Term(Formula.Empty, Formula.Operand(delta), delta))];
        return new(
            "", Symbols.GradientOf(position.Symbol(Symbols.B(layer))), Symbols.SumOverSamples + position.Symbol(Symbols.Delta(layer)),
            Sum.InNumbers(terms), pass.Gradient.Bias[position.Unit]);
    }

    private static (Formula Symbols, Formula Numbers) HiddenDelta(BackwardPass backward, Position position, int layer)
    {
        var (next, weights) = (backward.Layers[layer].Delta, backward.Forward.Layers[layer].Weights);
        Term[] terms = [.. Enumerable.Range(0, next.ColumnCount).Select(k =>
        {
            double delta = next[position.Sample, k], weight = weights[position.Unit, k];
            var symbol = Symbols.Entry(Symbols.Delta(layer + 1), position.Name(layer + 1, k));
            return new Term(symbol + "·" + position.Weight(layer + 1, position.Unit, k), Sum.Product(delta, weight), delta * weight);
        })];
        double derivative = backward.Layers[layer - 1].Derivative![position.Sample, position.Unit];
        return (Grouped(Sum.InSymbols(terms)) + "·" + Symbols.Derivative(position.Symbol(Symbols.Z(layer))), Grouped(Sum.InNumbers(terms))
            + "·" + Formula.Operand(derivative));

        Formula Grouped(Formula sum) => terms.Length == 1 ? sum : Formula.Parentheses(sum);
    }

    private static (Formula Symbols, Formula Numbers) OutputDelta(BackwardPass backward, Position position)
    {
        var (loss, row, k) = (backward.Loss, position.Sample, position.Unit);
        int outputs = loss.Output.ColumnCount;
        var prediction = Names.Unit(1, 1, outputs, k);
        if (loss.Function.FusedWith(position.Layer.Activation) is not null)
        {
            double total = loss.Function == Backprop.Loss.CrossEntropy ? loss.Targets.Row(row).ToArray().Sum() : 1;
            int divisor = loss.Function.Divisor(loss.Output.RowCount, outputs);
            return (Over(prediction + (total == 1 ? "" : "·Σy") + " − " + TargetName(outputs, k), divisor),
                Over(Formula.Number(loss.Output[row, k]) + (total == 1 ? "" : "·" + Formula.Number(total)) + " − "
                    + Formula.Operand(loss.Targets[row, k]), divisor));
        }

        double gradient = loss.Gradient[row, k];
        if (backward.Layers[^1].Derivative is { } derivative)
        {
            return (Symbols.GradientOf(prediction) + "·" + Symbols.Derivative(position.Symbol(Symbols.Z(backward.Layers.Count))),
                Sum.Product(gradient, derivative[row, k]));
        }

        Term[] terms = [.. Enumerable.Range(0, outputs).Select(j => new Term(
            Symbols.GradientOf(Names.Unit(1, 1, outputs, j)) + "·"
                + Names.Unit(1, 1, outputs, j), Sum.Product(loss.Gradient[row, j], loss.Output[row, j]),
                loss.Gradient[row, j] * loss.Output[row, j]))];
        return (prediction + "·" + Formula.Parentheses(Symbols.GradientOf(prediction) + " − " + Formula.Parentheses(Sum.InSymbols(terms))),
            Formula.Number(loss.Output[row, k]) + "·"
                + Formula.Parentheses(Formula.Number(gradient) + " − " + Formula.Parentheses(Sum.InNumbers(terms))));
    }

    private static Formula Over(Formula numerator, int divisor) =>
        divisor == 1 ? numerator : Formula.Fraction(numerator, Symbols.Invariant(divisor));
}
