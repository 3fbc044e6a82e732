using System.Collections.Immutable;
using System.Text;

namespace DockerLsp.Engine.Shell;

/// <summary>Writes a shell tree as one S-expression: for tests, and for people who ask what the parser saw.</summary>
public static class ShellTreePrinter
{
    /// <summary>The tree on one line. A list or word of one part is printed as that part.</summary>
    public static string Print(ShellNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var builder = new StringBuilder();
        Append(builder, node);
        return builder.ToString();
    }

    private static void Append(StringBuilder builder, ShellNode? node)
    {
        switch (node)
        {
            case null:
                builder.Append("()");
                break;
            case ShellList list:
                AppendList(builder, list);
                break;
            case ShellStatement statement:
                Append(builder, statement.AndOr);
                break;
            case ShellAndOr { Pipelines: [var only] }:
                Append(builder, only);
                break;
            case ShellAndOr andOr:
                Open(builder, "and-or");
                for (var i = 0; i < andOr.Pipelines.Length; i++)
                {
                    Part(builder, andOr.Pipelines[i]);
                    if (i < andOr.Operators.Length)
                    {
                        builder.Append(andOr.Operators[i].IsAnd ? " &&" : " ||");
                    }
                }

                builder.Append(')');
                break;
            case ShellPipeline pipeline:
                AppendPipeline(builder, pipeline);
                break;
            case ShellCommand command:
                AppendCommand(builder, command);
                break;
            case ShellIfClause clause:
                All(builder, "when", clause.Condition, clause.Body);
                break;
            case ShellCaseItem item:
                Open(builder, item.Terminator switch { CaseTerminator.FallThrough => "item;&", CaseTerminator.Continue => "item;;&", _ => "item" });
                builder.Append(" (");
                Joined(builder, item.Patterns);
                builder.Append(')');
                Part(builder, item.Body);
                builder.Append(')');
                break;
            case ShellAssignment assignment:
                AppendAssignment(builder, assignment);
                break;
            case ShellRedirection redirection:
                AppendRedirection(builder, redirection);
                break;
            case ShellHeredocBody heredoc:
                Open(builder, heredoc.IsLiteral ? "literal" : "body");
                Rest(builder, heredoc.Parts);
                builder.Append(heredoc.IsTerminated ? ")" : " unterminated)");
                break;
            case ShellWord { Parts: [var only] }:
                Append(builder, only);
                break;
            case ShellWord word:
                Open(builder, "word");
                Rest(builder, word.Parts);
                builder.Append(')');
                break;
            case ShellWordPart part:
                AppendPart(builder, part);
                break;
            default:
                builder.Append(node.GetType().Name);
                break;
        }
    }

    private static void AppendList(StringBuilder builder, ShellList list)
    {
        if (list.Statements is [{ Terminator: not StatementTerminator.Background } only])
        {
            Append(builder, only);
            return;
        }

        Open(builder, "list");
        foreach (var statement in list.Statements)
        {
            Part(builder, statement);
            if (statement.Terminator is StatementTerminator.Background)
            {
                builder.Append(" &");
            }
        }

        builder.Append(')');
    }

    private static void AppendPipeline(StringBuilder builder, ShellPipeline pipeline)
    {
        builder.Append(pipeline.IsTimed ? "(time " : "").Append(pipeline.IsNegated ? "(! " : "");
        if (pipeline.Commands is [var only])
        {
            Append(builder, only);
        }
        else
        {
            Open(builder, "pipe");
            for (var i = 0; i < pipeline.Commands.Length; i++)
            {
                Part(builder, pipeline.Commands[i]);
                if (i < pipeline.Operators.Length && pipeline.Operators[i].WithError)
                {
                    builder.Append(" |&");
                }
            }

            builder.Append(')');
        }

        builder.Append(pipeline.IsNegated ? ")" : "").Append(pipeline.IsTimed ? ")" : "");
    }

    private static void AppendCommand(StringBuilder builder, ShellCommand command)
    {
        switch (command)
        {
            case ShellSimpleCommand simple:
                Open(builder, "cmd");
                Rest(builder, simple.Children);
                builder.Append(')');
                return;
            case ShellFunction function:
                Open(builder, "function");
                builder.Append(' ').Append(Text(function.Name));
                break;
            case ShellFor loop:
                Open(builder, loop.IsSelect ? "select" : "for");
                builder.Append(' ').Append(loop.Header is null ? Text(loop.Variable ?? "") : Print(loop.Header));
                if (loop.HasIn)
                {
                    builder.Append(" (");
                    Joined(builder, loop.Words);
                    builder.Append(')');
                }

                Part(builder, loop.Body);
                Rest(builder, loop.Redirections);
                builder.Append(')');
                return;
            case ShellArithmeticCommand arithmetic:
                Open(builder, "((");
                builder.Append(' ').Append(Text(arithmetic.Expression));
                break;
            case ShellCoprocess coprocess:
                Open(builder, "coproc");
                builder.Append(coprocess.Name is null ? "" : $" {coprocess.Name}:");
                break;
            default:
                Open(builder, command switch
                {
                    ShellGroup => "group",
                    ShellSubshell => "subshell",
                    ShellIf => "if",
                    ShellWhile { IsUntil: true } => "until",
                    ShellWhile => "while",
                    ShellCase => "case",
                    ShellConditional => "[[",
                    _ => "bad",
                });
                break;
        }

        Rest(builder, command.Children);
        builder.Append(')');
    }

