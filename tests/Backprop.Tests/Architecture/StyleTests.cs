using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Backprop.Tests.Architecture;

/// <summary>What <c>.editorconfig</c> asks for but no analyzer looks at.</summary>
public sealed class StyleTests
{
    private const int LongestLine = 140;

    /// <summary>How much may follow a text: <c>));</c>.</summary>
    private const int ClosingPunctuation = 3;

    [Fact]
    public void Lines_have_at_most_140_characters()
    {
        string[] tooLong =
        [
            .. new[] { "src", "tests" }.SelectMany(Sources.Files)
                .Select(path => Path.GetRelativePath(Sources.Root, path).Replace('\\', '/'))
                .SelectMany(path => TooLong(path, File.ReadAllText(Path.Combine(Sources.Root, path)))),
        ];

        Assert.True(tooLong.Length == 0, $"{tooLong.Length} lines are over {LongestLine} characters:\n{string.Join('\n', tooLong)}");
    }

    [Fact]
    public void A_line_that_is_too_long_is_found_unless_a_text_makes_it_so()
    {
        string comment = "// "
            + new string('x', 140), text = $"var s =\n    \"{new string('x', 140)}\";", code = $"int {new string('x', 140)};";

        Assert.Equal(["a.cs, line 1: 143 characters"], TooLong("a.cs", comment));
        Assert.Equal(["a.cs, line 1: 145 characters"], TooLong("a.cs", code));
        Assert.Empty(TooLong("a.cs", text));
    }

    /// <summary>
    /// Public members that throw say so. That an argument is null is the same everywhere, and said once, on the page of the architecture.
    /// </summary>
    [Fact]
    public void Public_members_that_throw_say_so()
    {
        string[] silent = [.. Sources.Library.SyntaxTrees.SelectMany(Silent)];

        Assert.True(silent.Length == 0, $"{silent.Length} public members throw without <exception>:\n{string.Join('\n', silent)}");
    }

    [Theory]
    [InlineData("/// <summary>A.</summary>\npublic void M() => throw new Exception();", 1)]
    [InlineData("/// <summary>A.</summary>\npublic int P { get { Finite.ThrowIfNotPositive(1); return 1; } }", 1)]
    [InlineData("/// <summary>A.</summary>\n/// <exception cref=\"Exception\">Always.</exception>\npublic void M() => throw new Exception();", 0)]
    [InlineData("public void M(object o) => ArgumentNullException.ThrowIfNull(o);", 0)]
    [InlineData("internal void M() => throw new Exception();", 0)]
    public void A_silent_member_is_found(string member, int count) =>
        Assert.Equal(count, Silent(CSharpSyntaxTree.ParseText($"public class C {{\n{member}\n}}")).Count());

    private static IEnumerable<string> TooLong(string path, string text)
    {
        var tree = CSharpSyntaxTree.ParseText(text);
        foreach (var line in tree.GetText().Lines)
        {
            int length = line.End - line.Start;
            if (length > LongestLine && !IsInText(tree.GetRoot().FindToken(line.Start + LongestLine - ClosingPunctuation)))
                yield return $"{path}, line {line.LineNumber + 1}: {length} characters";
        }
    }

    /// <summary>A text that is on its own line already cannot be made shorter by another line.</summary>
    private static bool IsInText(SyntaxToken token) =>
        token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken
            or SyntaxKind.MultiLineRawStringLiteralToken
        || token.Parent?.FirstAncestorOrSelf<InterpolatedStringExpressionSyntax>() is not null;

    private static IEnumerable<string> Silent(SyntaxTree tree) =>
        from member in tree.GetRoot().DescendantNodes().OfType<MemberDeclarationSyntax>()
        where member is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax
        where member.Modifiers.Any(SyntaxKind.PublicKeyword)
        where member.Ancestors().OfType<BaseTypeDeclarationSyntax>().All(type => type.Modifiers.Any(SyntaxKind.PublicKeyword))
        where Throws(member)
        let comment = member.GetLeadingTrivia().ToFullString()
        where !comment.Contains("<exception", StringComparison.Ordinal) && !comment.Contains("<inheritdoc", StringComparison.Ordinal)
        select $"{tree.FilePath}, line {tree.GetLineSpan(member.Span).StartLinePosition.Line + 1}";

    private static bool Throws(MemberDeclarationSyntax member) => member.DescendantNodes().Any(node => node switch
    {
        ThrowStatementSyntax or ThrowExpressionSyntax => !node.ToString().Contains("ArgumentNullException", StringComparison.Ordinal),
        InvocationExpressionSyntax call => call.Expression.ToString() is var name && name.Contains("ThrowIf", StringComparison.Ordinal)
            && !name.EndsWith("ThrowIfNull", StringComparison.Ordinal)
                && !name.EndsWith("ThrowIfNullOrWhiteSpace", StringComparison.Ordinal),
        _ => false,
    });
}
