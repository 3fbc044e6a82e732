using System.Text;

namespace DockerLsp.Files;

/// <summary>
/// Reads as much of HCL as Bake files need to say which Dockerfiles they build: blocks with labels, attributes, texts, lists and
/// objects. Other expressions are kept as `${…}`, and worked out by <see cref="HclExpression"/>. The result has the shape of the same file in JSON.
/// </summary>
internal sealed class HclDocument
{
    private const int MaxDepth = 64;

    private readonly string text;
    private readonly List<ConfigurationProblem> problems;
    private int position;
    private int line = 1;
    private int lineStart;

    private HclDocument(string text, List<ConfigurationProblem> problems)
    {
        this.text = text;
        this.problems = problems;
    }

    private YamlPlace Place => new(line, position - lineStart + 1, line, position - lineStart + 2);

    /// <summary>The file; what cannot be read is among the problems.</summary>
    public static YamlMapping Parse(string text, List<ConfigurationProblem> problems)
    {
        var document = new HclDocument(text, problems);
        return document.ReadBody(isFile: true, 0);
    }

    private YamlMapping ReadBody(bool isFile, int depth)
    {
        var start = Place;
        var entries = new List<YamlEntry>();
        while (true)
        {
            SkipBlanks(andLines: true);
            if (position >= text.Length)
            {
                if (!isFile)
                {
                    problems.Add(YamlDocument.Problem(start, "this `{` has no `}`"));
                }

                return new YamlMapping(start, entries);
            }

            if (text[position] == '}' && !isFile)
            {
                Advance();
                return new YamlMapping(start, entries);
            }

            var place = Place;
            if (ReadName() is not { } name || depth > MaxDepth)
            {
                problems.Add(YamlDocument.Problem(place, $"`{(position < text.Length ? text[position] : ' ')}` is not expected here"));
                position = text.Length;
                return new YamlMapping(start, entries);
            }

            ReadEntry(new YamlScalar(place, name, IsPlain: false), entries, depth);
        }
    }

    private void ReadEntry(YamlScalar name, List<YamlEntry> entries, int depth)
    {
        var labels = new List<YamlScalar>();
        SkipBlanks(andLines: false);
        while (position < text.Length && (text[position] == '"' || IsNameStart(text[position])))
        {
            var place = Place;
            var label = text[position] == '"' ? ReadText() : ReadName();
            labels.Add(new YamlScalar(place, label ?? "", IsPlain: false));
            SkipBlanks(andLines: false);
        }

        if (position < text.Length && text[position] == '{')
        {
            Advance();
            Merge(entries, [name, .. labels], ReadBody(isFile: false, depth + 1));
        }
        else if (labels.Count == 0 && position < text.Length && text[position] is '=' or ':')
        {
            Advance();
            entries.Add(new YamlEntry(name, ReadValue(depth)));
        }
        else
        {
            problems.Add(YamlDocument.Problem(Place, $"`{name.Value}` is followed by neither `=` nor `{{`"));
            SkipExpression();
        }
    }

    /// <summary>Puts a block where JSON has it: below its type and its labels.</summary>
    private static void Merge(List<YamlEntry> entries, IReadOnlyList<YamlScalar> path, YamlMapping body)
    {
        for (var i = 0; i < path.Count - 1; i++)
        {
            var existing = entries.Find(entry => entry.Key.Value == path[i].Value)?.Value as YamlMapping;
            var next = existing?.Entries as List<YamlEntry> ?? [];
            if (existing is null)
            {
                entries.Add(new YamlEntry(path[i], new YamlMapping(path[i].Place, next)));
            }

            entries = next;
        }

        entries.Add(new YamlEntry(path[^1], body));
    }

    private YamlNode ReadValue(int depth)
    {
        SkipBlanks(andLines: false);
        var place = Place;
        var start = position;
        if (position >= text.Length || depth > MaxDepth)
        {
            return new YamlScalar(place, "", IsPlain: true);
        }

        YamlNode? value = text[position] switch
        {
            '"' => ReadText() is { } quoted ? new YamlScalar(place, quoted, IsPlain: false) : null,
            '[' or '{' when IsFor() => null,
            '[' => ReadList(place, depth),
            '{' => ReadObject(depth),
            '<' when text.AsSpan(position).StartsWith("<<") => ReadHeredoc(place),
            _ => ReadWord(place),
        };
        SkipBlanks(andLines: false);
        if (value is not null && (position >= text.Length || text[position] is '\n' or '\r' or ',' or '}' or ']'))
        {
            return value;
        }

        // An expression: a call, a condition, a sum.
        SkipExpression();
        return new YamlScalar(place, $"${{{text[start..position].Trim()}}}", IsPlain: false);
    }

    /// <summary>Whether a list or an object is made by <c>for</c>.</summary>
    private bool IsFor()
    {
        var rest = text.AsSpan(position + 1).TrimStart();
        return rest.StartsWith("for") && rest.Length > 3 && char.IsWhiteSpace(rest[3]);
    }

    private YamlSequence ReadList(YamlPlace place, int depth)
    {
        var items = new List<YamlNode>();
        Advance();
        while (true)
        {
            SkipBlanks(andLines: true);
            if (position >= text.Length)
            {
                problems.Add(YamlDocument.Problem(place, "this `[` has no `]`"));
                return new YamlSequence(place, items);
            }

            if (text[position] == ']')
            {
                Advance();
                return new YamlSequence(place, items);
            }

            var before = position;
            items.Add(ReadValue(depth + 1));
            SkipBlanks(andLines: true);
            if (position < text.Length && (text[position] == ',' || position == before))
            {
                Advance();
            }
        }
    }

