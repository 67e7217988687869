using System.Globalization;
using NotebookRunner.Tests.Lessons;
using NotebookRunner.Twins;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;

namespace NotebookRunner.Tests.EndToEnd;

/// <summary>The lab record as it is handed in: printed by one command.</summary>
public sealed class PdfTests
{
    /// <summary>As the lab sheet prints them; the last one or two digits differ between builds of NumPy.</summary>
    private static readonly double[] sheetLosses =
    [
        0.2558299419444368, 0.24940565956551236, 0.24544465159719808, 0.2047073304071442, 0.15320405369970766,
        0.13869146014771938, 0.13359363321851758, 0.13115112181268004, 0.12974916048385188, 0.12884908965171127,
    ];

    [Fact]
    public void Week_6_has_five_or_six_pages_and_under_Output_the_sheets_losses_and_its_final_output()
    {
        Assert.SkipUnless(Chromium.Find() is not null, Chromium.Missing);
        using var program = LessonFolder.CopyTo(new RunnerProgram());
        File.Copy(Path.Combine(LessonFolder.Path, "week-6.dib"), Path.Combine(program.Folder, "notebooks", "week-6.dib"));

        var result = program.Run("notebooks/week-6.dib", "--pdf");

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        using var pdf = PdfDocument.Open(Path.Combine(program.Folder, "artifacts", "reports", "week-6.pdf"));
        Assert.InRange(pdf.NumberOfPages, 5, 6);
        string text = string.Concat(pdf.GetPages().Select(Lines));
        string output = text[text.IndexOf("OutputIteration0,", StringComparison.Ordinal)..];
        for (int i = 0; i < sheetLosses.Length; i++)
        {
            string line = $"Iteration{1_000 * i},Loss:";
            int at = output.IndexOf(line, StringComparison.Ordinal) + line.Length;
            Assert.Equal(sheetLosses[i], double.Parse(output.AsSpan(at, 17), CultureInfo.InvariantCulture), 1e-13);
        }

        Assert.Contains("Finaloutput:[[0.05300868][0.49554213][0.95091319][0.50319888]]", output);
        Assert.DoesNotContain("Plumbing", text);
    }

    /// <summary>A page's letters line by line, without spaces.</summary>
    private static string Lines(Page page) => string.Concat(page.Letters
        .GroupBy(letter => Math.Round(letter.StartBaseLine.Y)).OrderByDescending(line => line.Key)
        .SelectMany(line => line.OrderBy(letter => letter.StartBaseLine.X)).Select(letter => letter.Value.Trim()));
}
