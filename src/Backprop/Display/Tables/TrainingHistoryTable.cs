namespace Backprop;

/// <content>Its form in a notebook.</content>
[TypeFormatterSource(typeof(HtmlFormatterSource))]
public sealed partial class TrainingHistory : IHtmlContent
{
    /// <summary>How the training went as HTML: why it ended, and a table of some epochs from the first to the last.</summary>
    public string ToHtml() => View().ToHtml();

    private View View()
    {
        int[] epochs = Milestones();
        List<ColumnGroup> groups = [Column(Options.ObjectiveTitle, Loss, epochs)];
        if (ReportedLoss.Count > 0) groups.Add(Column(Options.ReportedLoss!.Title, ReportedLoss, epochs));
        if (Accuracy.Count > 0) groups.Add(Percent("accuracy", Accuracy, epochs));
        if (ValidationLoss.Count > 0) groups.Add(Column("validation loss", ValidationLoss, epochs));
        if (ValidationAccuracy.Count > 0) groups.Add(Percent("validation accuracy", ValidationAccuracy, epochs));
        groups.Add(Column("learning rate", LearningRate, epochs));
        return new(ToString(), epochs.Length == 0 ? [] : [new(Formula.Empty, "epoch", row => Symbols.Invariant(epochs[row]), groups)]);
    }

    /// <summary>The first epoch, 1, 2, 5, 10, 20, 50, …, and the last.</summary>
    private int[] Milestones()
    {
        var epochs = new SortedSet<int>();
        if (Epochs > 0) epochs.UnionWith([0, Epochs - 1]);
        for (long power = 1; power < Epochs; power *= 10)
            epochs.UnionWith(new[] { power, 2 * power, 5 * power }.Where(epoch => epoch < Epochs).Select(epoch => (int)epoch));
        return [.. epochs];
    }

    /// <summary>Fractions as the figures show them, in percent.</summary>
    private static ColumnGroup Percent(string name, IReadOnlyList<double> values, int[] epochs) =>
        ColumnGroup.Single(name + " in %", [.. epochs.Select(epoch => 100 * values[epoch])]);

    private static ColumnGroup Column(string name, IReadOnlyList<double> values, int[] epochs) =>
        ColumnGroup.Single(name, [.. epochs.Select(epoch => values[epoch])]);
}
