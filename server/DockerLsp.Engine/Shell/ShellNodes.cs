using System.Collections.Immutable;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Shell;

/// <summary>A node of the shell tree. Spans count in the script's own text; <see cref="ShellScript.Text"/> maps them to the source.</summary>
public abstract class ShellNode(TextSpan span)
{
    /// <summary>From the first to behind the last character, without the white space and comments around it.</summary>
    public TextSpan Span { get; } = span;

    /// <summary>The direct parts, in source order.</summary>
    public abstract ImmutableArray<ShellNode> Children { get; }

    /// <summary>This node and all below it, in source order.</summary>
    public IEnumerable<ShellNode> DescendantsAndSelf()
    {
        var stack = new List<ShellNode> { this };
        while (stack.Count > 0)
        {
            var node = stack[^1];
            stack.RemoveAt(stack.Count - 1);
            yield return node;
            node.PushChildren(stack);
        }
    }

    /// <summary>Puts the direct parts on a stack, the last one first. What has one part needs no list of them.</summary>
    private protected virtual void PushChildren(List<ShellNode> stack)
    {
        var children = Children;
        for (var i = children.Length - 1; i >= 0; i--)
        {
            stack.Add(children[i]);
        }
    }
}

/// <summary>Commands one after the other: a whole script, or the body of a compound command.</summary>
public sealed class ShellList(TextSpan span, ImmutableArray<ShellStatement> statements) : ShellNode(span)
{
    public ImmutableArray<ShellStatement> Statements { get; } = statements;

    public override ImmutableArray<ShellNode> Children => ImmutableArray<ShellNode>.CastUp(Statements);
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

    public override ImmutableArray<ShellNode> Children => [AndOr];

    private protected override void PushChildren(List<ShellNode> stack) => stack.Add(AndOr);
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

    public override ImmutableArray<ShellNode> Children => ImmutableArray<ShellNode>.CastUp(Pipelines);

    /// <summary>The first <c>||</c> before a pipeline; null where only <c>&amp;&amp;</c> stands there.</summary>
    public TextSpan? OrBefore(int pipeline) => FindOr(0, pipeline);

    /// <summary>The first <c>||</c> behind a pipeline.</summary>
    public TextSpan? OrBehind(int pipeline) => FindOr(pipeline, Operators.Length);

    private TextSpan? FindOr(int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (!Operators[i].IsAnd)
            {
                return Operators[i].Span;
            }
        }

        return null;
    }
}

/// <param name="IsAnd"><c>&amp;&amp;</c>, or else <c>||</c>.</param>
/// <param name="Span">The operator itself.</param>
public readonly record struct ShellAndOrOperator(bool IsAnd, TextSpan Span);

/// <summary>Commands joined by <c>|</c>; most often just one.</summary>
public sealed class ShellPipeline(
    TextSpan span, bool isNegated, bool isTimed, ImmutableArray<ShellCommand> commands, ImmutableArray<ShellPipeOperator> operators) : ShellNode(span)
{
    /// <summary>Whether <c>!</c> stands before it.</summary>
    public bool IsNegated { get; } = isNegated;

    /// <summary>Whether bash's reserved word <c>time</c> stands before it.</summary>
    public bool IsTimed { get; } = isTimed;

    /// <summary>At least one; where bash allows none (<c>time;</c>), an empty simple command.</summary>
    public ImmutableArray<ShellCommand> Commands { get; } = commands;

    /// <summary>One fewer than commands; operator i stands between commands i and i + 1.</summary>
    public ImmutableArray<ShellPipeOperator> Operators { get; } = operators;

    public override ImmutableArray<ShellNode> Children => ImmutableArray<ShellNode>.CastUp(Commands);
}

/// <param name="WithError">bash's <c>|&amp;</c>, which sends standard error too.</param>
/// <param name="Span">The operator itself.</param>
public readonly record struct ShellPipeOperator(bool WithError, TextSpan Span);

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

    public override ImmutableArray<ShellNode> Children =>
        Assignments.IsEmpty && Redirections.IsEmpty
            ? ImmutableArray<ShellNode>.CastUp(Words)
            : Merge();

    /// <summary>The parts in source order; each kind of them is in order already.</summary>
    private ImmutableArray<ShellNode> Merge()
    {
        var merged = ImmutableArray.CreateBuilder<ShellNode>(Assignments.Length + Words.Length + Redirections.Length);
        int assignment = 0, word = 0, redirection = 0;
        while (merged.Count < merged.Capacity)
        {
            var (a, w, r) = (StartOf(Assignments, assignment), StartOf(Words, word), StartOf(Redirections, redirection));
            merged.Add(a <= w && a <= r ? Assignments[assignment++] : w <= r ? Words[word++] : Redirections[redirection++]);
        }

        return merged.MoveToImmutable();
    }

    private static int StartOf<T>(ImmutableArray<T> nodes, int index)
        where T : ShellNode => index < nodes.Length ? nodes[index].Span.Start : int.MaxValue;
}

