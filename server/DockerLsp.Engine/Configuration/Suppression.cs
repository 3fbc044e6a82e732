using System.Collections.Immutable;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Configuration;

/// <summary>A comment that silences rules.</summary>
/// <param name="Owner">Whose form it has.</param>
/// <param name="IsForFile">Whether it speaks of the whole file rather than of the next instruction.</param>
/// <param name="Names">The rules, by id or alias.</param>
/// <param name="Reason">What is said behind the names; empty where nothing is.</param>
public sealed record Suppression(IgnoreCommentOwner Owner, bool IsForFile, ImmutableArray<IgnoredName> Names, string Reason)
{
    private static readonly (string Opening, IgnoreCommentOwner Owner, bool IsForFile)[] Forms =
    [
        ("dockerlsp ignore-file", IgnoreCommentOwner.DockerLsp, true),
        ("dockerlsp ignore", IgnoreCommentOwner.DockerLsp, false),
        ("hadolint global ignore", IgnoreCommentOwner.Hadolint, true),
        ("hadolint ignore", IgnoreCommentOwner.Hadolint, false),
    ];

    /// <summary>The comment as such; null where it silences nothing.</summary>
    /// <param name="comment">The comment with its <c>#</c>.</param>
    public static Suppression? Parse(string comment)
    {
        if (!Suppressions.MayBeIn(comment))
        {
            return null;
        }

        var start = SkipSpaces(comment, 0);
        start = start < comment.Length && comment[start] == '#' ? SkipSpaces(comment, start + 1) : start;
        foreach (var (opening, owner, isForFile) in Forms)
        {
            if (FindEnd(comment, start, opening) is { } end && SkipSpaces(comment, end) is var equals && equals < comment.Length && comment[equals] == '=')
            {
                var (names, reason) = ReadNames(comment, equals + 1);
                return new Suppression(owner, isForFile, names, reason);
            }
        }

        // Directly above an instruction BuildKit takes its directive for that instruction alone.
        if (FindEnd(comment, start, "check") is { } behind && SkipSpaces(comment, behind) is var sign && sign < comment.Length && comment[sign] == '=')
        {
            var names = Suppressions.OfCheckDirective(comment[(sign + 1)..].Trim());
            return names.IsEmpty ? null : new Suppression(IgnoreCommentOwner.BuildKit, false, [.. names.Select(name => new IgnoredName(name, default))], "");
        }

        return null;
    }

    /// <summary>Where an opening ends, whose words may stand any number of spaces apart; null where it is another.</summary>
    private static int? FindEnd(string comment, int position, string opening)
    {
        foreach (var word in opening.Split(' '))
        {
            if (string.Compare(comment, position, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) != 0)
            {
                return null;
            }

            var end = position + word.Length;
            if (end < comment.Length && (char.IsLetterOrDigit(comment[end]) || comment[end] == '-'))
            {
                return null;
            }

            position = SkipSpaces(comment, end);
        }

        return position;
    }

    /// <summary>Names with commas between them; what follows a name without a comma is the reason: <c>ignore=DL3008 the mirror keeps one version</c>.</summary>
    private static (ImmutableArray<IgnoredName> Names, string Reason) ReadNames(string comment, int position)
    {
        var names = ImmutableArray.CreateBuilder<IgnoredName>();
        while (true)
        {
            position = SkipSpaces(comment, position);
            var start = position;
            while (position < comment.Length && comment[position] is not (',' or ';') && !char.IsWhiteSpace(comment[position]))
            {
                position++;
            }

            if (position > start)
            {
                names.Add(new IgnoredName(comment[start..position], TextSpan.FromBounds(start, position)));
            }

            position = SkipSpaces(comment, position);
            if (position >= comment.Length || comment[position] != ',')
            {
                return (names.ToImmutable(), comment[position..].Trim(' ', '\t', '\r', ';', ':', '#', '-'));
            }

            position++;
        }
    }

    private static int SkipSpaces(string text, int position)
    {
        while (position < text.Length && text[position] is ' ' or '\t')
        {
            position++;
        }

        return position;
    }
}

/// <summary>A name in such a comment.</summary>
/// <param name="Text">The name.</param>
/// <param name="Span">Its place in the comment.</param>
public sealed record IgnoredName(string Text, TextSpan Span);

/// <summary>Whose form a comment has.</summary>
public enum IgnoreCommentOwner
{
    DockerLsp,
    Hadolint,
    BuildKit,
}
