using Markdig;
using Markdig.Extensions.Mathematics;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace NotebookRunner.Reports;

/// <summary>
/// Formulas between double dollar signs as in Jupyter: they may run over several lines, which Markdig leaves as text, and stand on a
/// line of their own, also where their text does not.
/// </summary>
internal sealed class JupyterFormulas : InlineParser, IMarkdownExtension
{
    private const string Delimiter = "$$";

    public JupyterFormulas() => OpeningCharacters = ['$'];

    public void Setup(MarkdownPipelineBuilder pipeline) => pipeline.InlineParsers.Insert(0, this);

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer) =>
        ((HtmlRenderer)renderer).ObjectRenderers.Replace<HtmlMathInlineRenderer>(new Renderer());

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var text = slice.AsSpan();
        if (!text.StartsWith(Delimiter)) return false;
        int length = text[Delimiter.Length..].IndexOf(Delimiter);
        if (length <= 0) return false;
        int start = slice.Start + Delimiter.Length;
        processor.Inline =
            new MathInline { Delimiter = '$', DelimiterCount = 2, Content = new StringSlice(slice.Text, start, start + length - 1) };
        slice.Start = start + length + Delimiter.Length;
        return true;
    }

    private sealed class Renderer : HtmlObjectRenderer<MathInline>
    {
        protected override void Write(HtmlRenderer renderer, MathInline formula)
        {
            var (open, close) = formula.DelimiterCount == 2 ? (@"\[", @"\]") : (@"\(", @"\)");
            renderer.Write("<span class=\"math\">").Write(open).WriteEscape(ref formula.Content).Write(close).Write("</span>");
        }
    }
}
