using System.Collections.Immutable;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Shell;

/// <summary>A node of the shell tree. Spans count in the script's own text; <see cref="ShellScript.Text"/> maps them to the source.</summary>
public abstract class ShellNode(TextSpan span)
{
    /// <summary>From the first to behind the last character, without the white space and comments around it.</summary>
    public TextSpan Span { get; } = span;

    /// <summary>The direct parts, in source order.</summary>
    public abstract IEnumerable<ShellNode> Children { get; }

    /// <summary>This node and all below it, in source order.</summary>
    public IEnumerable<ShellNode> DescendantsAndSelf()
    {
        var stack = new Stack<ShellNode>();
        stack.Push(this);
        while (stack.Count > 0)
        {
            var node = stack.Pop();
            yield return node;
            foreach (var child in node.Children.Reverse())
            {
                stack.Push(child);
            }
        }
    }
}

/// <summary>Commands one after the other: a whole script, or the body of a compound command.</summary>
public sealed class ShellList(TextSpan span, ImmutableArray<ShellStatement> statements) : ShellNode(span)
{
    public ImmutableArray<ShellStatement> Statements { get; } = statements;

    public override IEnumerable<ShellNode> Children => Statements;
}

/// <summary>One and-or list with what ends it.</summary>
/// <param name="span">Without the terminator.</param>
/// <param name="andOr">The pipelines and the operators between them.</param>
/// <param name="terminator">What stands behind.</param>
/// <param name="terminatorSpan">The <c>;</c>, <c>&amp;</c> or line break; empty where there is none.</param>
public sealed class ShellStatement(TextSpan span, ShellAndOr andOr, StatementTerminator terminator, TextSpan terminatorSpan) : ShellNode(span)
{
    public ShellAndOr AndOr { get; } = andOr;

    public StatementTerminator Terminator { get; } = terminator;

    public TextSpan TerminatorSpan { get; } = terminatorSpan;

    public override IEnumerable<ShellNode> Children => [AndOr];
}

public enum StatementTerminator
{
    None,
    Semicolon,
    NewLine,
    Background,
}

/// <summary>Pipelines joined by <c>&amp;&amp;</c> and <c>||</c>, which have equal precedence and bind to the left.</summary>
public sealed class ShellAndOr(TextSpan span, ImmutableArray<ShellPipeline> pipelines, ImmutableArray<ShellAndOrOperator> operators) : ShellNode(span)
{
    public ImmutableArray<ShellPipeline> Pipelines { get; } = pipelines;

    /// <summary>One fewer than pipelines; operator i stands between pipelines i and i + 1.</summary>
    public ImmutableArray<ShellAndOrOperator> Operators { get; } = operators;

    public override IEnumerable<ShellNode> Children => Pipelines;
}

/// <param name="IsAnd"><c>&amp;&amp;</c>, or else <c>||</c>.</param>
/// <param name="Span">The operator itself.</param>
public readonly record struct ShellAndOrOperator(bool IsAnd, TextSpan Span);

/// <summary>Commands joined by <c>|</c>; most often just one.</summary>
public sealed class ShellPipeline(TextSpan span, bool isNegated, ImmutableArray<ShellCommand> commands) : ShellNode(span)
{
    /// <summary>Whether <c>!</c> stands before it.</summary>
    public bool IsNegated { get; } = isNegated;

    public ImmutableArray<ShellCommand> Commands { get; } = commands;

    public override IEnumerable<ShellNode> Children => Commands;
}

/// <summary>A simple or compound command with its redirections.</summary>
public abstract class ShellCommand(TextSpan span, ImmutableArray<ShellRedirection> redirections) : ShellNode(span)
{
    public ImmutableArray<ShellRedirection> Redirections { get; } = redirections;
}

/// <summary>Assignments, a command name and its arguments; each part may be absent.</summary>
public sealed class ShellSimpleCommand(
    TextSpan span, ImmutableArray<ShellAssignment> assignments, ImmutableArray<ShellWord> words, ImmutableArray<ShellRedirection> redirections)
    : ShellCommand(span, redirections)
{
    public ImmutableArray<ShellAssignment> Assignments { get; } = assignments;

    /// <summary>The command name and its arguments, as written.</summary>
    public ImmutableArray<ShellWord> Words { get; } = words;

    public override IEnumerable<ShellNode> Children =>
        Assignments.Concat<ShellNode>(Words).Concat(Redirections).OrderBy(n => n.Span.Start);
}

/// <summary><c>{ …; }</c></summary>
public sealed class ShellGroup(TextSpan span, ShellList body, ImmutableArray<ShellRedirection> redirections) : ShellCommand(span, redirections)
{
    public ShellList Body { get; } = body;

    public override IEnumerable<ShellNode> Children => [Body, .. Redirections];
}

