using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Syntax;

/// <summary>What the argument parser found in a logical line, before the heredocs behind it are read.</summary>
internal sealed class ParsedLine
{
    public InstructionKind Kind { get; set; }

    public GreenToken Keyword { get; set; }

    /// <summary>Trimmed, flags included.</summary>
    public TextSpan Arguments { get; set; }

    public List<GreenToken> Tokens { get; } = [];

    public List<GreenFlag> Flags { get; } = [];

    public List<GreenWord> Words { get; } = [];

    public List<GreenKeyValue> Pairs { get; } = [];

    public List<SyntaxDiagnostic> Diagnostics { get; } = [];

    public GreenCommand? Command { get; set; }

    public bool IsExecForm { get; set; }

    public ParsedLine? Trigger { get; set; }

    /// <summary>For the next line.</summary>
    public void Clear()
    {
        Kind = InstructionKind.Unknown;
        Keyword = default;
        Arguments = default;
        Tokens.Clear();
        Flags.Clear();
        Words.Clear();
        Pairs.Clear();
        Diagnostics.Clear();
        Command = null;
        IsExecForm = false;
        Trigger = null;
    }

    /// <summary>
    /// Whether heredocs may follow: RUN, COPY and ADD in shell form, or an ONBUILD directly of one of these
    /// (canContainHeredoc in BuildKit's parser.go).
    /// </summary>
    public bool CanContainHeredocs =>
        Kind == InstructionKind.Onbuild
            ? Trigger is { Kind: not InstructionKind.Onbuild, CanContainHeredocs: true }
            : Kind is InstructionKind.Run or InstructionKind.Copy or InstructionKind.Add && !IsExecForm && Command is not { Elements: not null };
}
