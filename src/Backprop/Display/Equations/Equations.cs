namespace Backprop;

/// <summary>
/// The formulas of one iteration with the numbers put in, for any layer, unit and sample.
/// Layers, units and samples all count from 1 here, as their names do: unit 2 of layer 1 is <c>h2</c>, input 1 is <c>x1</c>.
/// (Only the indices of a <see cref="Matrix"/> or list count from 0, as everywhere in C#.)
/// </summary>
/// <example><code>Equations.PreActivation(forward, layer: 1, unit: 2, sample: 2)   // z1[h2] = 0·(−0.1383) + 1·1.5230 + 0 =
/// 1.5230</code></example>
public static partial class Equations
{
    /// <summary>z⁽ˡ⁾ of one unit and sample: the weighted sum of the layer before, plus the bias.</summary>
    /// <param name="forward">The forward pass.</param>
    /// <param name="layer">l, from 1.</param>
    /// <param name="unit">The unit of layer l, from 1.</param>
    /// <param name="sample">The sample, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer, unit or sample.</exception>
    public static Equation PreActivation(ForwardPass forward, int layer, int unit, int sample)
    {
        var position = new Position(forward, layer, unit, sample);
        var pass = position.Layer;
        List<Term> terms = [];
        for (int i = 0; i < pass.Weights.RowCount; i++)
        {
            double a = position.Input(i), weight = pass.Weights[i, position.Unit];
            terms.Add(new(position.InputSymbol(i) + "·" + position.WeightSymbol(i), Sum.Product(a, weight), a * weight));
        }

        double bias = pass.Bias[position.Unit];
        terms.Add(new(position.Symbol(Symbols.B(layer)), Formula.Operand(bias), bias));
        return new(
            position.About, position.Symbol(Symbols.Z(layer)), Sum.InSymbols(terms), Sum.InNumbers(terms),
            pass.Z[position.Sample, position.Unit]);
    }

    /// <summary>a⁽ˡ⁾ = φ(z⁽ˡ⁾) of one unit and sample.</summary>
    /// <inheritdoc cref="PreActivation" path="/param"/>
    /// <inheritdoc cref="PreActivation" path="/exception"/>
    public static Equation Activation(ForwardPass forward, int layer, int unit, int sample)
    {
        var position = new Position(forward, layer, unit, sample);
        var pass = position.Layer;
        var z = position.Symbol(Symbols.Z(layer));
        double value = pass.A[position.Sample, position.Unit];
        if (pass.Activation.IsElementwise)
        {
            double number = pass.Z[position.Sample, position.Unit];
            return new(position.About, position.ActivationSymbol, FunctionFormulas.Value(pass.Activation, FunctionFormulas.Z(z)),
                FunctionFormulas.Value(pass.Activation, FunctionFormulas.Z(number)), value);
        }

        var e = Formula.Variable("e");
        Term[] terms = [.. Enumerable.Range(0, pass.Z.ColumnCount).Select(k => pass.Z[position.Sample, k]).Select((zk, k) => new Term(
            Formula.Power(e, Symbols.Entry(Symbols.Z(layer), position.UnitName(k))), Formula.Power(e, Formula.Number(zk)), Math.Exp(zk)))];
        return new(position.About, position.ActivationSymbol, Formula.Fraction(terms[position.Unit].Symbols, Sum.InSymbols(terms)),
            Formula.Fraction(terms[position.Unit].Numbers, Sum.InNumbers(terms)), value);
    }

    /// <summary>The term of one sample in the loss: the sum or mean over its outputs.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="sample">The sample, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public static Equation LossTerm(LossValue loss, int sample)
    {
        ArgumentNullException.ThrowIfNull(loss);
        int row = Position.Index(sample, loss.Output.RowCount, "sample", "the batch");
        int outputs = loss.Output.ColumnCount;
        string sign = FunctionFormulas.IsNegated(loss.Function) ? "−" : "";
        Term[] terms = [.. Enumerable.Range(0, outputs).Select(k =>
        {
            double prediction = loss.Output[row, k], target = loss.Targets[row, k], term = loss.Function.Term(prediction, target);
            return new Term(
                FunctionFormulas.Term(loss.Function, FunctionFormulas.Prediction(Names.Unit(1, 1, outputs, k)),
                    FunctionFormulas.Target(TargetName(outputs, k))),
                FunctionFormulas.Term(
                    loss.Function, FunctionFormulas.Prediction(prediction), FunctionFormulas.Target(target)), sign.Length > 0
                    ? -term
                    : term);
        })];

        // Of a one-hot target only one term counts.
        Term[] counting = loss.Function == Backprop.Loss.CrossEntropy ? [.. terms.Where((_, k) => loss.Targets[row, k] != 0)] : [];
        return new(
            Names.Sample(loss.Inputs, row), "term", Whole(Sum.InSymbols(terms)),
            Whole(Sum.InNumbers(counting.Length > 0 ? counting : terms)), loss.SampleTerms[row]);

        Formula Whole(Formula sum)
        {
            var signed = sign.Length == 0 ? sum : sign + Formula.Parentheses(sum);
            return outputs > 1 && loss.Function.OverOutputs == Reduction.Mean
                ? Formula.Fraction(signed, Symbols.Invariant(outputs))
                : signed;
        }
    }

    /// <summary>L from the terms of all samples: their sum or mean.</summary>
    /// <param name="loss">The loss.</param>
    public static Equation Loss(LossValue loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        Term[] terms = [.. loss.SampleTerms.Select(term => new Term(Formula.Empty, Formula.Operand(term), term))];
        bool isMean = loss.Function.OverSamples == Reduction.Mean && terms.Length > 1;
        var symbols = Symbols.SumOverSamples + "term";
        return isMean
            ? new("", Symbols.Loss, Formula.Fraction("1", Symbols.Invariant(terms.Length)) + "·" + symbols,
                Formula.Fraction(Sum.InNumbers(terms), Symbols.Invariant(terms.Length)), loss.Value)
            : new("", Symbols.Loss, symbols, Sum.InNumbers(terms), loss.Value);
    }

    private static Formula TargetName(int outputs, int index) => outputs == 1 ? Symbols.Y : Names.Numbered("y", index);
}
