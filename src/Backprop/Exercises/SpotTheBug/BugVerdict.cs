namespace Backprop;

/// <summary>What the gradient checker says of a planted bug. A notebook shows it folded, so that one guesses first.</summary>
/// <param name="Report">The whole report.</param>
public sealed partial record BugVerdict(GradientCheckReport Report)
{
    /// <inheritdoc/>
    public override string ToString() => "The checker's verdict is folded. To read it here: bug.Verdict().Report";
}
