using System.Numerics.Tensors;

namespace Backprop;

/// <summary>Runs epochs over preallocated buffers: nothing is allocated per step once they are there.</summary>
internal sealed class Trainer
{
    private readonly Network network;
    private readonly Layer[] layers;
    private readonly int outputs;
    private readonly OutputLoss loss;
    private readonly OutputLoss? reportedLoss;
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
    private readonly double[] squares;
    private readonly ParameterChunks chunks;

    public Trainer(Network network, Dataset data, TrainingOptions options, TrainingHistory history)
    {
        TrainingChecks.ThrowIfInvalid(network, data, options);
        this.network = network;
        layers = [.. network.Layers];
        outputs = network.Outputs;
        loss = new OutputLoss(options.Loss, layers[^1].Activation, outputs);
        reportedLoss = options.ReportedLoss is { } reported ? new OutputLoss(reported, layers[^1].Activation, outputs) : null;
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
        squares = new double[layers.Length];
        chunks = new ParameterChunks(network);
        history.Reserve(options.Epochs, hasClasses);
        history.Origin ??= new TrainingSetup(network.Copy(), data, options);
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

        return Stop(StopReason.EpochsDone, $"All {Words.Count(history.Epochs, "epoch")} done.");
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
                return (StopReason.Cancelled, $"Cancelled after {Words.Count(epoch, "epoch")}.");
            int samples = Math.Min(batchSize, data.Count - start);
            var inputs = Batch(data.Inputs, batchInputs, start, samples);
            var targets = Batch(data.Targets, batchTargets, start, samples);

            buffers.Forward(inputs, samples);
            double batchSum = Sum(loss, buffers, targets.Span, samples);
            if (!double.IsFinite(batchSum)) return Diverged(samples, epoch, learningRate);
            sum += batchSum;
            if (reportedLoss is not null) reportedSum += Sum(reportedLoss, buffers, targets.Span, samples);
            if (hasClasses) correct += Classification.CountCorrect(buffers.Output(samples), targets.Span, outputs);

            buffers.Backward(inputs, targets, samples, loss);
            if (options.WeightDecay > 0) penalty += AddWeightDecay() * samples;
            if (!AddGradientNorms()) return Diverged(samples, epoch, learningRate);
            chunks.Step(options.Optimizer, network.Parameters, buffers.Gradient, learningRate, history.State.Optimizer);
            batches++;
        }

        if (!Finite.All(network.Parameters)) return Diverged(0, epoch, learningRate);
        history.Losses.Add(options.Loss.Reduce(sum, data.Count, outputs) + (penalty / data.Count));
        if (options.ReportedLoss is { } reported) history.ReportedLosses.Add(reported.Reduce(reportedSum, data.Count, outputs));
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
    private ReadOnlyMemory<double> Batch(Matrix all, double[] buffer, int start, int samples)
    {
        int width = all.ColumnCount;
        if (history.State.Shuffle is null) return all.Memory.Slice(start * width, samples * width);
        for (int i = 0; i < samples; i++)
            all.Row(order[start + i]).CopyTo(buffer.AsSpan(i * width));
        return buffer.AsMemory(0, samples * width);
    }

    private static double Sum(OutputLoss loss, TrainingBuffers passes, ReadOnlySpan<double> targets, int samples) =>
        loss.Sum(passes.OutputZ(samples), passes.Output(samples), targets);

    /// <summary>Adds λ·W to the gradient and returns ½·λ·ΣW².</summary>
    private double AddWeightDecay()
    {
        double sum = 0;
        foreach (var layer in layers)
        {
            var gradient = buffers.GradientOf(layer)[..(layer.Inputs * layer.Outputs)];
            TensorPrimitives.MultiplyAdd(layer.WeightSpan, options.WeightDecay, gradient, gradient);
            sum += TensorPrimitives.SumOfSquares<double>(layer.WeightSpan);
        }

        return 0.5 * options.WeightDecay * sum;
    }

    /// <summary>Adds this batch's gradient norms; false if one is not finite.</summary>
    private bool AddGradientNorms()
    {
        bool finite = true;
        chunks.SumSquares(buffers.Gradient, squares);
        for (int l = 0; l < norms.Length; l++)
        {
            double norm = Math.Sqrt(squares[l]);
            norms[l] += norm;
            finite &= double.IsFinite(norm);
        }

        return finite;
    }

    private void Validate(Dataset validation)
    {
        validationBuffers!.Forward(validation.Inputs.Memory, validation.Count);
        double sum = Sum(loss, validationBuffers, validation.Targets.Values, validation.Count);
        history.ValidationLosses.Add(options.Loss.Reduce(sum, validation.Count, outputs));
        if (hasClasses && validation.ClassNames.Count > 0)
            history.ValidationAccuracies.Add((double)Classification.CountCorrect(validationBuffers.Output(validation.Count), validation.Targets.Values, outputs) / validation.Count);
    }

    private TrainingHistory Stop(StopReason reason, string message)
    {
        (history.StopReason, history.StopMessage) = (reason, message);
        history.Trained = network.Copy();
        return history;
    }
}
