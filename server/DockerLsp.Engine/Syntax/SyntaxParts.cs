using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Syntax;

/// <summary>A comment.</summary>
/// <param name="Span">From the <c>#</c> to the end of its line.</param>
/// <param name="Text">What stands behind the <c>#</c>, trimmed.</param>
public sealed record CommentSyntax(TextSpan Span, string Text);

/// <summary>An argument: a word, or all the text behind the keyword of USER and its like.</summary>
public sealed class WordSyntax
{
    private readonly GreenInstruction green;
    private readonly GreenWord word;
    private readonly int origin;
    private MappedText? mapped;

    internal WordSyntax(GreenInstruction green, GreenWord word, int origin)
    {
        this.green = green;
        this.word = word;
        this.origin = origin;
    }

    /// <summary>As written, with quotes and variables, without continuations; of a string in an exec form, its value.</summary>
    public string Text => Mapped.Text;

    /// <summary>Where it stands, with the quotes of a string in an exec form.</summary>
    public TextSpan Span => word.Span.Shift(origin);

    /// <summary>The text, mapped to offsets from the start of the instruction.</summary>
    public MappedText Mapped => mapped ??= word.Decoded ?? green.Logical.Slice(word.Logical);

    /// <summary>Whether it is a string of a JSON array.</summary>
    public bool IsJsonString => word.Decoded is not null;

    /// <summary>
    /// Whether BuildKit takes it, as a source of COPY or ADD, for the content of a heredoc (parseSourcesAndDest in instructions/parse.go).
    /// </summary>
    public bool IsHeredoc => HeredocLexer.TryReadOpening(Text, default) is not null;

    public override string ToString() => Text;
}

/// <summary><c>--name=value</c> behind a keyword.</summary>
public sealed class FlagSyntax
{
    private readonly GreenFlag flag;
    private readonly int origin;

    internal FlagSyntax(GreenFlag flag, SyntaxToken token, int origin)
    {
        this.flag = flag;
        this.origin = origin;
        Token = token;
        var text = flag.Text.Text;
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        Name = text[Math.Min(2, text.Length)..(equals < 0 ? text.Length : Math.Max(2, equals))];
        MappedValue = equals < 0 ? null : flag.Text.Slice(TextSpan.FromBounds(equals + 1, text.Length));
    }

    public SyntaxToken Token { get; }

    /// <summary>Without the dashes.</summary>
    public string Name { get; }

    /// <summary>Without the quotes and escape characters that BuildKit drops; null where no <c>=</c> follows the name.</summary>
    public string? Value => MappedValue?.Text;

    /// <summary>The value, mapped to offsets from the start of the instruction.</summary>
    public MappedText? MappedValue { get; }

    public TextSpan Span => flag.Token.Span.Shift(origin);

    public TextSpan NameSpan => flag.Name.Shift(origin);

    /// <summary>The value as written, with its quotes; empty, behind the name, where there is none.</summary>
    public TextSpan ValueSpan => (flag.ValueSpan ?? new TextSpan(flag.Name.End, 0)).Shift(origin);
}

/// <summary>A name and its value in ENV, LABEL or ARG.</summary>
public sealed class KeyValueSyntax
{
    internal KeyValueSyntax(GreenInstruction green, GreenKeyValue pair, int origin)
    {
        Key = new WordSyntax(green, pair.Key, origin);
        Value = pair.Value is null ? null : new WordSyntax(green, pair.Value, origin);
        EqualsSpan = pair.EqualsSign?.Shift(origin);
        IsLegacy = pair.IsLegacy;
        Span = TextSpan.FromBounds(Key.Span.Start, Math.Max(Key.Span.End, Math.Max(EqualsSpan?.End ?? 0, Value?.Span.End ?? 0)));
    }

    public WordSyntax Key { get; }

    /// <summary>The value, possibly empty; null where there is neither <c>=</c> nor, in the old form, a second word.</summary>
    public WordSyntax? Value { get; }

    public TextSpan? EqualsSpan { get; }

    /// <summary>Whether it is <c>ENV key value</c>, without an <c>=</c>.</summary>
    public bool IsLegacy { get; }

    public TextSpan Span { get; }
}

/// <summary>A heredoc: its operator in the line and the lines behind it.</summary>
public sealed class HeredocSyntax
{
    private readonly GreenInstruction green;
    private readonly GreenHeredoc heredoc;
    private readonly int origin;
    private MappedText? body;

