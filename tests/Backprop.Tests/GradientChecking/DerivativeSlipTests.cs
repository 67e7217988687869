namespace Backprop.Tests.GradientChecking;

/// <summary>Derivatives that are written down with a slip.</summary>
public sealed class DerivativeSlipTests
{
    private static readonly Dataset Five = new("five", new RandomState(5).Randn(5, 3), new RandomState(6).Randn(5, 2));

    [Theory]
    [InlineData("1 − a")]
    [InlineData("1 + a²")]
    [InlineData("a²")]
    [InlineData("(1 − a)²")]
    [InlineData("a(1 + a)")]
    public void The_expression_is_named(string expression)
    {
        var network = Network.Create([3, 3, 4, 2], Activation.Sigmoid, Initializer.StandardNormal(seed: 11));
        Func<double, double> form = expression switch
        {
            "1 − a" => a => 1 - a,
            "1 + a²" => a => 1 + (a * a),
            "a²" => a => a * a,
            "a(1 + a)" => a => a * (1 + a),
            _ => a => (1 - a) * (1 - a),
        };
        var student = new StudentBackward(network, Five, Loss.MeanSquaredError);
        var wrong = new StudentBackward(network, Five, Loss.MeanSquaredError) { Slope = l => student.Forward.Layers[l].A.Map(form) }.Run();

        var diagnosis = GradientCheck.Compare(network, Five, Loss.MeanSquaredError, wrong).Diagnosis;

        Assert.Equal(
            (GradientMistake.DerivativeSlip, $"φ′ is {expression} in the hidden layers, which is not the derivative of the activation."),
            (diagnosis.Mistake, diagnosis.Summary));
    }
}
