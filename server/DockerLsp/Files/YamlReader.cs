using System.Collections.Immutable;

namespace DockerLsp.Files;

/// <summary>Reads values that have to be of a kind, and notes where they are not.</summary>
internal sealed class YamlReader(List<ConfigurationProblem> problems)
{
    public void Complain(YamlPlace place, string message, bool isError = true) => problems.Add(YamlDocument.Problem(place, message, isError));

    public YamlMapping? ReadMapping(YamlNode node, string what)
    {
        if (node is YamlMapping mapping)
        {
            return mapping;
        }

        if (node is not YamlScalar { IsNull: true })
        {
            Complain(node.Place, $"{what} takes `name: value` lines");
        }

        return null;
    }

    /// <summary>Whether words may be written in any case.</summary>
    public bool IgnoresCase { get; init; }

    /// <summary>One of the words; null where it is none of them.</summary>
    public string? ReadWord(YamlEntry entry, IReadOnlyList<string> words)
    {
        if (entry.Value is not YamlScalar scalar)
        {
            Complain(entry.Value.Place, $"`{entry.Key.Value}` takes one of {List(words)}");
            return null;
        }

        if (words.FirstOrDefault(word => word.Equals(scalar.Value, IgnoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)) is { } known)
        {
            return known;
        }

        Complain(scalar.Place, $"`{entry.Key.Value}` takes {List(words)}, not `{scalar.Value}`{NearestName.Suggest(scalar.Value, words)}");
        return null;
    }

    public bool? ReadFlag(YamlEntry entry)
    {
        if (entry.Value is YamlScalar { AsFlag: { } flag })
        {
            return flag;
        }

        Complain(entry.Value.Place, $"`{entry.Key.Value}` takes true or false");
        return null;
    }

    public string? ReadText(YamlEntry entry)
    {
        if (entry.Value is YamlScalar { IsNull: false } scalar)
        {
            return scalar.Value;
        }

        Complain(entry.Value.Place, $"`{entry.Key.Value}` takes one value");
        return null;
    }

    /// <summary>The texts of a list, each with its place; a single text is a list of one.</summary>
    public ImmutableArray<YamlScalar> ReadList(YamlEntry entry)
    {
        switch (entry.Value)
        {
            case YamlScalar { IsNull: true }:
                return [];
            case YamlScalar single:
                return [single];
            case YamlSequence sequence:
                var items = ImmutableArray.CreateBuilder<YamlScalar>();
                foreach (var item in sequence.Items)
                {
                    if (item is YamlScalar scalar)
                    {
                        items.Add(scalar);
                    }
                    else
                    {
                        Complain(item.Place, $"`{entry.Key.Value}` takes a list of texts");
                    }
                }

                return items.ToImmutable();
            default:
                Complain(entry.Value.Place, $"`{entry.Key.Value}` takes a list");
                return [];
        }
    }

    public void ComplainOfKey(YamlEntry entry, IEnumerable<string> known, bool isError = true) =>
        Complain(entry.Key.Place, $"unknown key `{entry.Key.Value}`{NearestName.Suggest(entry.Key.Value, known)}", isError);

    private static string List(IReadOnlyList<string> words) =>
        words.Count == 1 ? words[0] : $"{string.Join(", ", words.Take(words.Count - 1))} or {words[^1]}";
}
