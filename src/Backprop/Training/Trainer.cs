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
    private readonly SampleBatches batches;
    private readonly bool hasClasses;
    private readonly EpochValues[] gradientNorms;
    private readonly double[] norms;
    private readonly double[] squares;
    private readonly ParameterChunks chunks;
    private readonly FrozenParameters frozen;

    /// <summary>Goes on from a history, whose options are known to fit.</summary>
    public Trainer(Network network, Dataset data, TrainingHistory history)
    {
        options = history.Options;
        this.network = network;
        layers = [.. network.Layers];
        outputs = network.Outputs;
        loss = new OutputLoss(options.Loss!, layers[^1].Activation, outputs);
        reportedLoss = options.ReportedLoss is { } reported ? new OutputLoss(reported, layers[^1].Activation, outputs) : null;
        this.data = data;
        this.history = history;
        batches = new SampleBatches(data, Math.Min(options.BatchSize ?? data.Count, data.Count), history.State.Shuffle);
        buffers = new TrainingBuffers(network, batches.Size, options.Dropout);
        validationBuffers = options.Validation is { } validation ? new TrainingBuffers(network, validation.Count) : null;
        checkpoint = new Checkpoint(network, history.State);
        hasClasses = data.ClassNames.Count > 0;
        gradientNorms = [.. history.GradientNorm];
        norms = new double[layers.Length];
        squares = new double[layers.Length];
        chunks = new ParameterChunks(network);
        frozen = new FrozenParameters(network);
        history.Reserve(options.Epochs);
        if (history.Epochs == 0) history.Origin = (network.Copy(), data);
    }

    public TrainingHistory Run()
    {
        int first = history.Epochs;
        var progress = new ProgressReports(history, first);
        for (int epoch = first; epoch < first + options.Epochs; epoch++)
        {
            if (epoch % options.SnapshotEvery == 0) history.TakeSnapshot(epoch, network);
            checkpoint.Take();
            if (RunEpoch(epoch) is { } failure)
            {
                checkpoint.Restore();
                progress.AtEnd();
                return End(failure);
            }

            if (options.Validation is { } validation) Validate(validation);
            KeepIfBest();
            progress.AfterEpoch(epoch);
            if (StoppingRule.Check(history) is not { } end) continue;
            progress.AtEnd();
            return End(end);
        }

        progress.AtEnd();
        return End(new(StopReason.EpochsDone, $"All {Words.Count(history.Epochs, "epoch")} done."));
    }

    /// <summary>One pass over the samples; null, or why it was not finished: a number is no longer finite, or it was cancelled.</summary>
    private TrainingEnd? RunEpoch(int epoch)
    {
        double learningRate = options.Optimizer.LearningRate * options.Schedule.FactorAt(epoch);
        batches.PutInOrder();
        Array.Clear(norms);
        double sum = 0, reportedSum = 0, penalty = 0;
        int correct = 0, steps = 0;
        for (int start = 0; start < data.Count; start += batches.Size)
        {
            if (options.CancellationToken.IsCancellationRequested)
                return new(StopReason.Cancelled, $"Cancelled after {Words.Count(epoch, "epoch")}.");
            int samples = Math.Min(batches.Size, data.Count - start);
            var (inputs, targets) = (batches.Inputs(start, samples), batches.Targets(start, samples));

            if (history.State.Dropout is { } random) buffers.DrawMasks(random, samples);
            buffers.Forward(inputs, samples);
            double batchSum = Sum(loss, buffers, targets.Span, samples);
            if (!double.IsFinite(batchSum)) return Diverged(samples, epoch, learningRate);
            sum += batchSum;
            if (reportedLoss is not null) reportedSum += Sum(reportedLoss, buffers, targets.Span, samples);
            if (hasClasses) correct += Classification.CountCorrect(buffers.Output(samples), targets.Span, outputs);

            buffers.Backward(inputs, targets, samples, loss);
            if (options.WeightDecay > 0) penalty += AddWeightDecay() * samples;
            frozen.ClearGradient(buffers.Gradient);
            double sumOfSquares = AddGradientNorms();
            if (!double.IsFinite(sumOfSquares)) return Diverged(samples, epoch, learningRate);
            if (options.ClipNorm is { } longest) GradientClipping.ClipNorm(buffers.Gradient, Math.Sqrt(sumOfSquares), longest);
            if (options.ClipValue is { } largest) GradientClipping.ClipValue(buffers.Gradient, largest);
            chunks.Step(options.Optimizer, network.Parameters, buffers.Gradient, learningRate, history.State.Optimizer);
            frozen.Restore(network.Parameters, checkpoint.Parameters);
            steps++;
        }

        if (!Finite.All(network.Parameters)) return Diverged(0, epoch, learningRate);
        history.Loss.Add(options.Loss!.Reduce(sum, data.Count, outputs) + (penalty / data.Count));
        if (options.ReportedLoss is { } reported) history.ReportedLoss.Add(reported.Reduce(reportedSum, data.Count, outputs));
        if (hasClasses) history.Accuracy.Add((double)correct / data.Count);
        history.LearningRate.Add(learningRate);
        for (int l = 0; l < norms.Length; l++)
            gradientNorms[l].Add(norms[l] / steps);
        return null;
    }

    private TrainingEnd Diverged(int samples, int epoch, double learningRate) =>
        new(StopReason.Diverged, Divergence.Describe(
            network, buffers, samples, epoch, learningRate, isFirstStep: history.State.Optimizer.Steps == 0));

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

    /// <summary>Adds this batch's gradient norms, layer by layer, and returns the square of that of the whole gradient.</summary>
    private double AddGradientNorms()
    {
        double sum = 0;
        chunks.SumSquares(buffers.Gradient, squares);
        for (int l = 0; l < norms.Length; l++)
        {
            norms[l] += Math.Sqrt(squares[l]);
            sum += squares[l];
        }

        return sum;
    }

    private void Validate(Dataset validation)
    {
        validationBuffers!.Forward(validation.Inputs.Memory, validation.Count);
        double sum = Sum(loss, validationBuffers, validation.Targets.Values, validation.Count);
        history.ValidationLoss.Add(options.Loss!.Reduce(sum, validation.Count, outputs));
        if (!hasClasses || validation.ClassNames.Count == 0) return;
        int correct = Classification.CountCorrect(validationBuffers.Output(validation.Count), validation.Targets.Values, outputs);
        history.ValidationAccuracy.Add((double)correct / validation.Count);
    }

    /// <summary>
    /// The training loss of a full batch is that of the parameters before the update; any other is taken for that of those after it.
    /// </summary>
    private void KeepIfBest()
    {
        bool isLowest = history.State.Observe(history.Watched[^1]);
        if (!isLowest || !options.KeepBest) return;
        bool isOfStart = options.Validation is null && batches.Size == data.Count;
        history.State.KeepBest(isOfStart ? checkpoint.Parameters : network.Parameters);
    }

    private TrainingHistory End(TrainingEnd end)
    {
        history.State.Last = [.. network.Parameters];
        if (history.State.Best is { } best) best.CopyTo(network.Parameters, 0);
        (history.StopReason, history.StopMessage) = (end.Reason, $"{end.Message}{WhatIsKept(end.Reason)}");
        return history;
    }

    private string WhatIsKept(StopReason reason)
    {
        string watched = options.Validation is null ? "loss" : "validation loss";
        if (history.State.Best is not null)
        {
            return FormattableString.Invariant(
                $" The network has the parameters of epoch {history.BestEpoch}, with the lowest {watched}, {history.State.LowestLoss:G6}.");
        }

        return reason switch
        {
            StopReason.Diverged => " The network has the parameters from the start of that epoch.",
            StopReason.NoProgress =>
                $" The network has the parameters of the last epoch, not those of epoch {history.BestEpoch}; KeepBest keeps those.",
            _ => "",
        };
    }
}
