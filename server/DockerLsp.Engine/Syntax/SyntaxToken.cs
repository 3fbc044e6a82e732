using System.Collections.Immutable;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Syntax;

/// <summary>A piece of the file that means something, with the trivia around it. Trivia up to the line break belongs to the token before it.</summary>
public readonly struct SyntaxToken : IEquatable<SyntaxToken>
{
    private readonly string? source;
    private readonly GreenTrivia[]? trivia;
    private readonly MappedText? logical;
    private readonly GreenToken green;
    private readonly int origin;
    private readonly int leadingStart;
    private readonly int trailingStart;
    private readonly int trailingEnd;

    internal SyntaxToken(
        string source, GreenTrivia[] trivia, MappedText? logical, GreenToken green, int origin, int leadingStart, int trailingStart, int trailingEnd)
    {
        this.source = source;
        this.trivia = trivia;
        this.logical = logical;
        this.green = green;
        this.origin = origin;
        this.leadingStart = leadingStart;
        this.trailingStart = trailingStart;
        this.trailingEnd = trailingEnd;
    }

    public SyntaxKind Kind => green.Kind;

    /// <summary>The text as it stands in the file, with a continuation that breaks it in the middle.</summary>
    public string Text => source is null ? string.Empty : SyntaxFacts.GetText(source, green.Span);

    /// <summary>The text without continuations.</summary>
    public string ValueText =>
        logical is null || green.Logical.IsEmpty ? Text : logical.Text.Substring(green.Logical.Start, green.Logical.Length);

    public TextSpan Span => green.Span.Shift(origin);

    /// <summary>With leading and trailing trivia.</summary>
    public TextSpan FullSpan
    {
        get
        {
            var start = leadingStart < LeadingEnd && trivia is not null ? trivia[leadingStart].Span.Start : green.Span.Start;
            var end = trailingStart < trailingEnd && trivia is not null ? trivia[trailingEnd - 1].Span.End : green.Span.End;
            return TextSpan.FromBounds(start, end).Shift(origin);
        }
    }

    public string FullText => source is null ? string.Empty : source.Substring(FullSpan.Start - origin, FullSpan.Length);

    public ImmutableArray<SyntaxTrivia> LeadingTrivia => MakeTrivia(leadingStart, LeadingEnd);

    public ImmutableArray<SyntaxTrivia> TrailingTrivia => MakeTrivia(trailingStart, trailingEnd);

    /// <summary>The continuations, and the comments between them, that stand in the middle of the token.</summary>
    public ImmutableArray<SyntaxTrivia> InnerTrivia => MakeTrivia(LeadingEnd, trailingStart);

    // Trivia in the token starts behind the token's own start; what precedes it is leading.
    private int LeadingEnd
    {
        get
        {
            var end = leadingStart;
            while (trivia is not null && end < trailingStart && trivia[end].Span.Start < green.Span.Start)
            {
                end++;
            }

            return end;
        }
    }

    public bool Equals(SyntaxToken other) => ReferenceEquals(source, other.source) && green == other.green && origin == other.origin;

    public override bool Equals(object? obj) => obj is SyntaxToken other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(green, origin);

    public override string ToString() => Text;

    public static bool operator ==(SyntaxToken left, SyntaxToken right) => left.Equals(right);

    public static bool operator !=(SyntaxToken left, SyntaxToken right) => !left.Equals(right);

    private ImmutableArray<SyntaxTrivia> MakeTrivia(int start, int end)
    {
        if (start >= end || trivia is null || source is null)
        {
            return [];
        }

        var result = ImmutableArray.CreateBuilder<SyntaxTrivia>(end - start);
        for (var i = start; i < end; i++)
        {
            result.Add(new SyntaxTrivia(trivia[i].Kind, source, trivia[i].Span, origin));
        }

        return result.MoveToImmutable();
    }

    /// <summary>The tokens of a text, each with its trivia.</summary>
    internal static IEnumerable<SyntaxToken> Enumerate(string source, GreenTrivia[] trivia, MappedText? logical, GreenToken[] tokens, int origin)
    {
        var next = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            yield return Take(source, trivia, logical, tokens, origin, i, ref next);
        }
    }

    /// <summary>One of the tokens of a text, by what it is and where it stands; none of them where there is no such one.</summary>
    internal static SyntaxToken Find(string source, GreenTrivia[] trivia, MappedText? logical, GreenToken[] tokens, int origin, GreenToken wanted)
    {
        var next = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            var token = Take(source, trivia, logical, tokens, origin, i, ref next);
            if (tokens[i].Kind == wanted.Kind && tokens[i].Span == wanted.Span)
            {
                return token;
            }
        }

        return default;
    }

    /// <param name="source">The text.</param>
    /// <param name="trivia">What stands between its tokens.</param>
    /// <param name="logical">The text without continuations.</param>
    /// <param name="tokens">The tokens.</param>
    /// <param name="origin">Where the text stands.</param>
    /// <param name="index">Which token.</param>
    /// <param name="next">The first trivia that belongs to no token before it; then, to none up to it.</param>
    private static SyntaxToken Take(string source, GreenTrivia[] trivia, MappedText? logical, GreenToken[] tokens, int origin, int index, ref int next)
    {
        var leading = next;
        var tokenEnd = tokens[index].Span.End;
        while (next < trivia.Length && trivia[next].Span.Start < tokenEnd)
        {
            next++;
        }

        var trailing = next;
        var isLast = index + 1 == tokens.Length;
        var limit = isLast ? int.MaxValue : tokens[index + 1].Span.Start;
        while (next < trivia.Length && trivia[next].Span.Start < limit)
        {
            if (EndsLine(trivia[next++].Kind) && !isLast)
            {
                break;
            }
        }

        return new SyntaxToken(source, trivia, logical, tokens[index], origin, leading, trailing, next);
    }

    private static bool EndsLine(SyntaxKind kind) =>
        kind is SyntaxKind.LineBreak or SyntaxKind.LineContinuation or SyntaxKind.BlankContinuationLine;
}

/// <summary>A piece of the file between the tokens.</summary>
public readonly struct SyntaxTrivia : IEquatable<SyntaxTrivia>
{
    private readonly string? source;
    private readonly TextSpan relative;
    private readonly int origin;

    internal SyntaxTrivia(SyntaxKind kind, string source, TextSpan relative, int origin)
    {
        Kind = kind;
        this.source = source;
        this.relative = relative;
        this.origin = origin;
    }

    public SyntaxKind Kind { get; }

    public string Text => source is null ? string.Empty : SyntaxFacts.GetText(source, relative);

    public TextSpan Span => relative.Shift(origin);

    public bool Equals(SyntaxTrivia other) => Kind == other.Kind && Span == other.Span && ReferenceEquals(source, other.source);

    public override bool Equals(object? obj) => obj is SyntaxTrivia other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Kind, Span);

    public override string ToString() => Text;

    public static bool operator ==(SyntaxTrivia left, SyntaxTrivia right) => left.Equals(right);

    public static bool operator !=(SyntaxTrivia left, SyntaxTrivia right) => !left.Equals(right);
}
