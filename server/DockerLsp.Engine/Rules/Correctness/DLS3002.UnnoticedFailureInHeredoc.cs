using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Rewriting;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Correctness;

/// <summary>A heredoc without errexit: the step goes on when one of its commands fails, and only the last one's status counts.</summary>
public sealed class UnnoticedFailureInHeredoc : Rule
{
    /// <summary>Built-ins that fail only where they are used wrongly.</summary>
    private static readonly HashSet<string> Steady =
        [":", "true", "echo", "printf", "export", "set", "shopt", "unset", "alias", "unalias", "umask", "trap", "exit", "return", "readonly", "local", "declare", "hash"];

    public override RuleDescriptor Descriptor { get; } =
        new("DLS3002", "UnnoticedFailureInHeredoc", "A failure in a heredoc goes unnoticed", "Correctness", Severity.Warning)
        {
            Fixes = FixAvailability.Always,
        };

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.Run;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction is not { Before.Shell.HasErrExit: false, Run: { Script: { Form: RunForm.Heredoc, IsUnderstood: true, Script: { } script } } run }
            || run.Commands.Any(SetsErrExit))
        {
            return;
        }

        var statements = script.Body.Statements;
        for (var i = 0; i < statements.Length - 1; i++)
        {
            if (FindUnnoticed(statements[i]) is { } command)
            {
                var first = statements[0];
                var at = RuleContext.SpanOf(instruction, first.Span).Start;
                context.Report(new Finding(
                    Descriptor, RuleContext.SpanOf(instruction, SpanOf(command)),
                    "A failure here goes unnoticed: the shell runs the next line, and only the last command's status counts; `set -e` ends the step at once")
                {
                    Fixes =
                    [
                        new Fix(
                            "Stop at the first failure (passing builds may then fail)", Applicability.Unsafe,
                            [new TextChange(new TextSpan(at, 0), "set -e" + ChainStyle.LineBreakOf(context.Model.Tree) + IndentationAt(context.Model.Tree.Text, at))]),
                    ],
                });
                return;
            }
        }
    }

    private static bool SetsErrExit(ScriptCommand command)
    {
        if (command.View.Name is not "set")
        {
            return false;
        }

        var values = command.View.ArgumentValues.ToArray();
        return values.Any(v => v is null or "errexit" || (v.Length > 1 && v[0] == '-' && v[1] != '-' && v.Contains('e', StringComparison.Ordinal)));
    }

    /// <summary>The first command of a statement whose failure nothing answers; null where there is none.</summary>
    private static ShellSimpleCommand? FindUnnoticed(ShellStatement statement)
    {
        // `a || b` says what happens then, and a background job is waited for in another way.
        if (statement.Terminator == StatementTerminator.Background || statement.AndOr.Operators.Any(o => !o.IsAnd) || statement.AndOr.Pipelines.Any(p => p.IsNegated))
        {
            return null;
        }

        foreach (var command in statement.AndOr.Pipelines.Select(p => p.Commands[^1]))
        {
            switch (command)
            {
                case ShellSimpleCommand simple when MayFail(simple):
                    return simple;
                case ShellGroup group when Find(group.Body) is { } found:
                    return found;
                case ShellSubshell subshell when Find(subshell.Body) is { } found:
                    return found;
                case ShellIf choice when choice.Clauses.Select(c => Find(c.Body)).Append(choice.Else is { } other ? Find(other) : null).FirstOrDefault(f => f is not null) is { } found:
                    return found;
                case ShellFor loop when Find(loop.Body) is { } found:
                    return found;
                case ShellWhile loop when Find(loop.Body) is { } found:
                    return found;
                case ShellCase choice when choice.Items.Select(c => Find(c.Body)).FirstOrDefault(f => f is not null) is { } found:
                    return found;
            }
        }

        return null;
    }

    private static ShellSimpleCommand? Find(ShellList list) =>
        list.Statements.Select(FindUnnoticed).FirstOrDefault(f => f is not null);

    private static bool MayFail(ShellSimpleCommand command) =>
        command.Words.IsEmpty
            ? command.DescendantsAndSelf().Any(n => n is ShellCommandSubstitution)
            : command.Words[0].ConstantValue is not { } name || (!Steady.Contains(name) && !CommandKnowledge.IsTest(PackageManagers.CommandView.Of(command)));

    private static TextSpan SpanOf(ShellSimpleCommand command) =>
        command.Words.IsEmpty ? command.Span : TextSpan.FromBounds(command.Words[0].Span.Start, command.Words[^1].Span.End);

    /// <summary>The white space between the start of a line and an offset on it.</summary>
    private static string IndentationAt(SourceText text, int offset)
    {
        var start = text.GetLineStart(text.GetLineNumber(offset));
        var end = start;
        while (end < offset && text[end] is ' ' or '\t')
        {
            end++;
        }

        return text.ToString(TextSpan.FromBounds(start, end));
    }
}
