namespace Backprop;

/// <summary>One unit of one layer for one sample: its numbers, and the symbols that name it.</summary>
internal readonly struct Position
{
    private readonly ForwardPass forward;
    private readonly int number;

    /// <summary>A position by numbers that count from 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer, unit or sample.</exception>
    public Position(ForwardPass forward, int layer, int unit, int sample)
    {
        ArgumentNullException.ThrowIfNull(forward);
        this.forward = forward;
        number = layer;
        Index(layer, forward.Layers.Count, nameof(layer), "the network");
        Unit = Index(unit, Layer.Z.ColumnCount, nameof(unit), $"layer {Symbols.Invariant(layer)}");
        Sample = Index(sample, forward.Inputs.RowCount, nameof(sample), "the batch");
    }

    /// <summary>The unit, from 0.</summary>
    public int Unit { get; }

    /// <summary>The sample, from 0.</summary>
    public int Sample { get; }

    public LayerForward Layer => forward.Layers[number - 1];

    public string About => Names.Sample(forward.Inputs, Sample);

    /// <summary>a of the layer before.</summary>
    public Matrix Inputs => number == 1 ? forward.Inputs : forward.Layers[number - 2].A;

    /// <summary>a of this unit in the terms of formulas: ŷ in the output layer.</summary>
    public Formula ActivationSymbol => ActivationOf(number, Unit);

    /// <summary>The index from 0 for a number from 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
    public static int Index(int number, int count, string name, string owner) => number >= 1 && number <= count
        ? number - 1
        : throw new ArgumentOutOfRangeException(
            name, number, $"{name} is {number} but {owner} has {Words.Count(count, name)}, counted from 1 as on the tables.");

    /// <summary>a of a unit of the layer before, for this sample.</summary>
    public double Input(int index) => Inputs[Sample, index];

    public Formula InputSymbol(int index) => ActivationOf(number - 1, index);

    /// <summary>The entry of W from a unit of the layer before to this one.</summary>
    public Formula WeightSymbol(int input) => Weight(number, input, Unit);

    /// <summary>The entry of W⁽ˡ⁾ between two units.</summary>
    public Formula Weight(int layer, int input, int output) =>
        Symbols.Entry(Symbols.W(layer), Name(layer - 1, input) + "," + Name(layer, output));

    /// <summary>This unit's entry of something.</summary>
    public Formula Symbol(Formula of) => Symbols.Entry(of, UnitName(Unit));

    /// <summary>The name of a unit of this layer.</summary>
    public Formula UnitName(int index) => Name(number, index);

    /// <summary>The name of a unit of any layer.</summary>
    public Formula Name(int layer, int index) => Names.Unit(layer, forward.Layers.Count, Width(layer), index);

    /// <summary>The number of units of a layer, or of inputs for 0.</summary>
    public int Width(int layer) => layer == 0 ? forward.Inputs.ColumnCount : forward.Layers[layer - 1].Z.ColumnCount;

    private Formula ActivationOf(int layer, int index) =>
        layer == 0 || layer == forward.Layers.Count ? Name(layer, index) : Symbols.Entry(Symbols.A(layer), Name(layer, index));
}