/// <summary><c>( … )</c></summary>
public sealed class ShellSubshell(TextSpan span, ShellList body, ImmutableArray<ShellRedirection> redirections) : ShellCommand(span, redirections)
{
    public ShellList Body { get; } = body;

    public override IEnumerable<ShellNode> Children => [Body, .. Redirections];
}

/// <summary><c>if … then … elif … else … fi</c></summary>
public sealed class ShellIf(TextSpan span, ImmutableArray<ShellIfClause> clauses, ShellList? elseBody, ImmutableArray<ShellRedirection> redirections)
    : ShellCommand(span, redirections)
{
    /// <summary>The <c>if</c> clause and the <c>elif</c> clauses.</summary>
    public ImmutableArray<ShellIfClause> Clauses { get; } = clauses;

    public ShellList? Else { get; } = elseBody;

    public override IEnumerable<ShellNode> Children =>
        Else is null ? [.. Clauses, .. Redirections] : [.. Clauses, Else, .. Redirections];
}

public sealed class ShellIfClause(TextSpan span, ShellList condition, ShellList body) : ShellNode(span)
{
    public ShellList Condition { get; } = condition;

    public ShellList Body { get; } = body;

    public override IEnumerable<ShellNode> Children => [Condition, Body];
}

/// <summary><c>for name in words; do … done</c>, also bash's <c>select</c>, and <c>for ((…))</c>, which has no variable.</summary>
public sealed class ShellFor(TextSpan span, string? variable, ImmutableArray<ShellWord> words, bool hasIn, ShellList body, ImmutableArray<ShellRedirection> redirections)
    : ShellCommand(span, redirections)
{
    public string? Variable { get; } = variable;

    public ImmutableArray<ShellWord> Words { get; } = words;

    /// <summary>Whether <c>in</c> is there; without it the positional parameters are walked.</summary>
    public bool HasIn { get; } = hasIn;

    public ShellList Body { get; } = body;

    public override IEnumerable<ShellNode> Children => [.. Words, Body, .. Redirections];
}

/// <summary><c>while</c> and <c>until</c></summary>
public sealed class ShellWhile(TextSpan span, bool isUntil, ShellList condition, ShellList body, ImmutableArray<ShellRedirection> redirections)
    : ShellCommand(span, redirections)
{
    public bool IsUntil { get; } = isUntil;

    public ShellList Condition { get; } = condition;

    public ShellList Body { get; } = body;

    public override IEnumerable<ShellNode> Children => [Condition, Body, .. Redirections];
}

/// <summary><c>case word in pattern) … ;; esac</c></summary>
public sealed class ShellCase(TextSpan span, ShellWord subject, ImmutableArray<ShellCaseItem> items, ImmutableArray<ShellRedirection> redirections)
    : ShellCommand(span, redirections)
{
    public ShellWord Subject { get; } = subject;

    public ImmutableArray<ShellCaseItem> Items { get; } = items;

    public override IEnumerable<ShellNode> Children => [Subject, .. Items, .. Redirections];
}

public sealed class ShellCaseItem(TextSpan span, ImmutableArray<ShellWord> patterns, ShellList body) : ShellNode(span)
{
    public ImmutableArray<ShellWord> Patterns { get; } = patterns;

    public ShellList Body { get; } = body;

    public override IEnumerable<ShellNode> Children => [.. Patterns, Body];
}

/// <summary><c>name() body</c>, or bash's <c>function name body</c>.</summary>
public sealed class ShellFunction(TextSpan span, string name, ShellCommand body) : ShellCommand(span, [])
{
    public string Name { get; } = name;

    public ShellCommand Body { get; } = body;

    public override IEnumerable<ShellNode> Children => [Body];
}

/// <summary>bash's <c>[[ … ]]</c>; its inside is kept as words and operators.</summary>
public sealed class ShellConditional(TextSpan span, ImmutableArray<ShellWord> words, ImmutableArray<ShellRedirection> redirections) : ShellCommand(span, redirections)
{
    public ImmutableArray<ShellWord> Words { get; } = words;

    public override IEnumerable<ShellNode> Children => [.. Words, .. Redirections];
}

/// <summary>bash's <c>(( … ))</c>; <see cref="Expression"/> is its text.</summary>
public sealed class ShellArithmeticCommand(TextSpan span, string expression, ImmutableArray<ShellRedirection> redirections) : ShellCommand(span, redirections)
{
    public string Expression { get; } = expression;

    public override IEnumerable<ShellNode> Children => Redirections;
}

/// <summary>bash's <c>coproc</c></summary>
public sealed class ShellCoprocess(TextSpan span, ShellCommand body) : ShellCommand(span, [])
{
    public ShellCommand Body { get; } = body;

    public override IEnumerable<ShellNode> Children => [Body];
}

