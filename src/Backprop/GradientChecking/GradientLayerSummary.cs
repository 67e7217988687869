namespace Backprop;

/// <summary>The check of one layer in one row.</summary>
/// <param name="Layer">The layer, from 1.</param>
/// <param name="Parameters">Its number of weights and biases.</param>
/// <param name="WrongWeights">How many weights have a wrong derivative.</param>
/// <param name="WrongBiases">How many biases have a wrong derivative.</param>
/// <param name="Kinks">How many entries lie on a kink.</param>
/// <param name="Worst">The entry with the largest relative error among the wrong ones, or among all if none is wrong.</param>
/// <param name="AnalyticNorm">The Euclidean norm of the analytic gradient.</param>
/// <param name="NumericNorm">The Euclidean norm of the numeric gradient.</param>
/// <param name="Undecided">How many entries the check could not decide.</param>
public sealed record GradientLayerSummary(
    int Layer,
    int Parameters,
    int WrongWeights,
    int WrongBiases,
    int Kinks,
    GradientEntry Worst,
    double AnalyticNorm,
    double NumericNorm,
    int Undecided = 0);

/// <summary>The relative errors of one layer in the shape of its parameters, for a heat map.</summary>
/// <param name="Layer">The layer, from 1.</param>
/// <param name="Weights">Relative errors, inputs × outputs.</param>
/// <param name="Bias">Relative errors, one per output.</param>
public sealed record GradientHeatmap(int Layer, Matrix Weights, Vector Bias);
