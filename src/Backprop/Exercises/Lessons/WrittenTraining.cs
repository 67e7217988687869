using System.Globalization;

namespace Backprop;

/// <summary>Judges the training loop that a student wrote, by the loss it ends with.</summary>
internal static class WrittenTraining
{
    private const int Epochs = 30;

    private const double LearningRate = 0.5;

    public static Judgement? Judge(object answer)
    {
        if (answer is not Func<Network, Dataset, double, int, double> train) return null;
        double loss = train(Start(), Dataset.Xor, LearningRate, Epochs);
        if (double.IsNaN(loss)) return Judgement.NotDone("The function gives NaN: fill in the loop and the last line.");
        if (Is(After(Epochs, LearningRate))) return Judgement.Right;
        return Judgement.Wrong(
            Is(After(0, LearningRate)) ? "The loss is still that of the start: is the network updated?"
            : Is(After(Epochs - 1, LearningRate))
                ? "That is the loss before the last update: evaluate once more after the loop, or count the epochs again."
            : Is(After(Epochs + 1, LearningRate)) ? "That is one epoch too many."
            : Is(After(Epochs, LearningRate) / 2) ? "That is the mean squared error; half the sum is asked for."
            : Is(After(Epochs, 0.1)) ? "The learning rate is the function's argument, not 0.1."
            : Is(After(1, LearningRate)) ? "Only one epoch is made: does the loop compute forward, loss and backward again each time?"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"After {Epochs} epochs with η = {LearningRate} a 2-3-1 network "
                    + $"ends at {loss:G6}, but should at {After(Epochs, LearningRate):G6}."));

        bool Is(double expected) => Math.Abs(loss - expected) <= 1e-9 * expected;
    }

    private static Network Start() => Network.Create([2, 3, 1], Activation.Sigmoid, Initializer.StandardNormal(3));

    private static double After(int epochs, double learningRate)
    {
        var network = Start();
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            var forward = network.Forward(Dataset.Xor.Inputs);
            network.Update(network.Backward(forward, Loss.HalfSumSquaredError.Evaluate(forward, Dataset.Xor.Targets)), learningRate);
        }

        return Loss.HalfSumSquaredError.Evaluate(network.Forward(Dataset.Xor.Inputs), Dataset.Xor.Targets).Value;
    }
}
