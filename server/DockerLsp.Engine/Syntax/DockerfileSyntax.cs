using DockerLsp.Engine.Text;
using InstructionSequence = DockerLsp.Engine.Text.PersistentSequence<
    DockerLsp.Engine.Syntax.GreenInstruction, DockerLsp.Engine.Syntax.InstructionMeasure>;

namespace DockerLsp.Engine.Syntax;

/// <summary>
/// The tree of one version of a Dockerfile. It is lossless: every character stands in exactly one token or trivia, whatever the
/// text. It follows BuildKit's parser where the written reference is silent.
/// </summary>
public sealed class DockerfileSyntax
{
    private static readonly SyntaxDiagnostic NoInstructions = new(
        default, "There are no instructions here; the first one is usually FROM", "no-instructions");

    /// <summary>In characters: a longer text says the same more than once.</summary>
    private const int MinRepetitive = 16 * 1024;

    private readonly InstructionSequence instructions;
    private readonly GreenTrailing trailing;

    private DockerfileSyntax(
        SourceText text, ParserDirectives directives, InstructionSequence instructions, GreenTrailing trailing, ParseStatistics statistics)
    {
        Text = text;
        Directives = directives;
        this.instructions = instructions;
        this.trailing = trailing;
        Statistics = statistics;
    }

    public SourceText Text { get; }

    public ParserDirectives Directives { get; }

    /// <summary>What it took to make this version.</summary>
    public ParseStatistics Statistics { get; }

    public int InstructionCount => instructions.Count;

    public IEnumerable<InstructionSyntax> Instructions => GetInstructionsFrom(0);

    internal IEnumerable<GreenInstruction> GreenInstructions
    {
        get
        {
            foreach (var entry in instructions.EnumerateFrom(0))
            {
                yield return entry.Item;
            }
        }
    }

    /// <summary>The comments and blank lines after the last instruction.</summary>
    public TextSpan TrailingTriviaSpan => new(instructions.Width, trailing.Text.Length);

    /// <summary>The text after the last instruction.</summary>
    internal string TrailingText => trailing.Text;

    /// <summary>The comments after the last instruction.</summary>
    public IReadOnlyList<CommentSyntax> TrailingComments =>
        GetComments(trailing.Text, trailing.Trivia, new TextSpan(0, trailing.Text.Length), instructions.Width);

    /// <summary>What BuildKit rejects, in source order as far as instructions go.</summary>
    public IEnumerable<SyntaxDiagnostic> Diagnostics
    {
        get
        {
            foreach (var diagnostic in Directives.Diagnostics)
            {
                yield return diagnostic;
            }

            foreach (var entry in instructions.EnumerateWhere(m => m.Diagnostics > 0))
            {
                foreach (var diagnostic in entry.Item.Diagnostics)
                {
                    yield return diagnostic with { Span = diagnostic.Span.Shift(entry.Start) };
                }
            }

            foreach (var diagnostic in trailing.Diagnostics)
            {
                yield return diagnostic with { Span = diagnostic.Span.Shift(instructions.Width) };
            }

            if (instructions.Count == 0)
            {
                yield return NoInstructions;
            }
        }
    }

    /// <summary>The tree of no text.</summary>
    internal static DockerfileSyntax Empty { get; } = Parse("");

    public static DockerfileSyntax Parse(string text) => Parse(SourceText.From(text));

    /// <param name="text">The text.</param>
    /// <param name="known">Instructions of other texts, to which those of this one are added; null for those of this text alone.</param>
    public static DockerfileSyntax Parse(SourceText text, InstructionTable? known = null) => Parse(text, known, null);

    /// <param name="text">The text.</param>
    /// <param name="known">Instructions of other texts, to which those of this one are added; null for those of this text alone.</param>
    /// <param name="onRead">Told of each instruction as soon as it is read; null for nobody.</param>
    internal static DockerfileSyntax Parse(SourceText text, InstructionTable? known, Action<GreenInstruction>? onRead) =>
        Parse(text, ParserDirectives.Read(text), known ?? (text.Length < MinRepetitive ? null : new InstructionTable(int.MaxValue)), onRead);

    /// <summary>
    /// The instruction with the number, counted from 0; takes logarithmic time. It is made anew at each call: what is to be kept
    /// is better hung on its green instruction.
    /// </summary>
    public InstructionSyntax GetInstruction(int index)
    {
        var entry = instructions.GetAt(index);
        return InstructionSyntax.Create(new InstructionSite(this, entry.Index, entry.Start, entry.Item, null));
    }

    /// <summary>The green instruction with the number; by its identity an unchanged instruction is known.</summary>
    public GreenInstruction GetGreenInstruction(int index) => instructions.GetAt(index).Item;

