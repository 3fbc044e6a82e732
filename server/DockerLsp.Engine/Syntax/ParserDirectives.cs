using System.Collections.Immutable;
using DockerLsp.Engine.Text;

namespace DockerLsp.Engine.Syntax;

/// <summary>A parser directive.</summary>
/// <param name="Name">In lower case: syntax, escape or check.</param>
/// <param name="Value">What stands behind the <c>=</c>, trimmed.</param>
/// <param name="Span">From the <c>#</c> to the end of the line.</param>
/// <param name="ValueSpan">The value alone.</param>
public sealed record ParserDirective(string Name, string Value, TextSpan Span, TextSpan ValueSpan);

/// <summary>The directives at the top of a file (BuildKit's directives.go).</summary>
public sealed class ParserDirectives
{
    private ParserDirectives(char escape, ImmutableArray<ParserDirective> items, ImmutableArray<SyntaxDiagnostic> diagnostics, int zoneEnd)
    {
        EscapeCharacter = escape;
        Items = items;
        Diagnostics = diagnostics;
        ZoneEnd = zoneEnd;
    }

    /// <summary>The character that continues lines: a backslash, or what <c># escape=</c> says.</summary>
    public char EscapeCharacter { get; }

    public ImmutableArray<ParserDirective> Items { get; }

    /// <summary>The value of <c># syntax=</c>, up to the first space.</summary>
    public string? Syntax => Find("syntax") is { } directive ? directive.Value.Split(' ')[0] : null;

    /// <summary>The value of <c># check=</c>, up to the first space.</summary>
    public string? Check => Find("check") is { } directive ? directive.Value.Split(' ')[0] : null;

    internal ImmutableArray<SyntaxDiagnostic> Diagnostics { get; }

    /// <summary>Behind the last character that was looked at: what stands further down cannot change the directives.</summary>
    internal int ZoneEnd { get; }

    public ParserDirective? Find(string name)
    {
        foreach (var item in Items)
        {
            if (item.Name == name)
            {
                return item;
            }
        }

        return null;
    }

    internal bool IsDirectiveAt(int position)
    {
        foreach (var item in Items)
        {
            if (item.Span.Start == position)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether both have the same directives, wherever they stand.</summary>
    internal bool SaysTheSame(ParserDirectives other)
    {
        if (EscapeCharacter != other.EscapeCharacter || Items.Length != other.Items.Length)
        {
            return false;
        }

        for (var i = 0; i < Items.Length; i++)
        {
            if (Items[i].Name != other.Items[i].Name || Items[i].Value != other.Items[i].Value)
            {
                return false;
            }
        }

        return true;
    }

    internal static ParserDirectives Read(SourceText text) => new Reader(text).Read();

    /// <summary>
    /// BuildKit reads the directives twice, and not alike: escape is looked for by the parser, which takes indented lines, too;
    /// syntax and check by a scan before it, which does not, but skips a first line that begins with <c>#!</c>.
    /// </summary>
    private sealed class Reader(SourceText text)
    {
        private readonly List<ParserDirective> items = [];
        private readonly List<SyntaxDiagnostic> diagnostics = [];
        private char[] buffer = new char[256];
        private int zoneEnd;

        public ParserDirectives Read()
        {
            var escape = '\\';
            foreach (var directive in ReadBlock(forParser: true))
            {
                if (directive.Name != "escape")
                {
                    continue;
                }

                items.Add(directive);
                if (directive.Value is "\\" or "`")
                {
                    escape = directive.Value[0];
                }
                else
                {
                    diagnostics.Add(new SyntaxDiagnostic(
                        directive.ValueSpan,
                        $"The escape character is either `\\` or a backtick, not {SyntaxChecker.Shorten(directive.Value)}",
                        "invalid-escape"));
                }
            }

            foreach (var directive in ReadBlock(forParser: false))
            {
                if (directive.Name != "escape")
                {
                    items.Add(directive);
                }
            }

            items.Sort((a, b) => a.Span.Start.CompareTo(b.Span.Start));
            return new ParserDirectives(escape, [.. items], [.. diagnostics], zoneEnd);
        }

        private List<ParserDirective> ReadBlock(bool forParser)
        {
            var found = new List<ParserDirective>();
            var reader = new SourceLineReader(text, 0);
            while (true)
            {
                var length = 0;
                var lineStart = reader.Position;
                var any = reader.ReadLine(ref buffer, ref length);
                zoneEnd = Math.Max(zoneEnd, reader.Position);
                if (!any)
                {
                    return found;
                }

                var line = buffer.AsSpan(0, length);
                var contentStart = lineStart == 0 && line[0] == '\uFEFF' ? 1 : 0;
                if (!forParser && lineStart == 0 && line[contentStart..].StartsWith("#!"))
                {
                    continue;
                }

                if (forParser)
                {
                    while (contentStart < length && char.IsWhiteSpace(line[contentStart]))
                    {
                        contentStart++;
                    }
                }

                if (ReadDirective(line, contentStart, lineStart) is not { } directive)
                {
                    return found;
                }

                if (!found.Exists(d => d.Name == directive.Name))
                {
                    found.Add(directive);
                }
                else if (forParser)
                {
                    diagnostics.Add(new SyntaxDiagnostic(
                        directive.Span, $"A second `{directive.Name}` directive: BuildKit takes one, keep the one that counts", "duplicate-directive"));
                }
            }
        }

        /// <summary>Reads <c># name = value</c>; null for anything else, which ends the block.</summary>
        private static ParserDirective? ReadDirective(ReadOnlySpan<char> line, int start, int lineStart)
        {
            if (start >= line.Length || line[start] != '#')
            {
                return null;
            }

            var end = line.Length;
            while (end > start && char.IsWhiteSpace(line[end - 1]))
            {
                end--;
            }

            var nameStart = start + 1;
            while (nameStart < end && char.IsWhiteSpace(line[nameStart]))
            {
                nameStart++;
            }

            var nameEnd = nameStart;
            while (nameEnd < end && char.IsAsciiLetterOrDigit(line[nameEnd]))
            {
                nameEnd++;
            }

            var equals = nameEnd;
            while (equals < end && char.IsWhiteSpace(line[equals]))
            {
                equals++;
            }

            if (nameEnd == nameStart || equals >= end || line[equals] != '=')
            {
                return null;
            }

            var valueStart = equals + 1;
            while (valueStart < line.Length && char.IsWhiteSpace(line[valueStart]))
            {
                valueStart++;
            }

            if (valueStart > equals + 1 && valueStart >= end && line[equals + 1] is not ('\r' or '\n'))
            {
                // Blanks alone are a value, too: an escape directive with them is rejected, not overlooked.
                (valueStart, end) = (equals + 1, equals + 2);
            }

            var name = line[nameStart..nameEnd].ToString().ToLowerInvariant();
            if (valueStart >= end || name is not ("syntax" or "escape" or "check"))
            {
                return null;
            }

            return new ParserDirective(
                name,
                line[valueStart..end].ToString(),
                TextSpan.FromBounds(lineStart + start, lineStart + end),
                TextSpan.FromBounds(lineStart + valueStart, lineStart + end));
        }
    }
}