    internal HeredocSyntax(GreenInstruction green, GreenHeredoc heredoc, int origin)
    {
        this.green = green;
        this.heredoc = heredoc;
        this.origin = origin;
    }

    /// <summary>The line that ends it, without the quotes of the operator.</summary>
    public string Delimiter => heredoc.Delimiter;

    public bool IsDelimiterQuoted => heredoc.IsQuoted;

    /// <summary>Whether it is <c>&lt;&lt;-</c>, which leaves out the tabs at the beginning of each line.</summary>
    public bool StripsTabs => heredoc.StripsTabs;

    /// <summary>The number directly before the operator.</summary>
    public int? FileDescriptor => heredoc.FileDescriptor;

    /// <summary>The operator with number and delimiter.</summary>
    public TextSpan OpeningSpan => heredoc.Opening.Shift(origin);

    /// <summary>
    /// Where the operator begins in the text of the shell form, its number included; in COPY and ADD, in the text behind the
    /// keyword. -1 where it stands in a flag.
    /// </summary>
    public int OpeningOffset
    {
        get
        {
            var owner = green.Trigger ?? green;
            var start = owner.Command?.Logical.Start ?? owner.Arguments.Start;
            return Math.Max(-1, heredoc.OpeningLogical.Start - start);
        }
    }

    public int OpeningLength => heredoc.OpeningLogical.Length;

    /// <summary>From the line behind the instruction's line, or behind the heredoc before, to the line that ends it.</summary>
    public TextSpan BodySpan => heredoc.Body.Shift(origin);

    /// <summary>The lines with their line breaks, mapped to offsets from the start of the instruction; stripped tabs are left out.</summary>
    public MappedText Body => body ??= MakeBody();

    /// <summary>The delimiter in its line.</summary>
    public TextSpan? TerminatorSpan => heredoc.Terminator?.Shift(origin);

    public bool IsTerminated => heredoc.Terminator is not null;

    private MappedText MakeBody()
    {
        var span = heredoc.Body;
        if (!StripsTabs)
        {
            return MappedText.Contiguous(green.Text.Substring(span.Start, span.Length), span.Start);
        }

        var builder = new MappedText.Builder();
        var position = span.Start;
        while (position < span.End)
        {
            while (position < span.End && green.Text[position] == '\t')
            {
                position++;
            }

            var lineFeed = green.Text.IndexOf('\n', position, span.End - position);
            var next = lineFeed < 0 ? span.End : lineFeed + 1;
            builder.Append(green.Text.AsSpan(position, next - position), position);
            position = next;
        }

        return builder.Length == 0 ? MappedText.Contiguous(string.Empty, span.Start) : builder.ToMappedText();
    }
}

/// <summary>What a RUN, CMD, ENTRYPOINT, SHELL or HEALTHCHECK is to run.</summary>
public abstract class CommandSyntax
{
    private protected CommandSyntax(TextSpan span) => Span = span;

    /// <summary>Without flags, heredoc bodies and white space around it.</summary>
    public TextSpan Span { get; }
}

/// <summary>A JSON array of strings: run without a shell.</summary>
public sealed class ExecFormSyntax : CommandSyntax
{
    internal ExecFormSyntax(TextSpan span, IReadOnlyList<JsonStringSyntax> elements)
        : base(span) => Elements = elements;

    /// <summary>The strings; values of other kinds, which BuildKit rejects, are left out.</summary>
    public IReadOnlyList<JsonStringSyntax> Elements { get; }
}

/// <summary>A string of an exec form.</summary>
/// <param name="Value">Without quotes and escapes.</param>
/// <param name="Span">With its quotes.</param>
/// <param name="Mapped">The value, mapped to offsets from the start of the instruction.</param>
public sealed record JsonStringSyntax(string Value, TextSpan Span, MappedText Mapped);

/// <summary>A line for the shell.</summary>
public sealed class ShellFormSyntax : CommandSyntax
{
    private readonly GreenInstruction green;
    private readonly TextSpan logical;
    private MappedText? text;

    internal ShellFormSyntax(GreenInstruction green, TextSpan span, TextSpan logical)
        : base(span)
    {
        this.green = green;
        this.logical = logical;
    }

    /// <summary>The line that the shell gets, without flags and heredoc bodies, mapped to offsets from the start of the instruction.</summary>
    public MappedText Text => text ??= green.Logical.Slice(logical);
}
