using System.Collections.Immutable;
using System.Text;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Shell;

/// <summary>A word: pieces that stand together without white space.</summary>
public sealed class ShellWord : ShellNode
{
    private static readonly object NotConstant = new();

    // Of most words there is nothing to know but their text: they have no parts, and only make one for who asks.
    private readonly ImmutableArray<ShellWordPart> parts;

    // Few other words are asked for their value, and building it costs more than the rest of the word. One field, so that two
    // threads cannot see half of the answer.
    private object? constant;

    public ShellWord(TextSpan span, ImmutableArray<ShellWordPart> parts)
        : base(span) => this.parts = parts;

    /// <summary>A word of characters that all stand for themselves.</summary>
    public ShellWord(TextSpan span, string text)
        : base(span) => constant = text;

    public ImmutableArray<ShellWordPart> Parts => IsPlain ? [new ShellLiteral(Span, PlainText ?? "")] : parts;

    /// <summary>The parts; none where all characters stand for themselves, because such a part would say no more than the word.</summary>
    public override ImmutableArray<ShellNode> Children => IsPlain ? [] : ImmutableArray<ShellNode>.CastUp(parts);

    /// <summary>The text where all characters stand for themselves; null otherwise.</summary>
    public string? PlainText => IsPlain ? constant as string : parts is [ShellLiteral only] ? only.Text : null;

    /// <summary>The characters at the start that stand for themselves; null where there is none.</summary>
    public string? LeadingText => IsPlain ? constant as string : parts is [ShellLiteral first, ..] ? first.Text : null;

    private bool IsPlain => parts.IsDefault;

    /// <summary>
    /// The text after quote removal where it does not depend on anything at run time: no expansion but unquoted globs, tildes
    /// and braces, which are kept as written; null otherwise.
    /// </summary>
    public string? ConstantValue
    {
        get
        {
            constant ??= Concatenate(parts) ?? NotConstant;
            return constant as string;
        }
    }

    /// <summary>Whether some part is quoted or escaped.</summary>
    public bool IsQuoted
    {
        get
        {
            foreach (var part in IsPlain ? [] : parts)
            {
                if (part is ShellSingleQuoted or ShellDoubleQuoted or ShellEscape or ShellAnsiQuoted)
                {
                    return true;
                }
            }

            return false;
        }
    }

    internal static string? Concatenate(ImmutableArray<ShellWordPart> parts)
    {
        if (parts.Length == 1)
        {
            return parts[0].ConstantValue;
        }

        StringBuilder? builder = null;
        foreach (var part in parts)
        {
            if (part.ConstantValue is not { } value)
            {
                return null;
            }

            (builder ??= new StringBuilder()).Append(value);
        }

        return builder?.ToString() ?? "";
    }
}

/// <summary>A piece of a word.</summary>
public abstract class ShellWordPart(TextSpan span) : ShellNode(span)
{
    /// <summary>Its text after quote removal where nothing at run time changes it; null otherwise.</summary>
    public virtual string? ConstantValue => null;

    public override ImmutableArray<ShellNode> Children => [];
}

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

    public override string? ConstantValue => ShellWord.Concatenate(Parts);

    public override ImmutableArray<ShellNode> Children => ImmutableArray<ShellNode>.CastUp(Parts);
}

/// <summary>
/// An unquoted <c>*</c>, <c>?</c>, <c>[…]</c> or bash's <c>@(…)</c> and its kin; kept as written in the constant value. Brackets
/// and parentheses around quotes or expansions are a glob each, with those parts in between.
/// </summary>
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
public sealed class ShellBrace : ShellWordPart
{
    private readonly ShellTextSlice text;

    internal ShellBrace(TextSpan span, ShellTextSlice text, ImmutableArray<ShellWordPart> parts)
        : base(span)
    {
        this.text = text;
        Parts = parts;
    }

    /// <summary>All of it as written.</summary>
    public string Text => text.ToString();

    /// <summary>All of it in parts; the braces, commas and dots are literals.</summary>
    public ImmutableArray<ShellWordPart> Parts { get; }

    public override string? ConstantValue => ShellWord.Concatenate(Parts) is null ? null : Text;

    public override ImmutableArray<ShellNode> Children => ImmutableArray<ShellNode>.CastUp(Parts);
}

/// <summary>bash's <c>(a b c)</c> as the value of an assignment.</summary>
public sealed class ShellArrayLiteral(TextSpan span, ImmutableArray<ShellWord> elements) : ShellWordPart(span)
{
    public ImmutableArray<ShellWord> Elements { get; } = elements;

    public override ImmutableArray<ShellNode> Children => ImmutableArray<ShellNode>.CastUp(Elements);
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

    public bool IsBraced { get; init; }

    /// <summary><c>${#name}</c>: the length of the value.</summary>
    public bool IsLength { get; init; }

    /// <summary>bash's <c>${!name…}</c>: the parameter whose name is the value, or the names or keys themselves.</summary>
    public bool IsIndirect { get; init; }

    /// <summary>What stands in the brackets of bash's <c>${name[…]}</c>.</summary>
    public ShellWord? Subscript { get; init; }

    public override ImmutableArray<ShellNode> Children => (Subscript, Argument) switch
    {
        (null, null) => [],
        (null, { } argument) => [argument],
        ({ } subscript, null) => [subscript],
        ({ } subscript, { } argument) => [subscript, argument],
    };
}

/// <summary><c>$(…)</c> and <c>`…`</c></summary>
public sealed class ShellCommandSubstitution(TextSpan span, bool isBackquoted, ShellList body) : ShellWordPart(span)
{
    public bool IsBackquoted { get; } = isBackquoted;

    /// <summary>
    /// Whether backslashes within the backquotes were taken away before the body was read. Text put into it would need them again.
    /// </summary>
    public bool HasInnerEscapes { get; init; }

    public ShellList Body { get; } = body;

    public override ImmutableArray<ShellNode> Children => [Body];
}

/// <summary><c>$((…))</c>, also bash's <c>$[…]</c></summary>
public sealed class ShellArithmetic : ShellWordPart
{
    private readonly ShellTextSlice expression;

    internal ShellArithmetic(TextSpan span, ShellTextSlice expression, ImmutableArray<ShellWordPart> parts)
        : base(span)
    {
        this.expression = expression;
        Parts = parts;
    }

    public string Expression => expression.ToString();

    /// <summary>The expansions in the expression.</summary>
    public ImmutableArray<ShellWordPart> Parts { get; }

    public override ImmutableArray<ShellNode> Children => ImmutableArray<ShellNode>.CastUp(Parts);
}

/// <summary>bash's <c>&lt;(…)</c> and <c>&gt;(…)</c></summary>
public sealed class ShellProcessSubstitution(TextSpan span, bool isInput, ShellList body) : ShellWordPart(span)
{
    public bool IsInput { get; } = isInput;

    public ShellList Body { get; } = body;

    public override ImmutableArray<ShellNode> Children => [Body];
}
