using System.Numerics.Tensors;

namespace Backprop;

/// <summary>Runs epochs over preallocated buffers: nothing is allocated per step once they are there.</summary>
internal sealed class Trainer
{
    private readonly Network network;
    private readonly Layer[] layers;
    private readonly int outputs;
    private readonly Dataset data;
    private readonly TrainingOptions options;
    private readonly TrainingHistory history;
    private readonly TrainingBuffers buffers;
    private readonly TrainingBuffers? validationBuffers;
    private readonly Checkpoint checkpoint;
    private readonly int batchSize;
    private readonly bool hasClasses;
    private readonly int[] order;
    private readonly double[] batchInputs;
    private readonly double[] batchTargets;
    private readonly double[] norms;

    public Trainer(Network network, Dataset data, TrainingOptions options, TrainingHistory history)
    {
        TrainingChecks.ThrowIfInvalid(network, data, options);
        this.network = network;
        layers = [.. network.Layers];
        outputs = network.Outputs;
        this.data = data;
        this.options = options;
        this.history = history;
        batchSize = Math.Min(options.BatchSize ?? data.Count, data.Count);
        buffers = new TrainingBuffers(network, batchSize);
        validationBuffers = options.Validation is { } validation ? new TrainingBuffers(network, validation.Count) : null;
        checkpoint = new Checkpoint(network, history.State);
        hasClasses = data.ClassNames.Count > 0;
        order = new int[data.Count];
        batchInputs = new double[batchSize * network.Inputs];
        batchTargets = new double[batchSize * outputs];
        norms = new double[layers.Length];
        history.Reserve(options.Epochs, hasClasses);
    }

    public TrainingHistory Run()
    {
        int first = history.Epochs;
        for (int epoch = first; epoch < first + options.Epochs; epoch++)
        {
            if (options.SnapshotEvery is { } every && epoch % every == 0 && history.SnapshotList.LastOrDefault()?.Epoch != epoch)
                history.SnapshotList.Add(new Snapshot(epoch, network.Copy()));

            checkpoint.Take();
            if (RunEpoch(epoch) is var (failure, what))
            {
                checkpoint.Restore();
                return Stop(failure, what);
            }

            if (options.Validation is { } validation) Validate(validation);
            options.Progress?.Invoke(new EpochProgress(epoch, history.Losses[^1]));
            if (StoppingRule.Check(history) is var (reason, message))
                return Stop(reason, message);
        }

        return Stop(StopReason.EpochsDone, $"All {Names.Count(history.Epochs, "epoch")} done.");
    }

    /// <summary>One pass over the samples; null, or why it was not finished: a number is no longer finite, or it was cancelled.</summary>
    private (StopReason Reason, string Message)? RunEpoch(int epoch)
    {
        double learningRate = options.Optimizer.LearningRate * options.Schedule.FactorAt(epoch);
        PutInOrder();
        Array.Clear(norms);
        double sum = 0, reportedSum = 0, penalty = 0;
        int correct = 0, batches = 0;
        for (int start = 0; start < data.Count; start += batchSize)
        {
            if (options.CancellationToken.IsCancellationRequested)
                return (StopReason.Cancelled, $"Cancelled after {Names.Count(epoch, "epoch")}.");
            int samples = Math.Min(batchSize, data.Count - start);
            var inputs = Batch(data.Inputs, batchInputs, start, samples);
            var targets = Batch(data.Targets, batchTargets, start, samples);

            buffers.Forward(inputs, samples);
            double batchSum = Sum(options.Loss, buffers, targets, samples);
            if (!double.IsFinite(batchSum)) return Diverged(samples, epoch, learningRate);
            sum += batchSum;
            if (options.ReportedLoss is { } reported) reportedSum += Sum(reported, buffers, targets, samples);
            if (hasClasses) correct += Classification.CountCorrect(buffers.Output(samples), targets, outputs);

            buffers.Backward(inputs, targets, samples, options.Loss);
            if (options.WeightDecay > 0) penalty += AddWeightDecay() * samples;
            if (!AddGradientNorms()) return Diverged(samples, epoch, learningRate);
            options.Optimizer.Step(network.Parameters, buffers.Gradient, learningRate, history.State.Optimizer);
            batches++;
        }

        if (!Finite.All(network.Parameters)) return Diverged(0, epoch, learningRate);
        history.Losses.Add(options.Loss.Reduce(sum, data.Count, outputs) + (penalty / data.Count));
        if (options.ReportedLoss is { } reportedLoss) history.ReportedLosses.Add(reportedLoss.Reduce(reportedSum, data.Count, outputs));
        if (hasClasses) history.Accuracies.Add((double)correct / data.Count);
        history.LearningRates.Add(learningRate);
        for (int l = 0; l < norms.Length; l++)
            history.GradientNorms[l].Add(norms[l] / batches);
        return null;
    }