/// <summary>A command that could not be read; <see cref="ShellScript.Errors"/> says why.</summary>
public sealed class ShellBadCommand(TextSpan span) : ShellCommand(span, [])
{
    public override IEnumerable<ShellNode> Children => [];
}

/// <summary><c>name=value</c>, <c>name+=value</c>, <c>name[i]=value</c> or <c>name=(…)</c></summary>
public sealed class ShellAssignment(TextSpan span, string name, bool isAppend, ShellWord? value, bool isArray) : ShellNode(span)
{
    public string Name { get; } = name;

    public bool IsAppend { get; } = isAppend;

    /// <summary>The value; null where it is empty. Of an array, one word that holds all of it.</summary>
    public ShellWord? Value { get; } = value;

    /// <summary>Whether an element or a whole array is assigned (bash).</summary>
    public bool IsArray { get; } = isArray;

    public override IEnumerable<ShellNode> Children => Value is null ? [] : [Value];
}

/// <summary>A redirection with its target.</summary>
/// <param name="span">All of it, without the body of a heredoc.</param>
/// <param name="fileDescriptor">The number, or <c>{name}</c> in bash, before the operator; null where there is none.</param>
/// <param name="op">The operator.</param>
/// <param name="target">The word behind it: a file, a descriptor, the text of a here-string, or a heredoc's delimiter.</param>
/// <param name="heredoc">Gives the body of a heredoc, which is read after the line that opens it.</param>
public sealed class ShellRedirection(TextSpan span, string? fileDescriptor, RedirectionOperator op, ShellWord? target, Func<ShellHeredocBody?>? heredoc) : ShellNode(span)
{
    public string? FileDescriptor { get; } = fileDescriptor;

    public RedirectionOperator Operator { get; } = op;

    public ShellWord? Target { get; } = target;

    public ShellHeredocBody? Heredoc => heredoc?.Invoke();

    public override IEnumerable<ShellNode> Children =>
        Target is null ? [] : Heredoc is { } body ? [Target, body] : [Target];
}

public enum RedirectionOperator
{
    /// <summary><c>&lt;</c></summary>
    Input,

    /// <summary><c>&gt;</c></summary>
    Output,

    /// <summary><c>&gt;&gt;</c></summary>
    Append,

    /// <summary><c>&gt;|</c></summary>
    Clobber,

    /// <summary><c>&lt;&gt;</c></summary>
    ReadWrite,

    /// <summary><c>&lt;&amp;</c></summary>
    DuplicateInput,

    /// <summary><c>&gt;&amp;</c></summary>
    DuplicateOutput,

    /// <summary>bash's <c>&amp;&gt;</c></summary>
    OutputAndError,

    /// <summary>bash's <c>&amp;&gt;&gt;</c></summary>
    AppendOutputAndError,

    /// <summary><c>&lt;&lt;</c></summary>
    Heredoc,

    /// <summary><c>&lt;&lt;-</c></summary>
    HeredocStripTabs,

    /// <summary>bash's <c>&lt;&lt;&lt;</c></summary>
    HereString,
}

/// <summary>The lines of a heredoc.</summary>
/// <param name="span">From the first line to behind the terminator line; it stands apart from the redirection.</param>
/// <param name="bodySpan">The lines alone.</param>
/// <param name="isLiteral">Whether the delimiter was quoted, so that nothing is expanded.</param>
/// <param name="isTerminated">Whether the terminator was found.</param>
/// <param name="parts">The expansions in the body; empty when literal.</param>
public sealed class ShellHeredocBody(TextSpan span, TextSpan bodySpan, bool isLiteral, bool isTerminated, ImmutableArray<ShellWordPart> parts) : ShellNode(span)
{
    public TextSpan BodySpan { get; } = bodySpan;

    public bool IsLiteral { get; } = isLiteral;

    public bool IsTerminated { get; } = isTerminated;

    public ImmutableArray<ShellWordPart> Parts { get; } = parts;

    public override IEnumerable<ShellNode> Children => Parts;
}

/// <summary>A word: pieces that stand together without white space.</summary>
public sealed class ShellWord(TextSpan span, ImmutableArray<ShellWordPart> parts) : ShellNode(span)
{
    public ImmutableArray<ShellWordPart> Parts { get; } = parts;

    public override IEnumerable<ShellNode> Children => Parts;

    /// <summary>
    /// The text after quote removal where it does not depend on anything at run time: no expansion but unquoted globs, tildes
    /// and braces, which are kept as written; null otherwise.
    /// </summary>
    public string? ConstantValue { get; } = ComputeConstant(parts);

    /// <summary>Whether some part is quoted or escaped.</summary>
    public bool IsQuoted => Parts.Any(p => p is ShellSingleQuoted or ShellDoubleQuoted or ShellEscape or ShellAnsiQuoted);

