namespace Backprop.Tests.Training.Diagnosis;

/// <summary>What the report of a training says.</summary>
public sealed class TrainingCheckTests
{
    private static readonly TrainingCheckOptions withoutProof = new() { Prove = false };

    [Fact]
    public void The_lab_sheet_s_run_stays_on_a_plateau_with_two_of_four_answers_at_one_half()
    {
        var report = TrainingCheck.Run(LabSheet(), Dataset.Xor, LabSheetOptions);

        Assert.Equal(TrainingVerdict.Ill, report.Verdict);
        var plateau = report.Findings[0];
        Assert.Equal("plateau", plateau.Fault);
        Assert.Contains("2 of 4 outputs stay near ½: sample 2 (0,1), sample 4 (1,1)", plateau.What, StringComparison.Ordinal);
        Assert.Equal(
            "network = Network.Create([2, 8, 1], Activation.Sigmoid, Initializer.XavierUniform(seed: 1));", plateau.Change!.Code);
        Assert.True(report.Proof!.Heals, report.ToString());
        Assert.Equal(1, report.Proof.After);
    }

    [Fact]
    public void What_is_said_of_the_lab_sheet_s_run_is_so_when_it_is_measured_again()
    {
        var (network, faster, wider) =
            (LabSheet(), LabSheet(), Network.Create([2, 8, 1], Activation.Sigmoid, Initializer.XavierUniform(seed: 1)));
        var history = network.Train(Dataset.Xor, LabSheetOptions);
        var report = history.Diagnose();
        double[] outputs = [.. network.Predict(Dataset.Xor.Inputs).Column(0)];
        var lastStep = network.Forward(Dataset.Xor.Inputs);
        double[] hidden = [.. lastStep.Layers[0].A.Values];

        Assert.Equal(["plateau", "saturated units"], report.Findings.Select(finding => finding.Fault));
        var (plateau, saturated) = (report.Findings[0], report.Findings[1]);
        Assert.Contains("After 10000 epochs it reaches accuracy 0.5", report.Summary, StringComparison.Ordinal);
        Assert.Equal([1, 3], outputs.Index().Where(pair => Math.Abs(pair.Item - 0.5) < 0.1).Select(pair => pair.Index));
        Assert.Equal(2, outputs.Zip(Dataset.Xor.Targets.Column(0)).Count(pair => (pair.First >= 0.5) == (pair.Second == 1)));
        Assert.Equal(history.Loss[^1], Value(plateau, "loss of the last epoch"));
        Assert.Equal(
            faster.Train(Dataset.Xor, LabSheetOptions with { Optimizer = Optimizer.GradientDescent(1) }).Loss[^1],
            Value(plateau, "loss with ten times the rate"));
        var errors = lastStep.Output - Dataset.Xor.Targets;
        Assert.True(errors[1, 0] < -0.4 && errors[3, 0] > 0.4 && Math.Abs(errors[1, 0] + errors[3, 0]) < 0.01, $"{errors}");
        var gradient = network.Backward(lastStep, Loss.HalfSumSquaredError.Evaluate(lastStep, Dataset.Xor.Targets)).Gradients;
        Assert.Equal(gradient.Norm(), Value(plateau, "norm of the last gradient"), 1e-5);
        Assert.Contains("50 % of the activations of layer 1", saturated.What, StringComparison.Ordinal);
        Assert.Equal(4, hidden.Count(a => a is < 0.01 or > 0.99));
        wider.Train(Dataset.Xor, LabSheetOptions);
        Assert.Equal(1, wider.Accuracy(Dataset.Xor));
        Assert.Equal((0.5, 1), (plateau.Proof!.Before, plateau.Proof.After));
    }

    [Fact]
    public void The_network_that_is_examined_stays_as_it_is()
    {
        var network = LabSheet();
        var before = network.Copy();

        TrainingCheck.Run(network, Dataset.Xor, LabSheetOptions with { Epochs = 50 }, withoutProof);

        Assert.Equal(before.Layers[0].Weights, network.Layers[0].Weights);
        Assert.Equal(before.Layers[1].Bias, network.Layers[1].Bias);
    }

    [Fact]
    public void A_training_that_was_done_gets_the_same_findings_as_one_that_the_check_runs()
    {
        var (done, run) =
            (LabSheet().Train(Dataset.Xor, LabSheetOptions).Diagnose(withoutProof),
                TrainingCheck.Run(LabSheet(), Dataset.Xor, LabSheetOptions, withoutProof));

        Assert.Equal(
            run.Findings.Select(finding => (finding.Fault, finding.What)), done.Findings.Select(finding => (finding.Fault, finding.What)));
    }

    [Fact]
    public void A_setting_that_no_training_can_start_with_is_a_finding_and_not_an_error()
    {
        var network = Network.Create([2, 4, 1], Activation.Tanh, Activation.Identity, Initializer.XavierUniform(1));

        var report = TrainingCheck.Run(network, Dataset.Xor, new() { Loss = Loss.BinaryCrossEntropy }, withoutProof);

        Assert.Null(report.History);
        Assert.Equal("wrong output activation", report.Findings[0].Fault);
        Assert.Contains("Activation.Sigmoid", report.Findings[0].Change!.Code, StringComparison.Ordinal);
    }

    [Fact]
    public void A_healthy_training_has_no_findings_and_throws_nothing()
    {
        var network = Network.Create([2, 8, 1], Activation.Tanh, Activation.Sigmoid, Initializer.XavierUniform(1));

        var report =
            TrainingCheck.Run(network, Dataset.Xor,
            new() { Loss = Loss.BinaryCrossEntropy, Optimizer = Optimizer.Adam(0.05), Epochs = 500 });

        Assert.Equal(TrainingVerdict.Healthy, report.Verdict);
        Assert.Empty(report.Findings);
        report.ThrowIfIll();
    }

    [Fact]
    public void An_ill_training_fails_a_test_with_the_report_as_message()
    {
        var report = TrainingCheck.Run(LabSheet(), Dataset.Xor, LabSheetOptions, withoutProof);

        var exception = Assert.Throws<TrainingCheckException>(report.ThrowIfIll);
        Assert.Equal(report.ToString(), exception.Message);
        Assert.Contains("1. Plateau", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_notebook_each_finding_stands_with_its_evidence_figure_change_and_proof()
    {
        string html = TrainingCheck.Run(LabSheet(), Dataset.Xor, LabSheetOptions).ToHtml();

        Assert.Contains("<svg", html, StringComparison.Ordinal);
        Assert.Contains("Network.Create([2, 8, 1]", html, StringComparison.Ordinal);
        Assert.Contains("With the change", html, StringComparison.Ordinal);
    }

    private static double Value(TrainingFinding finding, string evidence) =>
        finding.Evidence.Single(number => number.Name == evidence).Value;

    private static Network LabSheet() => Network.Create([2, 2, 1], Activation.Sigmoid, Initializer.StandardNormal(42));

    private static TrainingOptions LabSheetOptions =>
        new() { Loss = Loss.HalfSumSquaredError, Optimizer = Optimizer.GradientDescent(0.1), Epochs = 10_000 };
}
