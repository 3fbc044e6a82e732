using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Syntax;

/// <summary>An instruction at its place in a version of the text.</summary>
public abstract class InstructionSyntax
{
    private IReadOnlyList<FlagSyntax>? flags;
    private IReadOnlyList<WordSyntax>? words;
    private IReadOnlyList<HeredocSyntax>? heredocs;
    private IReadOnlyList<CommentSyntax>? leadingComments;
    private MappedText? argumentText;

    private protected InstructionSyntax(InstructionSite site)
    {
        Site = site;
    }

    internal InstructionSite Site { get; }

    public DockerfileSyntax Tree => Site.Tree;

    /// <summary>The number of the instruction in the file, from 0; a trigger has that of its ONBUILD.</summary>
    public int Index => Site.Index;

    public GreenInstruction Green => Site.Green;

    public InstructionKind Kind => Green.Kind;

    /// <summary>
    /// With the blank lines and comments before it and the line break at its end. The trigger of an ONBUILD has that of the
    /// whole ONBUILD, so that relative offsets count from the same place in both.
    /// </summary>
    public TextSpan FullSpan => new(Site.Position, Green.FullWidth);

    /// <summary>From the keyword to the last character, that of a heredoc included, without the final line break.</summary>
    public TextSpan Span => Green.Content.Shift(Site.Position);

    /// <summary>The origin: offsets in any <see cref="MappedText"/> of this instruction count from here.</summary>
    public int Position => Site.Position;

    public SyntaxToken Keyword => FindToken(Green.Keyword);

    public IReadOnlyList<FlagSyntax> Flags => flags ??= Green.Flags.Length == 0 ? [] : MakeFlags();

    /// <summary>The comments before the instruction; parser directives are not among them.</summary>
    public IReadOnlyList<CommentSyntax> LeadingComments => leadingComments ??= Green.Content.Start == 0 ? [] : GetComments(TextSpan.FromBounds(0, Green.Content.Start));

    /// <summary>The comments between the lines of the instruction.</summary>
    public IReadOnlyList<CommentSyntax> InnerComments => GetComments(TextSpan.FromBounds(Green.Content.Start, Green.FullWidth));

    /// <summary>The empty lines between the lines of the instruction, which BuildKit warns of.</summary>
    public IReadOnlyList<TextSpan> BlankContinuationLines
    {
        get
        {
            var lines = new List<TextSpan>();
            foreach (var trivia in Green.Trivia)
            {
                if (trivia.Kind == SyntaxKind.BlankContinuationLine)
                {
                    lines.Add(trivia.Span.Shift(Position));
                }
            }

            return lines;
        }
    }

    /// <summary>The heredocs in order; an ONBUILD and its trigger have the same ones.</summary>
    public IReadOnlyList<HeredocSyntax> Heredocs => heredocs ??= Convert(Green.Heredocs, h => new HeredocSyntax(Green, h, Position));

    /// <summary>The ONBUILD that this instruction stands in.</summary>
    public InstructionSyntax? OnbuildParent => Site.Parent;

    public IEnumerable<SyntaxToken> Tokens => Site.Parent is null ? AllTokens : TriggerTokens;

    /// <summary>What BuildKit rejects here; an ONBUILD has also what is wrong in its trigger.</summary>
    public IEnumerable<SyntaxDiagnostic> Diagnostics =>
        Green.Diagnostics.Length == 0 ? [] : Green.Diagnostics.Select(d => d with { Span = d.Span.Shift(Position) });

    /// <summary>The line behind the keyword, with flags, without continuations and heredoc bodies, mapped to offsets from <see cref="Position"/>.</summary>
    public MappedText ArgumentText => argumentText ??= Green.Logical.Slice(Green.Arguments);

    private protected IReadOnlyList<WordSyntax> Words => words ??= Convert(Green.Words, w => new WordSyntax(Green, w, Position));

    private protected WordSyntax? FirstWord => Words.Count > 0 ? Words[0] : null;

    private IEnumerable<SyntaxToken> AllTokens =>
        SyntaxToken.Enumerate(Green.Text, Green.Trivia, Green.Logical, Green.Tokens, Position);