/// <summary><c>{ …; }</c></summary>
public sealed class ShellGroup(TextSpan span, ShellList body, ImmutableArray<ShellRedirection> redirections) : ShellCommand(span, redirections)
{
    public ShellList Body { get; } = body;

    public override ImmutableArray<ShellNode> Children => [Body, .. Redirections];
}

/// <summary><c>( … )</c></summary>
public sealed class ShellSubshell(TextSpan span, ShellList body, ImmutableArray<ShellRedirection> redirections) : ShellCommand(span, redirections)
{
    public ShellList Body { get; } = body;

    public override ImmutableArray<ShellNode> Children => [Body, .. Redirections];
}

/// <summary><c>if … then … elif … else … fi</c></summary>
public sealed class ShellIf(TextSpan span, ImmutableArray<ShellIfClause> clauses, ShellList? elseBody, ImmutableArray<ShellRedirection> redirections)
    : ShellCommand(span, redirections)
{
    /// <summary>The <c>if</c> clause and the <c>elif</c> clauses.</summary>
    public ImmutableArray<ShellIfClause> Clauses { get; } = clauses;

    public ShellList? Else { get; } = elseBody;

    public override ImmutableArray<ShellNode> Children =>
        Else is null ? [.. Clauses, .. Redirections] : [.. Clauses, Else, .. Redirections];
}

public sealed class ShellIfClause(TextSpan span, ShellList condition, ShellList body) : ShellNode(span)
{
    public ShellList Condition { get; } = condition;

    public ShellList Body { get; } = body;

    public override ImmutableArray<ShellNode> Children => [Condition, Body];
}

/// <summary><c>for name in words; do … done</c>, also bash's <c>select</c>, and <c>for ((…))</c>, which has no variable.</summary>
public sealed class ShellFor(
    TextSpan span, bool isSelect, string? variable, ShellArithmetic? header, ImmutableArray<ShellWord> words, bool hasIn, ShellList body,
    ImmutableArray<ShellRedirection> redirections)
    : ShellCommand(span, redirections)
{
    public bool IsSelect { get; } = isSelect;

    /// <summary>The three expressions of <c>for ((…;…;…))</c>.</summary>
    public ShellArithmetic? Header { get; } = header;

    public string? Variable { get; } = variable;

    public ImmutableArray<ShellWord> Words { get; } = words;

    /// <summary>Whether <c>in</c> is there; without it the positional parameters are walked.</summary>
    public bool HasIn { get; } = hasIn;

    public ShellList Body { get; } = body;

    public override ImmutableArray<ShellNode> Children =>
        Header is null ? [.. Words, Body, .. Redirections] : [Header, Body, .. Redirections];
}

/// <summary><c>while</c> and <c>until</c></summary>
public sealed class ShellWhile(TextSpan span, bool isUntil, ShellList condition, ShellList body, ImmutableArray<ShellRedirection> redirections)
    : ShellCommand(span, redirections)
{
    public bool IsUntil { get; } = isUntil;

    public ShellList Condition { get; } = condition;

    public ShellList Body { get; } = body;

    public override ImmutableArray<ShellNode> Children => [Condition, Body, .. Redirections];
}

/// <summary><c>case word in pattern) … ;; esac</c></summary>
public sealed class ShellCase(TextSpan span, ShellWord subject, ImmutableArray<ShellCaseItem> items, ImmutableArray<ShellRedirection> redirections)
    : ShellCommand(span, redirections)
{
    public ShellWord Subject { get; } = subject;

    public ImmutableArray<ShellCaseItem> Items { get; } = items;

    public override ImmutableArray<ShellNode> Children => [Subject, .. Items, .. Redirections];
}

/// <param name="span">From the first pattern, or the parenthesis before it, to behind the body.</param>
/// <param name="patterns">The words between <c>|</c>.</param>
/// <param name="body">What runs; it may be empty.</param>
/// <param name="terminator">What ends it.</param>
public sealed class ShellCaseItem(TextSpan span, ImmutableArray<ShellWord> patterns, ShellList body, CaseTerminator terminator) : ShellNode(span)
{
    public CaseTerminator Terminator { get; } = terminator;

    public ImmutableArray<ShellWord> Patterns { get; } = patterns;

    public ShellList Body { get; } = body;

    public override ImmutableArray<ShellNode> Children => [.. Patterns, Body];
}

public enum CaseTerminator
{
    /// <summary>The last item may go without one.</summary>
    None,

