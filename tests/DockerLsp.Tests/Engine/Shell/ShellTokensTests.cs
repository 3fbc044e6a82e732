using CsCheck;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Text;
using DockerLsp.Tests.Engine.Text;

namespace DockerLsp.Tests.Engine.Shell;

public sealed class ShellTokensTests
{
    private static readonly ShellDialect[] Dialects = [ShellDialect.Dash, ShellDialect.BusyBoxAsh, ShellDialect.Bash, ShellDialect.Posix];

    [Fact]
    public void Tokens_are_the_whole_text_for_scripts_and_all_their_prefixes()
    {
        foreach (var script in ShellSnippets.All)
        {
            for (var length = 0; length <= script.Length; length++)
            {
                Check(script[..length]);
            }
        }
    }

    [Fact]
    public void Tokens_are_the_whole_text_for_generated_scripts() =>
        Gen.OneOf(ShellScripts.Script(2), ShellScripts.Soup, Gen.String).Check(Check, 3000);

    [Theory]
    [InlineData("a=1 if x >f 2>&1 # c", "AssignmentWord WhiteSpace Word WhiteSpace Word WhiteSpace Operator Word WhiteSpace IoNumber Operator Word WhiteSpace Comment")]
    [InlineData("if a; then\nb; fi", "ReservedWord WhiteSpace Word Operator WhiteSpace ReservedWord NewLine Word Operator WhiteSpace ReservedWord")]
    [InlineData("cat <<A \\\n| b\nx\nA\n", "Word WhiteSpace Operator Word WhiteSpace LineContinuation Operator WhiteSpace Word NewLine HeredocBody HeredocTerminator NewLine")]
    [InlineData("echo \"$(a # b\n)\" | c", "Word WhiteSpace Word WhiteSpace Operator WhiteSpace Word")]
    [InlineData("a )", "Word WhiteSpace Bad")]
    public void Tokens_have_their_kinds(string script, string kinds) =>
        Assert.Equal(kinds, string.Join(' ', Parse(script, ShellDialect.Dash).ReadTokens().Select(t => t.Kind)));

    private static void Check(string script)
    {
        foreach (var dialect in Dialects)
        {
            var parsed = Parse(script, dialect);
            var end = 0;
            foreach (var token in parsed.ReadTokens())
            {
                Assert.Equal(end, token.Span.Start);
                Assert.False(token.Span.IsEmpty);
                end = token.Span.End;
            }

            Assert.Equal(script.Length, end);
            CheckNodes(parsed);
        }
    }

    /// <summary>Each node lies within its parent, and behind the sibling before it; but a heredoc's body lies behind its line.</summary>
    private static void CheckNodes(ShellScript script)
    {
        foreach (var node in script.Body.DescendantsAndSelf())
        {
            Assert.InRange(node.Span.Start, 0, script.Text.Length);
            Assert.InRange(node.Span.End, node.Span.Start, script.Text.Length);
            var last = node.Span.Start;
            foreach (var child in node.Children)
            {
                if (child is ShellHeredocBody)
                {
                    continue;
                }

                Assert.True(child.Span.Start >= last && child.Span.End <= node.Span.End, $"{child.GetType().Name} {child.Span} in {node.GetType().Name} {node.Span}: {script.Text.Text}");
                last = child.Span.End;
            }

            if (node is ShellLiteral literal && !HasEscapedBackquotes(script, node))
            {
                Assert.Equal(script.ToString(node).Replace("\\\n", ""), literal.Text);
            }
        }
    }

    private static bool HasEscapedBackquotes(ShellScript script, ShellNode node) =>
        script.Body.DescendantsAndSelf().Any(n => n is ShellCommandSubstitution { HasInnerEscapes: true } && n.Span.Contains(node.Span));

    private static ShellScript Parse(string script, ShellDialect dialect) => ShellParser.Parse(MappedText.Contiguous(script, 0), dialect);
}
