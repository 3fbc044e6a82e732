namespace DockerLsp.Engine.Syntax;

/// <summary>The kinds of tokens and, behind them, of trivia.</summary>
public enum SyntaxKind
{
    None,

    /// <summary>The name of the instruction; also that of the trigger in an ONBUILD.</summary>
    Keyword,

    /// <summary><c>--name=value</c>, as one token.</summary>
    Flag,

    /// <summary>The <c>--</c> that ends the flags.</summary>
    FlagsEnd,

    /// <summary>An argument: an image, a path, a port, a user.</summary>
    Word,

    /// <summary>The AS of FROM.</summary>
    AsKeyword,

    /// <summary>The name in an ENV, LABEL or ARG.</summary>
    Key,

    /// <summary>The <c>=</c> of an ENV, LABEL or ARG.</summary>
    EqualsSign,

    /// <summary>The value in an ENV, LABEL or ARG.</summary>
    Value,

    /// <summary>What one line holds of a shell form.</summary>
    ShellText,

    OpenBracket,
    CloseBracket,
    Comma,

    /// <summary>A string of an exec form, with its quotes.</summary>
    JsonString,

    /// <summary>Anything in an exec form that is no string, which BuildKit rejects.</summary>
    JsonOther,

    /// <summary>The lines of a heredoc, with their line breaks.</summary>
    HeredocBody,

    /// <summary>The delimiter that ends a heredoc.</summary>
    HeredocTerminator,

    /// <summary>Text that has no place: the arguments of an unknown instruction, a superfluous word.</summary>
    SkippedText,

    /// <summary>The end of the file; empty, its leading trivia is what follows the last instruction.</summary>
    EndOfFile,

    WhiteSpace,
    Comment,
    LineBreak,

    /// <summary>The escape character at the end of a line, the blanks behind it and the line break.</summary>
    LineContinuation,

    /// <summary>An empty line within an instruction, with its line break.</summary>
    BlankContinuationLine,

    /// <summary>A parser directive such as <c># syntax=docker/dockerfile:1</c>.</summary>
    Directive,

    ByteOrderMark,
}

/// <summary>What an instruction is, by its keyword.</summary>
public enum InstructionKind
{
    /// <summary>A word that BuildKit does not know as an instruction.</summary>
    Unknown,
    From,
    Run,
    Cmd,
    Label,
    Maintainer,
    Expose,
    Env,
    Add,
    Copy,
    Entrypoint,
    Volume,
    User,
    Workdir,
    Arg,
    Onbuild,
    Stopsignal,
    Healthcheck,
    Shell,
}
