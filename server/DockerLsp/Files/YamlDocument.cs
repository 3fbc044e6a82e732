using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace DockerLsp.Files;

/// <summary>
/// Reads a YAML file into nodes that know their places. Aliases and merge keys are resolved; tags mean nothing. Only the
/// library's parser is used: what turns YAML into objects needs reflection.
/// </summary>
internal sealed class YamlDocument
{
    /// <summary>Deeper than anyone writes by hand, and shallow enough for the stack.</summary>
    private const int MaxDepth = 64;

    /// <summary>Merge keys multiply entries; a file that needs more than this is an attack.</summary>
    private const int MaxMergedEntries = 10_000;

    private readonly Parser parser;
    private readonly List<ConfigurationProblem> problems;
    private readonly Dictionary<string, YamlNode?> anchors = new(StringComparer.Ordinal);
    private int mergedEntries;

    private YamlDocument(string text, List<ConfigurationProblem> problems)
    {
        parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
        this.problems = problems;
    }

    /// <summary>The file's only document; null where it is empty or cannot be read, which is then one of the problems.</summary>
    public static YamlNode? Parse(string text, List<ConfigurationProblem> problems)
    {
        var document = new YamlDocument(text, problems);
        try
        {
            return document.ReadStream();
        }
        catch (YamlException exception)
        {
            var place = PlaceOf(exception.Start, exception.End);
            problems.Add(Problem(place, $"no valid YAML: {Uncapitalized(exception.Message)}"));
            return null;
        }
        catch (TooDeepException exception)
        {
            problems.Add(Problem(exception.Place, $"nested deeper than {MaxDepth} levels"));
            return null;
        }
    }

    public static ConfigurationProblem Problem(YamlPlace place, string message, bool isError = true) =>
        new(place.Line, place.Column, place.EndLine, place.EndColumn, message, isError);

    private YamlNode? ReadStream()
    {
        parser.MoveNext();
        parser.MoveNext();
        if (parser.Current is not DocumentStart)
        {
            return null;
        }

        parser.MoveNext();
        var root = ReadNode(0);
        parser.MoveNext();
        if (parser.MoveNext() && parser.Current is DocumentStart second)
        {
            problems.Add(Problem(PlaceOf(second.Start, second.End), "a second document; only the first one counts"));
        }

        return root is YamlScalar { IsNull: true } ? null : root;
    }

    /// <summary>Reads the node at the current event, and leaves the last event of it as the current one.</summary>
    private YamlNode ReadNode(int depth)
    {
        var current = parser.Current ?? throw new YamlException("the file ends too early");
        var place = PlaceOf(current.Start, current.End);
        if (depth > MaxDepth)
        {
            throw new TooDeepException(place);
        }

        switch (current)
        {
            case AnchorAlias alias:
                return Resolve(alias, place);
            case Scalar scalar:
                var value = new YamlScalar(place, scalar.Value, scalar.Style == ScalarStyle.Plain);
                Remember(scalar.Anchor, value);
                return value;
            case SequenceStart start:
                Remember(start.Anchor, null);
                var sequence = ReadSequence(place, depth);
                Remember(start.Anchor, sequence);
                return sequence;
            case MappingStart start:
                Remember(start.Anchor, null);
                var mapping = ReadMapping(place, depth);
                Remember(start.Anchor, mapping);
                return mapping;
            default:
                throw new YamlException(current.Start, current.End, "a value is missing");
        }
    }

    private YamlSequence ReadSequence(YamlPlace start, int depth)
    {
        var items = new List<YamlNode>();
        while (parser.MoveNext() && parser.Current is not SequenceEnd)
        {
            items.Add(ReadNode(depth + 1));
        }

        return new YamlSequence(Through(start), items);
    }

    private YamlMapping ReadMapping(YamlPlace start, int depth)
    {
        var entries = new List<YamlEntry>();
        var merged = new List<YamlNode>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (parser.MoveNext() && parser.Current is not MappingEnd)
        {
            var key = ReadNode(depth + 1);
            parser.MoveNext();
            var value = ReadNode(depth + 1);
            if (key is not YamlScalar name)
            {
                problems.Add(Problem(key.Place, "a key is one word"));
            }
            else if (name is { Value: "<<", IsPlain: true })
            {
                merged.Add(value);
            }
            else if (!keys.Add(name.Value))
            {
                problems.Add(Problem(name.Place, $"`{name.Value}` is there twice; the first one counts"));
            }
            else
            {
                entries.Add(new YamlEntry(name, value));
            }
        }

        foreach (var entry in merged.SelectMany(MergedEntries))
        {
            if (keys.Add(entry.Key.Value))
            {
                entries.Add(entry);
            }
        }

        return new YamlMapping(Through(start), entries);
    }

    private IEnumerable<YamlEntry> MergedEntries(YamlNode node)
    {
        var entries = node switch
        {
            YamlMapping mapping => mapping.Entries,
            YamlSequence sequence => [.. sequence.Items.OfType<YamlMapping>().SelectMany(m => m.Entries)],
            _ => [],
        };
        mergedEntries += entries.Count;
        if (mergedEntries > MaxMergedEntries)
        {
            throw new YamlException($"more than {MaxMergedEntries} entries come from merge keys");
        }

        return entries;
    }

    private void Remember(AnchorName anchor, YamlNode? node)
    {
        if (!anchor.IsEmpty)
        {
            anchors[anchor.Value] = node;
        }
    }

    private YamlNode Resolve(AnchorAlias alias, YamlPlace place)
    {
        if (anchors.TryGetValue(alias.Value.Value, out var node))
        {
            if (node is not null)
            {
                return node;
            }

            problems.Add(Problem(place, $"`*{alias.Value.Value}` stands in what it stands for"));
        }
        else
        {
            problems.Add(Problem(place, $"no `&{alias.Value.Value}` before this `*{alias.Value.Value}`"));
        }

        return new YamlScalar(place, "", IsPlain: true);
    }

    private YamlPlace Through(YamlPlace start) =>
        parser.Current is { } end ? start with { EndLine = (int)end.End.Line, EndColumn = (int)end.End.Column } : start;

    private static YamlPlace PlaceOf(Mark start, Mark end) =>
        new((int)Math.Max(1, start.Line), (int)Math.Max(1, start.Column), (int)Math.Max(1, end.Line), (int)Math.Max(1, end.Column));

    private static string Uncapitalized(string message)
    {
        message = message.TrimEnd('.');
        return message.Length > 1 && char.IsLower(message[1]) ? char.ToLowerInvariant(message[0]) + message[1..] : message;
    }

    private sealed class TooDeepException(YamlPlace place) : Exception
    {
        public YamlPlace Place { get; } = place;
    }
}
