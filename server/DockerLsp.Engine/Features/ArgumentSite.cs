using System.Collections.Immutable;
using DockerLsp.Engine.Semantics;
using DockerLsp.Engine.Syntax;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Features;

/// <summary>Where something is being typed.</summary>
internal enum SiteKind
{
    /// <summary>Nowhere that is known.</summary>
    None,

    /// <summary>The first word of an instruction, perhaps still empty.</summary>
    Keyword,

    /// <summary>A comment, or the place of one, at the beginning of a line.</summary>
    Comment,

    /// <summary>Behind the keyword.</summary>
    Arguments,

    /// <summary>In the lines of a heredoc.</summary>
    Heredoc,
}

/// <summary>
/// The place of the cursor, read from what stands before it: what follows may not be written yet. Only the instruction at the
/// cursor is looked at.
/// </summary>
internal sealed class ArgumentSite
{
    private ArgumentSite(DockerfileAnalysis analysis, int position, SiteKind kind, InstructionFacts? facts, string prefix)
    {
        Analysis = analysis;
        Position = position;
        Kind = kind;
        Facts = facts;
        Prefix = prefix;
    }

    public DockerfileAnalysis Analysis { get; }

    public int Position { get; }

    public SiteKind Kind { get; }

    /// <summary>The instruction; null between instructions.</summary>
    public InstructionFacts? Facts { get; }

    /// <summary>What stands before the cursor: of the line for a comment or keyword, of the arguments or the heredoc for the others.</summary>
    public string Prefix { get; }

    /// <summary>The instruction's own keyword, or that behind ONBUILD.</summary>
    public InstructionKind Instruction { get; private init; }

    /// <summary>Whether it stands behind ONBUILD.</summary>
    public bool IsTrigger { get; private init; }

    /// <summary>The heredoc that the cursor is in.</summary>
    public HeredocSyntax? Heredoc { get; private init; }

    /// <summary>The flags before the cursor, without the one being typed.</summary>
    public ImmutableArray<string> Flags { get; private init; } = [];

    /// <summary>The flag being typed; null where none is.</summary>
    public string? Flag { get; private init; }

    /// <summary>The whole words behind the flags and before the cursor.</summary>
    public ImmutableArray<string> Words { get; private init; } = [];

    /// <summary>The word being typed, up to the cursor.</summary>
    public string Word { get; private init; } = "";

    /// <summary>What stands behind the flags, up to the cursor.</summary>
    public string Rest { get; private init; } = "";

    public static ArgumentSite Find(DockerfileAnalysis analysis, int position)
    {
        var text = analysis.Text;
        position = Math.Clamp(position, 0, text.Length);
        var lineStart = text.GetLineStart(text.GetLineNumber(position));
        var line = text.ToString(TextSpan.FromBounds(lineStart, position));
        var facts = InstructionAt(analysis, position);
        if (facts is null || position < facts.Syntax.Span.Start)
        {
            return Outside();
        }

        var instruction = facts.Syntax;
        foreach (var comment in instruction.InnerComments)
        {
            if (position > comment.Span.Start && position <= comment.Span.End)
            {
                return new ArgumentSite(analysis, position, SiteKind.None, facts, "");
            }
        }

        foreach (var heredoc in instruction.Heredocs)
        {
            if (position >= heredoc.BodySpan.Start && position <= heredoc.BodySpan.End && position > heredoc.OpeningSpan.End)
            {
                var body = heredoc.Body;
                var end = Math.Min(body.Length, body.FromSource(position - instruction.Position));
                return new ArgumentSite(analysis, position, SiteKind.Heredoc, facts, body.Text[..end])
                {
                    Instruction = facts.Effective.Kind,
                    Heredoc = heredoc,
                };
            }
        }

        if (position <= instruction.Keyword.Span.End)
        {
            return Keyword(facts, instruction.Keyword.Span);
        }

        return Behind(analysis, facts, position);

        ArgumentSite Outside()
        {
            var trimmed = line.TrimStart();
            return trimmed.StartsWith('#') ? new ArgumentSite(analysis, position, SiteKind.Comment, null, line)
                : trimmed.Length == 0 ? new ArgumentSite(analysis, position, SiteKind.Keyword, null, "")
                : new ArgumentSite(analysis, position, SiteKind.None, null, "");
        }

        ArgumentSite Keyword(InstructionFacts at, TextSpan span)
        {
            var typed = position > span.Start && span.Start >= lineStart ? text.ToString(TextSpan.FromBounds(span.Start, position)) : "";
            return new ArgumentSite(analysis, position, span.Start < lineStart ? SiteKind.None : SiteKind.Keyword, at, typed);
        }
    }

    /// <summary>The span in the file from an offset of the typed word to the cursor; empty where a continuation lies between.</summary>
    public TextSpan SpanOfTyped(int length)
    {
        var start = Position - length;
        if (length <= 0 || start < 0)
        {
            return new TextSpan(Position, 0);
        }

        var span = TextSpan.FromBounds(start, Position);
        return Analysis.Text.ToString(span).AsSpan().IndexOfAny('\r', '\n') < 0 ? span : new TextSpan(Position, 0);
    }

