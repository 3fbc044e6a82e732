using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Security;

/// <summary>Takes an option out of a command of a RUN.</summary>
internal static class WordRemoval
{
    /// <summary>The fix; none where the step is not read whole.</summary>
    public static ImmutableArray<Fix> Fixes(string title, InstructionFacts instruction, ScriptCommand command, ShellWord word, RuleContext context)
    {
        if (RunRewriter.Create(context.Model, instruction, out _) is not { } rewriter)
        {
            return [];
        }

        rewriter.RemoveWord(command.Node, word);
        return [new Fix(title, Applicability.Unsafe, [.. rewriter.Edits])];
    }

    /// <summary>The fix that takes one letter out of <c>-fsSLk</c>.</summary>
    public static ImmutableArray<Fix> Fixes(string title, InstructionFacts instruction, ShellWord word, int letter) =>
        word.PlainText is not null
            ? [new Fix(title, Applicability.Unsafe, [new TextChange(RuleContext.SpanOf(instruction, new TextSpan(word.Span.Start + letter, 1)), "")])]
            : [];
}