    private static void AppendAssignment(StringBuilder builder, ShellAssignment assignment)
    {
        Open(builder, assignment.IsAppend ? "+=" : "=");
        builder.Append(' ').Append(assignment.Name);
        if (assignment.Subscript is { } subscript)
        {
            builder.Append('[');
            Append(builder, subscript);
            builder.Append(']');
        }

        if (assignment.Value is { } value)
        {
            Part(builder, value);
        }

        builder.Append(')');
    }

    private static void AppendRedirection(StringBuilder builder, ShellRedirection redirection)
    {
        var op = redirection.Operator switch
        {
            RedirectionOperator.Input => "<",
            RedirectionOperator.Output => ">",
            RedirectionOperator.Append => ">>",
            RedirectionOperator.Clobber => ">|",
            RedirectionOperator.ReadWrite => "<>",
            RedirectionOperator.DuplicateInput => "<&",
            RedirectionOperator.DuplicateOutput => ">&",
            RedirectionOperator.OutputAndError => "&>",
            RedirectionOperator.AppendOutputAndError => "&>>",
            RedirectionOperator.Heredoc => "<<",
            RedirectionOperator.HeredocStripTabs => "<<-",
            _ => "<<<",
        };
        Open(builder, redirection.FileDescriptor + op);
        Rest(builder, redirection.Children);
        builder.Append(')');
    }

    private static void AppendPart(StringBuilder builder, ShellWordPart part)
    {
        switch (part)
        {
            case ShellLiteral literal:
                builder.Append(Text(literal.Text));
                break;
            case ShellEscape or ShellSingleQuoted or ShellAnsiQuoted:
                Open(builder, part switch { ShellEscape => "\\", ShellSingleQuoted => "'", _ => "$'" });
                builder.Append(' ').Append(Text(part.ConstantValue ?? "")).Append(')');
                break;
            case ShellGlob or ShellTilde:
                Open(builder, part is ShellGlob ? "glob" : "tilde");
                builder.Append(' ').Append(Text(part.ConstantValue ?? "")).Append(')');
                break;
            case ShellDoubleQuoted:
                All(builder, "\"", [.. part.Children]);
                break;
            case ShellBrace:
                All(builder, "brace", [.. part.Children]);
                break;
            case ShellArrayLiteral:
                All(builder, "array", [.. part.Children]);
                break;
            case ShellParameter parameter:
                AppendParameter(builder, parameter);
                break;
            case ShellCommandSubstitution substitution:
                All(builder, substitution.IsBackquoted ? "`" : "$", substitution.Body);
                break;
            case ShellProcessSubstitution substitution:
                All(builder, substitution.IsInput ? "<(" : ">(", substitution.Body);
                break;
            case ShellArithmetic arithmetic:
                Open(builder, "$((");
                builder.Append(' ').Append(Text(arithmetic.Expression));
                Rest(builder, arithmetic.Parts);
                builder.Append(')');
                break;
            default:
                builder.Append(part.GetType().Name);
                break;
        }
    }

    private static void AppendParameter(StringBuilder builder, ShellParameter parameter)
    {
        if (!parameter.IsBraced)
        {
            builder.Append('$').Append(parameter.Name);
            return;
        }

        builder.Append("${").Append(parameter.IsLength ? "#" : parameter.IsIndirect ? "!" : "").Append(parameter.Name);
        if (parameter.Subscript is { } subscript)
        {
            builder.Append('[');
            Append(builder, subscript);
            builder.Append(']');
        }

        if (parameter.Operation.Length > 0)
        {
            builder.Append(' ').Append(parameter.Operation);
        }

        if (parameter.Argument is { } argument)
        {
            Part(builder, argument);
        }

        builder.Append('}');
    }

    private static void All(StringBuilder builder, string name, params ImmutableArray<ShellNode> nodes)
    {
        Open(builder, name);
        Rest(builder, nodes);
        builder.Append(')');
    }

    private static void Open(StringBuilder builder, string name) => builder.Append('(').Append(name);

    private static void Part(StringBuilder builder, ShellNode node)
    {
        builder.Append(' ');
        Append(builder, node);
    }

    private static void Rest(StringBuilder builder, IEnumerable<ShellNode> nodes)
    {
        foreach (var node in nodes)
        {
            Part(builder, node);
        }
    }

    private static void Joined(StringBuilder builder, ImmutableArray<ShellWord> words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            builder.Append(i > 0 ? " " : "");
            Append(builder, words[i]);
        }
    }

    /// <summary>As it is where the S-expression stays readable, else between guillemets.</summary>
    private static string Text(string text)
    {
        foreach (var c in text)
        {
            if (c is ' ' or '(' or ')' or '\n' or '\t' or '«' or '»')
            {
                return $"«{text.Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal)}»";
            }
        }

        return text.Length == 0 ? "«»" : text;
    }
}
