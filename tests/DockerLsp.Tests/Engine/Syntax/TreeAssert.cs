using System.Text;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Tests.Engine.Syntax;

/// <summary>What holds for every tree.</summary>
internal static class TreeAssert
{
    public static void IsSound(DockerfileSyntax tree, string text)
    {
        Assert.Equal(text, tree.Text.ToString());
        Assert.Equal(text, tree.ToFullString());
        TokensCover(tree, text);
        InstructionsCover(tree, text);
        foreach (var diagnostic in tree.Diagnostics)
        {
            Assert.True(diagnostic.Span.Start >= 0 && diagnostic.Span.Length >= 0 && diagnostic.Span.End <= text.Length, diagnostic.ToString());
            Assert.NotEmpty(diagnostic.Message);
        }
    }

    private static void TokensCover(DockerfileSyntax tree, string text)
    {
        var position = 0;
        var printed = new StringBuilder();
        foreach (var token in tree.DescendantTokens())
        {
            Assert.Equal(position, token.FullSpan.Start);
            Assert.Equal(text.Substring(token.Span.Start, token.Span.Length), token.Text);
            foreach (var trivia in token.LeadingTrivia)
            {
                Assert.Equal(position, trivia.Span.Start);
                position = trivia.Span.End;
                printed.Append(trivia.Text);
            }

            Assert.Equal(position, token.Span.Start);
            position = token.Span.End;
            printed.Append(token.Text);
            foreach (var trivia in token.TrailingTrivia)
            {
                Assert.Equal(position, trivia.Span.Start);
                position = trivia.Span.End;
                printed.Append(trivia.Text);
            }

            foreach (var trivia in token.InnerTrivia)
            {
                Assert.True(token.Span.Contains(trivia.Span));
            }

            Assert.Equal(position, token.FullSpan.End);
        }

        Assert.Equal(text, printed.ToString());
    }

    private static void InstructionsCover(DockerfileSyntax tree, string text)
    {
        var position = 0;
        var index = 0;
        foreach (var instruction in tree.Instructions)
        {
            Assert.Equal(new TextSpan(position, instruction.Green.FullWidth), instruction.FullSpan);
            Assert.Equal(index, instruction.Index);
            Assert.Equal(index, tree.FindInstruction(position));
            Assert.Equal(index, tree.FindInstruction(instruction.FullSpan.End - 1));
            Assert.Same(instruction.Green, tree.GetInstruction(index).Green);
            Assert.True(instruction.FullSpan.Contains(instruction.Span));
            Assert.Equal(SyntaxKind.Keyword, instruction.Keyword.Kind);
            MapsAreTrue(instruction, text);
            position = instruction.FullSpan.End;
            index++;
        }

        Assert.Equal(index, tree.InstructionCount);
        Assert.Equal(TextSpan.FromBounds(position, text.Length), tree.TrailingTriviaSpan);
    }

    private static void MapsAreTrue(InstructionSyntax instruction, string text)
    {
        MapIsTrue(instruction.ArgumentText, instruction.Position, text);
        foreach (var heredoc in instruction.Heredocs)
        {
            MapIsTrue(heredoc.Body, instruction.Position, text);
            Assert.True(instruction.FullSpan.Contains(heredoc.OpeningSpan));
            if (heredoc.TerminatorSpan is { } terminator)
            {
                Assert.Equal(heredoc.Delimiter, text.Substring(terminator.Start, terminator.Length));
            }
        }

        foreach (var comment in instruction.LeadingComments.Concat(instruction.InnerComments))
        {
            Assert.Equal('#', text[comment.Span.Start]);
        }

        if (instruction is CommandInstructionSyntax { Command: ShellFormSyntax shell })
        {
            MapIsTrue(shell.Text, instruction.Position, text);
            foreach (var heredoc in instruction.Heredocs.Where(h => h.OpeningOffset >= 0))
            {
                Assert.Contains("<<", shell.Text.Text.Substring(heredoc.OpeningOffset, heredoc.OpeningLength), StringComparison.Ordinal);
                Assert.Equal(heredoc.OpeningSpan.Start, instruction.Position + shell.Text.ToSource(heredoc.OpeningOffset));
            }
        }

        if (instruction is OnbuildSyntax { Trigger: { } trigger })
        {
            Assert.Same(instruction, trigger.OnbuildParent);
            MapsAreTrue(trigger, text);
        }
    }

    private static void MapIsTrue(MappedText mapped, int position, string text)
    {
        for (var i = 0; i < mapped.Length; i++)
        {
            Assert.Equal(text[position + mapped.ToSource(i)], mapped.Text[i]);
        }
    }
}
