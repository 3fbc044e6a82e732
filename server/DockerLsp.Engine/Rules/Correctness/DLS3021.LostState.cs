using System.Buffers;
using System.Collections.Immutable;
using DockerLsp.Engine.Diagnostics;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Shell;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Rules.Correctness;

/// <summary>A step whose last act is to set something in its shell, which ends there.</summary>
public sealed class LostState : Rule
{
    private static readonly SearchValues<char> PlainValue = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./:@%+,-");

    public override RuleDescriptor Descriptor { get; } =
        new("DLS3021", "LostState", "Set at the end of a step, and lost", "Correctness", Severity.Warning)
        {
            Aliases = ["S6581"],
            Fixes = FixAvailability.Sometimes,
        };

    public override RuleScope Scope => RuleScope.Instruction;

    public override InstructionKinds Kinds => InstructionKinds.Run;

    public override void Analyze(InstructionFacts instruction, RuleContext context)
    {
        if (instruction.Run is not { Script: { IsUnderstood: true, Form: RunForm.Shell or RunForm.Heredoc, Script: { Body.Statements: [.., var last] } script } }
            || last.Terminator == StatementTerminator.Background || last.AndOr.Operators.Any(o => !o.IsAnd)
            || last.AndOr.Pipelines[^1] is not { IsNegated: false, Commands: [ShellSimpleCommand { Redirections.IsEmpty: true } command] })
        {
            return;
        }

        var name = command.Words is [{ ConstantValue: { } word }, ..] ? word : null;
        var isAssignment = command is { Words.IsEmpty: true, Assignments.IsEmpty: false };
        if (!isAssignment && (name is not ("export" or "unset" or "alias" or "unalias" or "umask" or "ulimit" or "readonly") || command.Words.Length < 2))
        {
            return;
        }

        // A command that runs in the value counts for what it does.
        if (command.DescendantsAndSelf().Any(n => n is ShellCommandSubstitution or ShellProcessSubstitution))
        {
            return;
        }

        var isAll = script.Body.Statements.Length == 1 && last.AndOr.Pipelines.Length == 1;
        context.Report(new Finding(Descriptor, RuleContext.SpanOf(instruction, command.Span), MessageFor(instruction, name, command))
        {
            Fixes = isAll && name == "export" && ToEnv(instruction, command, script) is { } fix ? [fix] : ImmutableArray<Fix>.Empty,
        });
    }

    private static string MessageFor(InstructionFacts instruction, string? name, ShellSimpleCommand command)
    {
        if (name == "unset" && command.Words.Skip(1).FirstOrDefault(w => w.ConstantValue is { } v && instruction.Before?.Environment.ContainsKey(v) == true) is { ConstantValue: { } variable })
        {
            return $"Ends with this step: `{variable}` is set again in the next one and in the image; `ENV {variable}=` empties it";
        }

        return name is "export" or "readonly" or null
            ? "Ends with this step: the next one starts a new shell and does not see it; ENV lasts"
            : "Ends with this step: the next one starts a new shell and does not see it";
    }

    /// <summary>The ENV that does what was meant; null where a value is more than plain text.</summary>
    private static Fix? ToEnv(InstructionFacts instruction, ShellSimpleCommand command, ShellScript script)
    {
        var run = instruction.Effective;
        if (run.Flags.Count > 0 || run.Heredocs.Count > 0 || run.InnerComments.Count > 0)
        {
            return null;
        }

        foreach (var word in command.Words.Skip(1))
        {
            var text = script.ToString(word);
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1 || !text.AsSpan(0, equals).ContainsOnlyNameCharacters()
                || text.AsSpan(equals + 1).IndexOfAnyExcept(PlainValue) is var odd and >= 0 && !IsPathExtension(text[..equals], text[(equals + 1)..], odd))
            {
                return null;
            }
        }

        var keyword = run.Keyword.Text is ['r', ..] ? "env" : "ENV";
        var words = string.Join(' ', command.Words.Skip(1).Select(script.ToString));
        return new Fix("Set it with ENV (for later steps and the image)", Applicability.Unsafe, [new TextChange(run.Span, $"{keyword} {words}")]);
    }

    /// <summary><c>PATH=/opt/bin:$PATH</c>, which ENV expands in the same way.</summary>
    private static bool IsPathExtension(string name, string value, int odd) =>
        name == "PATH" && value[odd] == '$'
        && value.Replace("${PATH}", "", StringComparison.Ordinal).Replace("$PATH", "", StringComparison.Ordinal).AsSpan().IndexOfAnyExcept(PlainValue) < 0;
}

internal static class VariableNames
{
    /// <summary>Whether the text may be the name of a variable.</summary>
    public static bool ContainsOnlyNameCharacters(this ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
            {
                return false;
            }
        }

        return !text.IsEmpty && !char.IsAsciiDigit(text[0]);
    }
}