    /// <summary><c>;;</c></summary>
    Break,

    /// <summary>bash's <c>;&amp;</c></summary>
    FallThrough,

    /// <summary>bash's <c>;;&amp;</c></summary>
    Continue,
}

/// <summary><c>name() body</c>, or bash's <c>function name body</c>.</summary>
public sealed class ShellFunction(TextSpan span, string name, ShellCommand body) : ShellCommand(span, [])
{
    public string Name { get; } = name;

    public ShellCommand Body { get; } = body;

    public override ImmutableArray<ShellNode> Children => [Body];
}

/// <summary>bash's <c>[[ … ]]</c>; its inside is kept as words and operators.</summary>
public sealed class ShellConditional(TextSpan span, ImmutableArray<ShellWord> words, ImmutableArray<ShellRedirection> redirections) : ShellCommand(span, redirections)
{
    public ImmutableArray<ShellWord> Words { get; } = words;

    public override ImmutableArray<ShellNode> Children => [.. Words, .. Redirections];
}

/// <summary>bash's <c>(( … ))</c>; <see cref="Expression"/> is its text.</summary>
public sealed class ShellArithmeticCommand(
    TextSpan span, string expression, ImmutableArray<ShellWordPart> parts, ImmutableArray<ShellRedirection> redirections) : ShellCommand(span, redirections)
{
    public string Expression { get; } = expression;

    /// <summary>The expansions in the expression.</summary>
    public ImmutableArray<ShellWordPart> Parts { get; } = parts;

    public override ImmutableArray<ShellNode> Children => [.. Parts, .. Redirections];
}

/// <summary>bash's <c>coproc</c></summary>
public sealed class ShellCoprocess(TextSpan span, string? name, ShellCommand body) : ShellCommand(span, [])
{
    public string? Name { get; } = name;

    public ShellCommand Body { get; } = body;

    public override ImmutableArray<ShellNode> Children => [Body];
}

/// <summary>A command that could not be read; <see cref="ShellScript.Errors"/> says why.</summary>
public sealed class ShellBadCommand(TextSpan span) : ShellCommand(span, [])
{
    public override ImmutableArray<ShellNode> Children => [];
}

/// <summary><c>name=value</c>, <c>name+=value</c>, <c>name[i]=value</c> or <c>name=(…)</c></summary>
public sealed class ShellAssignment(TextSpan span, string name, ShellWord? subscript, bool isAppend, ShellWord? value, bool isArray) : ShellNode(span)
{
    public string Name { get; } = name;

    /// <summary>What stands in the brackets of <c>name[i]=value</c> (bash).</summary>
    public ShellWord? Subscript { get; } = subscript;

    public bool IsAppend { get; } = isAppend;

    /// <summary>The value; null where it is empty. Of an array, one word that holds all of it in a <see cref="ShellArrayLiteral"/>.</summary>
    public ShellWord? Value { get; } = value;

    /// <summary>Whether an element or a whole array is assigned (bash).</summary>
    public bool IsArray { get; } = isArray;

    public override ImmutableArray<ShellNode> Children => (Subscript, Value) switch
    {
        (null, null) => [],
        (null, { } value) => [value],
        ({ } subscript, null) => [subscript],
        ({ } subscript, { } value) => [subscript, value],
    };
}

/// <summary>A redirection with its target.</summary>
/// <param name="span">All of it, without the body of a heredoc.</param>
/// <param name="fileDescriptor">The number, or <c>{name}</c> in bash, before the operator; null where there is none.</param>
/// <param name="op">The operator.</param>
/// <param name="target">The word behind it: a file, a descriptor, the text of a here-string, or a heredoc's delimiter.</param>
public sealed class ShellRedirection(TextSpan span, string? fileDescriptor, RedirectionOperator op, ShellWord? target) : ShellNode(span)
{
    public string? FileDescriptor { get; } = fileDescriptor;

    public RedirectionOperator Operator { get; } = op;

    /// <summary>The operator itself, without the descriptor.</summary>
    public TextSpan OperatorSpan { get; init; }

    public ShellWord? Target { get; } = target;

    /// <summary>The body of a heredoc. It stands behind the line, thus outside of the redirection's span.</summary>
    public ShellHeredocBody? Heredoc { get; internal set; }

    /// <summary>The target and the body of the heredoc, whose expansions the command reads too.</summary>
    public override ImmutableArray<ShellNode> Children =>
        (Target, Heredoc) switch
        {
            (null, null) => [],
            ({ } target, null) => [target],
            (null, { } heredoc) => [heredoc],
            ({ } target, { } heredoc) => [target, heredoc],
        };
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

    public override ImmutableArray<ShellNode> Children => ImmutableArray<ShellNode>.CastUp(Parts);
}
