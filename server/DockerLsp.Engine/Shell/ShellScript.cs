using System.Collections.Immutable;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Shell;

/// <summary>A parsed shell script: the tree, and on request the tokens below it, which hold every character.</summary>
public sealed class ShellScript(
    MappedText text, ShellDialect dialect, ShellList body, ImmutableArray<ShellToken> comments, ImmutableArray<ShellError> errors)
{
    public MappedText Text { get; } = text;

    public ShellDialect Dialect { get; } = dialect;

    public ShellList Body { get; } = body;

    /// <summary>The tokens that are comments, in order.</summary>
    public ImmutableArray<ShellToken> Comments { get; } = comments;

    /// <summary>What could not be read. Where this is not empty, no fix touches the script.</summary>
    public ImmutableArray<ShellError> Errors { get; } = errors;

    /// <summary>
    /// All tokens in order. White space, comments and line breaks between commands are tokens too: joined they are the text. Few ask, so
    /// that they are not kept, but read again.
    /// </summary>
    public ImmutableArray<ShellToken> ReadTokens()
    {
        var reader = new ShellReader(Text.Text, Dialect, keepsTokens: true);
        reader.ReadScript();
        return reader.Tokens;
    }

    public string ToString(ShellNode node) => Text.Text.Substring(node.Span.Start, node.Span.Length);

    /// <summary>Where the node stands in the source.</summary>
    public TextSpan SourceSpan(ShellNode node) => Text.ToSource(node.Span);
}

/// <summary>A piece of the script's text; together the tokens are the whole text.</summary>
public readonly record struct ShellToken(ShellTokenKind Kind, TextSpan Span);

public enum ShellTokenKind
{
    Word,
    AssignmentWord,
    ReservedWord,
    IoNumber,
    Operator,
    WhiteSpace,
    Comment,
    NewLine,

    /// <summary>A backslash before a line break, which the shell drops. (Dockerfile continuations are gone before the shell sees the text.)</summary>
    LineContinuation,
    HeredocBody,
    HeredocTerminator,
    Bad,
}

/// <summary>Why a piece could not be read.</summary>
public sealed record ShellError(TextSpan Span, string Message);