    /// <summary>The instructions from a number on.</summary>
    public IEnumerable<InstructionSyntax> GetInstructionsFrom(int index)
    {
        foreach (var entry in instructions.EnumerateFrom(index))
        {
            yield return InstructionSyntax.Create(new InstructionSite(this, entry.Index, entry.Start, entry.Item, null));
        }
    }

    /// <summary>
    /// The number of the instruction whose full span holds the position, -1 if there is none. The end of the text counts as part
    /// of the last instruction if no line break ends that: it is where its next character will be typed.
    /// </summary>
    public int FindInstruction(int position)
    {
        if (position > 0 && position == Text.Length && instructions.Width == position && Text[position - 1] != '\n')
        {
            return instructions.Count - 1;
        }

        return instructions.Find(position)?.Index ?? -1;
    }

    /// <summary>The tree after changes whose spans all refer to <see cref="Text"/>; what they do not touch is shared.</summary>
    public DockerfileSyntax WithChanges(IReadOnlyList<TextChange> changes) => WithChanges(changes, out _);

    /// <param name="changes">Changes whose spans all refer to <see cref="Text"/>.</param>
    /// <param name="replaced">The instructions that were read anew, in order; null where all were.</param>
    internal DockerfileSyntax WithChanges(IReadOnlyList<TextChange> changes, out IReadOnlyList<ReplacedRange>? replaced)
    {
        replaced = [];
        if (changes.Count == 0)
        {
            return this;
        }

        var text = Text.WithChanges(changes);
        var sorted = TextChange.Sort(changes, Text.Length);
        var directives = Directives;
        if (sorted[0].Span.Start <= Directives.ZoneEnd)
        {
            directives = ParserDirectives.Read(text);
            if (!directives.SaysTheSame(Directives))
            {
                replaced = null;
                return Parse(text, directives, null, null);
            }
        }

        var reader = new InstructionReader(text, 0, directives);
        var reparser = new Reparser(instructions, trailing, reader);
        var changed = reparser.Apply(sorted);
        replaced = reparser.Replaced;
        return new DockerfileSyntax(text, directives, changed, reparser.Trailing, reader.Statistics);
    }

    public string ToFullString()
    {
        var builder = new System.Text.StringBuilder(Text.Length);
        foreach (var token in DescendantTokens())
        {
            builder.Append(token.FullText);
        }

        return builder.ToString();
    }

    /// <summary>All tokens; the last one is the end of the file, which holds the trivia after the last instruction.</summary>
    public IEnumerable<SyntaxToken> DescendantTokens()
    {
        foreach (var instruction in Instructions)
        {
            foreach (var token in instruction.Tokens)
            {
                yield return token;
            }
        }

        yield return EndOfFile;
    }

    private SyntaxToken EndOfFile => new(
        trailing.Text,
        trailing.Trivia,
        null,
        new GreenToken(SyntaxKind.EndOfFile, new TextSpan(trailing.Text.Length, 0), default),
        instructions.Width,
        0,
        trailing.Trivia.Length,
        trailing.Trivia.Length);

    internal static IReadOnlyList<CommentSyntax> GetComments(string source, GreenTrivia[] trivia, TextSpan part, int origin)
    {
        List<CommentSyntax>? comments = null;
        foreach (var item in trivia)
        {
            if (item.Kind == SyntaxKind.Comment && part.Contains(item.Span))
            {
                var text = source.AsSpan(item.Span.Start + 1, item.Span.Length - 1).Trim().ToString();
                (comments ??= new List<CommentSyntax>(1)).Add(new CommentSyntax(item.Span.Shift(origin), text));
            }
        }

        return comments is null ? [] : comments;
    }

    private static DockerfileSyntax Parse(SourceText text, ParserDirectives directives, InstructionTable? known, Action<GreenInstruction>? onRead)
    {
        var reader = new InstructionReader(text, 0, directives, known);
        var items = new List<GreenInstruction>();
        while (reader.Read() is { } instruction)
        {
            items.Add(instruction);
            onRead?.Invoke(instruction);
        }

        return new DockerfileSyntax(
            text,
            directives,
            InstructionSequence.From(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(items)),
            reader.Trailing ?? GreenTrailing.Empty,
            reader.Statistics);
    }
}

/// <summary>What the tree of instructions adds up.</summary>
internal readonly record struct InstructionMeasure(int Width, int Diagnostics) : IMeasure<GreenInstruction, InstructionMeasure>
{
    public static InstructionMeasure Of(GreenInstruction item) => new(item.FullWidth, item.Diagnostics.Length);

    public static InstructionMeasure Combine(in InstructionMeasure left, in InstructionMeasure right) =>
        new(left.Width + right.Width, left.Diagnostics + right.Diagnostics);
}