    /// <summary>The name of a variable that is being typed, and whether it is in braces; null where none is.</summary>
    public (string Name, bool IsBraced)? TypedVariable()
    {
        var text = Kind == SiteKind.Arguments && Flag is not null ? Flag : Prefix;
        var start = text.Length;
        while (start > 0 && VariableScanner.IsNamePart(text[start - 1]))
        {
            start--;
        }

        var isBraced = start > 1 && text[start - 1] == '{' && text[start - 2] == '$';
        var dollar = isBraced ? start - 2 : start - 1;
        return dollar >= 0 && text[dollar] == '$' && (dollar == 0 || text[dollar - 1] != Analysis.Tree.Directives.EscapeCharacter)
            ? (text[start..], isBraced)
            : null;
    }

    private static InstructionFacts? InstructionAt(DockerfileAnalysis analysis, int position)
    {
        var tree = analysis.Tree;
        var index = tree.FindInstruction(position);
        if (index < 0 && tree.InstructionCount > 0 && position == tree.Text.Length && tree.TrailingTriviaSpan.IsEmpty
            && tree.GetGreenInstruction(tree.InstructionCount - 1).IsOpenEnded)
        {
            index = tree.InstructionCount - 1;
        }

        return index >= 0 && index < analysis.Model.Instructions.Length ? analysis.Model.Instructions[index] : null;
    }

    private static ArgumentSite Behind(DockerfileAnalysis analysis, InstructionFacts facts, int position)
    {
        var instruction = facts.Syntax;
        var logical = instruction.Green.Logical;
        var relative = position - instruction.Position;
        var prefix = logical.Text[..Math.Min(logical.Length, logical.FromSource(relative))];
        if (relative > logical.SourceEnd && (prefix.Length == 0 || !char.IsWhiteSpace(prefix[^1])))
        {
            // The blanks before the cursor are no part of the line yet.
            prefix += " ";
        }

        var (kind, start) = SkipKeyword(prefix, 0);
        var isTrigger = kind == InstructionKind.Onbuild;
        if (isTrigger)
        {
            var trigger = start;
            (kind, start) = SkipKeyword(prefix, start);
            if (start < 0)
            {
                return new ArgumentSite(analysis, position, SiteKind.Keyword, facts, prefix[trigger..].TrimStart()) { IsTrigger = true };
            }
        }

        if (start < 0)
        {
            return new ArgumentSite(analysis, position, SiteKind.None, facts, "");
        }

        var flags = ImmutableArray.CreateBuilder<string>();
        var takesFlags = !SyntaxFacts.GetFlags(kind).IsEmpty;
        while (takesFlags && start < prefix.Length && prefix[start] == '-')
        {
            var end = EndOfWord(prefix, start);
            if (end == prefix.Length)
            {
                return Make(prefix[start..], [], "", prefix[start..]);
            }

            if (!prefix.AsSpan(start).StartsWith("--"))
            {
                break;
            }

            flags.Add(prefix[start..end]);
            start = SkipBlanks(prefix, end);
        }

        var words = ImmutableArray.CreateBuilder<string>();
        var rest = prefix[start..];
        var offset = 0;
        while (offset < rest.Length)
        {
            var end = EndOfWord(rest, offset);
            if (end == rest.Length)
            {
                return Make(null, words.ToImmutable(), rest[offset..], rest);
            }

            words.Add(rest[offset..end]);
            offset = SkipBlanks(rest, end);
        }

        return Make(null, words.ToImmutable(), "", rest);

        ArgumentSite Make(string? flag, ImmutableArray<string> before, string word, string all) =>
            new(analysis, position, SiteKind.Arguments, facts, prefix)
            {
                Instruction = kind,
                IsTrigger = isTrigger,
                Flags = flags.ToImmutable(),
                Flag = flag,
                Words = before,
                Word = word,
                Rest = all,
            };
    }

    /// <summary>The instruction of a keyword and the offset behind the blanks that follow it; -1 where none follow.</summary>
    private static (InstructionKind Kind, int Next) SkipKeyword(string text, int start)
    {
        start = SkipBlanks(text, start);
        var end = start;
        while (end < text.Length && !char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        return (SyntaxFacts.GetInstructionKind(text.AsSpan(start, end - start)), end == text.Length ? -1 : SkipBlanks(text, end));
    }

    private static int SkipBlanks(string text, int start)
    {
        while (start < text.Length && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        return start;
    }

    private static int EndOfWord(string text, int start)
    {
        var quote = '\0';
        for (var i = start; i < text.Length; i++)
        {
            var c = text[i];
            if (quote == '\0' && char.IsWhiteSpace(c))
            {
                return i;
            }

            if (c is '"' or '\'' && (quote == '\0' || quote == c))
            {
                quote = quote == '\0' ? c : '\0';
            }
        }

        return text.Length;
    }
}