    private (StopReason, string) Diverged(int samples, int epoch, double learningRate) =>
        (StopReason.Diverged, Divergence.Describe(network, buffers, samples, epoch, learningRate));

    /// <summary>The order of the samples in this epoch: NumPy's <c>permutation(N)</c>, or 0, 1, 2, …</summary>
    private void PutInOrder()
    {
        if (history.State.Shuffle is not { } random) return;
        for (int i = 0; i < order.Length; i++)
            order[i] = i;
        random.Shuffle<int>(order);
    }

    /// <summary>Some samples' rows, gathered into the buffer if the samples are in random order.</summary>
    private ReadOnlySpan<double> Batch(Matrix all, double[] buffer, int start, int samples)
    {
        int width = all.ColumnCount;
        if (history.State.Shuffle is null) return all.Values.Slice(start * width, samples * width);
        for (int i = 0; i < samples; i++)
            all.Row(order[start + i]).CopyTo(buffer.AsSpan(i * width));
        return buffer.AsSpan(0, samples * width);
    }

    private double Sum(Loss loss, TrainingBuffers passes, ReadOnlySpan<double> targets, int samples) =>
        loss.Sum(layers[^1].Activation, passes.OutputZ(samples), passes.Output(samples), targets, outputs);

    /// <summary>Adds λ·W to the gradient and returns ½·λ·ΣW².</summary>
    private double AddWeightDecay()
    {
        double squares = 0;
        foreach (var layer in layers)
        {
            var gradient = buffers.GradientOf(layer)[..(layer.Inputs * layer.Outputs)];
            TensorPrimitives.MultiplyAdd(layer.WeightSpan, options.WeightDecay, gradient, gradient);
            squares += SumOfSquares(layer.WeightSpan);
        }

        return 0.5 * options.WeightDecay * squares;
    }

    /// <summary>Adds this batch's gradient norms; false if one is not finite.</summary>
    private bool AddGradientNorms()
    {
        bool finite = true;
        for (int l = 0; l < norms.Length; l++)
        {
            double norm = Math.Sqrt(SumOfSquares(buffers.GradientOf(layers[l])));
            norms[l] += norm;
            finite &= double.IsFinite(norm);
        }

        return finite;
    }

    /// <summary>Σ x²; a call of the library costs more than a short span itself.</summary>
    private static double SumOfSquares(ReadOnlySpan<double> values)
    {
        if (values.Length > 16) return TensorPrimitives.SumOfSquares(values);
        double sum = 0;
        foreach (double x in values)
            sum += x * x;
        return sum;
    }

    private void Validate(Dataset validation)
    {
        validationBuffers!.Forward(validation.Inputs.Values, validation.Count);
        double sum = Sum(options.Loss, validationBuffers, validation.Targets.Values, validation.Count);
        history.ValidationLosses.Add(options.Loss.Reduce(sum, validation.Count, outputs));
        if (hasClasses && validation.ClassNames.Count > 0)
            history.ValidationAccuracies.Add((double)Classification.CountCorrect(validationBuffers.Output(validation.Count), validation.Targets.Values, outputs) / validation.Count);
    }

    private TrainingHistory Stop(StopReason reason, string message)
    {
        (history.StopReason, history.StopMessage) = (reason, message);
        return history;
    }
}