    private IEnumerable<SyntaxToken> TriggerTokens
    {
        get
        {
            if (Site.Parent is { } parent)
            {
                foreach (var token in parent.Tokens)
                {
                    if (token.Span.Start >= Span.Start)
                    {
                        yield return token;
                    }
                }
            }
        }
    }

    internal static InstructionSyntax Create(InstructionSite site) => site.Green.Kind switch
    {
        InstructionKind.From => new FromSyntax(site),
        InstructionKind.Run => new RunSyntax(site),
        InstructionKind.Cmd => new CmdSyntax(site),
        InstructionKind.Label => new LabelSyntax(site),
        InstructionKind.Maintainer => new MaintainerSyntax(site),
        InstructionKind.Expose => new ExposeSyntax(site),
        InstructionKind.Env => new EnvSyntax(site),
        InstructionKind.Add => new AddSyntax(site),
        InstructionKind.Copy => new CopySyntax(site),
        InstructionKind.Entrypoint => new EntrypointSyntax(site),
        InstructionKind.Volume => new VolumeSyntax(site),
        InstructionKind.User => new UserSyntax(site),
        InstructionKind.Workdir => new WorkdirSyntax(site),
        InstructionKind.Arg => new ArgSyntax(site),
        InstructionKind.Onbuild => new OnbuildSyntax(site),
        InstructionKind.Stopsignal => new StopsignalSyntax(site),
        InstructionKind.Healthcheck => new HealthcheckSyntax(site),
        InstructionKind.Shell => new ShellInstructionSyntax(site),
        _ => new UnknownInstructionSyntax(site),
    };

    /// <summary>An instruction outside any file, to be asked for what it says, not for where it stands.</summary>
    internal static InstructionSyntax Apart(GreenInstruction green) => Create(new InstructionSite(DockerfileSyntax.Empty, 0, 0, green, null));

    public override string ToString() => $"{Kind} {Span}";

    /// <summary>The token of a green one.</summary>
    private protected SyntaxToken FindToken(GreenToken green)
    {
        // The tokens of a trigger are those of its ONBUILD, and count from the same place.
        var owner = this;
        while (owner.Site.Parent is { } parent)
        {
            owner = parent;
        }

        return SyntaxToken.Find(owner.Green.Text, owner.Green.Trivia, owner.Green.Logical, owner.Green.Tokens, owner.Position, green);
    }

    private protected CommandSyntax? MakeCommand()
    {
        if (Green.Command is not { } command)
        {
            return null;
        }

        var span = command.Span.Shift(Position);
        if (command.Elements is null)
        {
            return new ShellFormSyntax(Green, span, command.Logical);
        }

        return new ExecFormSyntax(
            span,
            Convert(command.Elements, e => new JsonStringSyntax(e.Decoded?.Text ?? string.Empty, e.Span.Shift(Position), e.Decoded ?? Green.Logical.Slice(e.Logical))));
    }

    private protected static IReadOnlyList<TResult> Convert<TSource, TResult>(TSource[] items, Func<TSource, TResult> convert)
    {
        if (items.Length == 0)
        {
            return [];
        }

        return Array.ConvertAll(items, i => convert(i));
    }

    private List<FlagSyntax> MakeFlags()
    {
        var result = new List<FlagSyntax>(Green.Flags.Length);
        foreach (var token in Tokens)
        {
            if (token.Kind == SyntaxKind.Flag && result.Count < Green.Flags.Length
                && token.Span == Green.Flags[result.Count].Token.Span.Shift(Position))
            {
                result.Add(new FlagSyntax(Green.Flags[result.Count], token, Position));
            }
        }

        return result;
    }

    private IReadOnlyList<CommentSyntax> GetComments(TextSpan part) => DockerfileSyntax.GetComments(Green.Text, Green.Trivia, part, Position);
}

/// <summary>Where an instruction stands.</summary>
internal sealed record InstructionSite(DockerfileSyntax Tree, int Index, int Position, GreenInstruction Green, InstructionSyntax? Parent);
