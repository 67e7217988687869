namespace Backprop;

/// <summary>What has a form in LaTeX.</summary>
internal interface ILatexContent
{
    /// <summary>LaTeX for math mode, without dollar signs.</summary>
    string ToLatex();
}
