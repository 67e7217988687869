namespace Backprop;

/// <summary>Where an activation is so near the end of its range that its distance from it is taken from z.</summary>
internal static class Saturation
{
    /// <summary>
    /// Above this |a|, 1 − |a| has lost five or more of its sixteen digits, which another formula keeps at the cost of an e^z.
    /// </summary>
    public const double Threshold = 1 - 1e-5;
}