    private static string? ComputeConstant(ImmutableArray<ShellWordPart> parts)
    {
        if (parts.Length == 1)
        {
            return parts[0].ConstantValue;
        }

        var values = parts.Select(p => p.ConstantValue).ToArray();
        return values.Contains(null) ? null : string.Concat(values);
    }
}

/// <summary>A piece of a word.</summary>
public abstract class ShellWordPart(TextSpan span) : ShellNode(span)
{
    /// <summary>Its text after quote removal where nothing at run time changes it; null otherwise.</summary>
    public virtual string? ConstantValue => null;

    public override IEnumerable<ShellNode> Children => [];
}

/// <summary>The end of an array's elements, so that an array has no constant value.</summary>
public sealed class ShellArrayEnd(TextSpan span) : ShellWordPart(span);

/// <summary>Characters that stand for themselves.</summary>
public sealed class ShellLiteral(TextSpan span, string text) : ShellWordPart(span)
{
    public string Text { get; } = text;

    public override string? ConstantValue => Text;
}

/// <summary><c>\c</c></summary>
public sealed class ShellEscape(TextSpan span, string value) : ShellWordPart(span)
{
    public override string? ConstantValue { get; } = value;
}

/// <summary><c>'…'</c></summary>
public sealed class ShellSingleQuoted(TextSpan span, string value) : ShellWordPart(span)
{
    public override string? ConstantValue { get; } = value;
}

/// <summary>bash's <c>$'…'</c>; the value has its escapes resolved.</summary>
public sealed class ShellAnsiQuoted(TextSpan span, string value) : ShellWordPart(span)
{
    public override string? ConstantValue { get; } = value;
}

/// <summary><c>"…"</c>, also bash's <c>$"…"</c></summary>
public sealed class ShellDoubleQuoted(TextSpan span, ImmutableArray<ShellWordPart> parts) : ShellWordPart(span)
{
    public ImmutableArray<ShellWordPart> Parts { get; } = parts;

    public override string? ConstantValue { get; } =
        parts.Any(p => p.ConstantValue is null) ? null : string.Concat(parts.Select(p => p.ConstantValue));

    public override IEnumerable<ShellNode> Children => Parts;
}

/// <summary>An unquoted <c>*</c>, <c>?</c> or <c>[…]</c>; kept as written in the constant value.</summary>
public sealed class ShellGlob(TextSpan span, string text) : ShellWordPart(span)
{
    public override string? ConstantValue { get; } = text;
}

/// <summary>An unquoted leading <c>~</c> or <c>~user</c>; kept as written in the constant value.</summary>
public sealed class ShellTilde(TextSpan span, string text) : ShellWordPart(span)
{
    public override string? ConstantValue { get; } = text;
}

/// <summary>
/// Unquoted braces of the form that bash expands (<c>{a,b}</c>, <c>{1..3}</c>), kept as written in the constant value. In dash
/// and ash it is plain text, and yet this node: a rule reports it.
/// </summary>
public sealed class ShellBrace(TextSpan span, string text) : ShellWordPart(span)
{
    public string Text { get; } = text;

    public override string? ConstantValue => Text;
}

/// <summary><c>$name</c>, <c>${…}</c>, <c>$1</c>, <c>$?</c></summary>
/// <param name="span">All of it.</param>
/// <param name="name">The parameter's name or character.</param>
/// <param name="operation">The operator within braces (<c>:-</c>, <c>##</c>, …), empty for the plain value.</param>
/// <param name="argument">The word behind the operator.</param>
public sealed class ShellParameter(TextSpan span, string name, string operation, ShellWord? argument) : ShellWordPart(span)
{
    public string Name { get; } = name;

    public string Operation { get; } = operation;

    public ShellWord? Argument { get; } = argument;

    public override IEnumerable<ShellNode> Children => Argument is null ? [] : [Argument];
}

/// <summary><c>$(…)</c> and <c>`…`</c></summary>
public sealed class ShellCommandSubstitution(TextSpan span, bool isBackquoted, ShellList body) : ShellWordPart(span)
{
    public bool IsBackquoted { get; } = isBackquoted;

    public ShellList Body { get; } = body;

    public override IEnumerable<ShellNode> Children => [Body];
}

/// <summary><c>$((…))</c></summary>
public sealed class ShellArithmetic(TextSpan span, string expression) : ShellWordPart(span)
{
    public string Expression { get; } = expression;
}

/// <summary>bash's <c>&lt;(…)</c> and <c>&gt;(…)</c></summary>
public sealed class ShellProcessSubstitution(TextSpan span, bool isInput, ShellList body) : ShellWordPart(span)
{
    public bool IsInput { get; } = isInput;

    public ShellList Body { get; } = body;

    public override IEnumerable<ShellNode> Children => [Body];
}