    private YamlMapping ReadObject(int depth)
    {
        var start = Place;
        var entries = new List<YamlEntry>();
        Advance();
        while (true)
        {
            SkipBlanks(andLines: true);
            if (position >= text.Length || text[position] == '}')
            {
                Advance();
                return new YamlMapping(start, entries);
            }

            var place = Place;
            var key = text[position] == '"' ? ReadText() : ReadName();
            SkipBlanks(andLines: false);
            if (key is null || position >= text.Length || text[position] is not ('=' or ':'))
            {
                Advance();
                continue;
            }

            Advance();
            entries.Add(new YamlEntry(new YamlScalar(place, key, IsPlain: false), ReadValue(depth + 1)));
            SkipBlanks(andLines: true);
            if (position < text.Length && text[position] == ',')
            {
                Advance();
            }
        }
    }

    private YamlScalar? ReadWord(YamlPlace place)
    {
        var start = position;
        while (position < text.Length && (char.IsLetterOrDigit(text[position]) || text[position] is '_' or '-' or '.'))
        {
            position++;
        }

        var word = text[start..position];
        // A bare name is a variable.
        return word.Length == 0 ? null
            : word is "true" or "false" or "null" || char.IsDigit(word[0]) ? new YamlScalar(place, word, IsPlain: true)
            : new YamlScalar(place, $"${{{word}}}", IsPlain: false);
    }

    private string? ReadName()
    {
        var start = position;
        while (position < text.Length && (IsNameStart(text[position]) || (position > start && (char.IsDigit(text[position]) || text[position] is '-' or '.'))))
        {
            position++;
        }

        return position > start ? text[start..position] : null;
    }

    private string? ReadText()
    {
        var result = new StringBuilder();
        var endOfLine = EndOfLine(position);
        Advance();
        while (position < text.Length && text[position] is not ('"' or '\n'))
        {
            if (text[position] == '\\' && position + 1 < text.Length)
            {
                position++;
                result.Append(text[position] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', var other => other });
            }
            else if (text[position] is '$' or '%' && text.AsSpan(position + 1).StartsWith("{") && (result.Length == 0 || result[^1] != text[position]))
            {
                // A template may hold texts of its own.
                var end = TextTemplate.EndOfBraces(text, position + 1, endOfLine);
                result.Append(text, position, end - position);
                position = end;
                continue;
            }
            else
            {
                result.Append(text[position]);
            }

            position++;
        }

        if (position >= text.Length || text[position] != '"')
        {
            return null;
        }

        Advance();
        return result.ToString();
    }

    /// <summary>A text of several lines; with <c>&lt;&lt;-</c> their common indentation does not count.</summary>
    private YamlScalar? ReadHeredoc(YamlPlace place)
    {
        var start = position;
        position += 2;
        var isIndented = position < text.Length && text[position] == '-';
        position += isIndented ? 1 : 0;
        if (ReadName() is not { } mark || EndOfLine(position) is var headEnd && text[position..headEnd].Trim().Length > 0)
        {
            position = start;
            return null;
        }

        var lines = new List<string>();
        for (var at = headEnd + 1; at < text.Length;)
        {
            var end = EndOfLine(at);
            var content = text[at..end];
            if (content.Trim() == mark)
            {
                while (position < at + content.TrimEnd('\r').Length)
                {
                    Advance();
                }

                var indentation = isIndented ? lines.Where(l => !string.IsNullOrWhiteSpace(l)).Select(l => l.Length - l.TrimStart().Length).DefaultIfEmpty().Min() : 0;
                return new YamlScalar(place, string.Concat(lines.Select(l => l[Math.Min(indentation, l.Length)..] + "\n")), IsPlain: false);
            }

            lines.Add(content.TrimEnd('\r'));
            at = end + 1;
        }

        problems.Add(YamlDocument.Problem(place, $"no line `{mark}` ends this text"));
        position = text.Length;
        return new YamlScalar(place, "", IsPlain: false);
    }

    private int EndOfLine(int from) => text.IndexOf('\n', Math.Min(from, text.Length)) is var end and >= 0 ? end : text.Length;

    /// <summary>Goes to the end of an expression: of the line, unless brackets are open.</summary>
    private void SkipExpression()
    {
        var depth = 0;
        while (position < text.Length)
        {
            switch (text[position])
            {
                case '"':
                    if (ReadText() is null)
                    {
                        return;
                    }

                    continue;
                case '(' or '[' or '{':
                    depth++;
                    break;
                case ')' or ']' or '}' when depth == 0:
                case ',' or '\n' when depth == 0:
                    return;
                case ')' or ']' or '}':
                    depth--;
                    break;
            }

            Advance();
        }
    }

    private void SkipBlanks(bool andLines)
    {
        while (position < text.Length)
        {
            var character = text[position];
            if (character == '#' || text.AsSpan(position).StartsWith("//"))
            {
                while (position < text.Length && text[position] != '\n')
                {
                    position++;
                }
            }
            else if (text.AsSpan(position).StartsWith("/*"))
            {
                var end = text.IndexOf("*/", position + 2, StringComparison.Ordinal);
                end = end < 0 ? text.Length : end + 2;
                while (position < end)
                {
                    Advance();
                }
            }
            else if (character is ' ' or '\t' or '\r' || (andLines && character == '\n'))
            {
                Advance();
            }
            else
            {
                return;
            }
        }
    }

    private void Advance()
    {
        if (position < text.Length && text[position++] == '\n')
        {
            line++;
            lineStart = position;
        }
    }

    private static bool IsNameStart(char character) => char.IsLetter(character) || character == '_';
}
