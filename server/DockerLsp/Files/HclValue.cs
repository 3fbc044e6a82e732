using System.Globalization;

namespace DockerLsp.Files;

/// <summary>The values of HCL, and how one is taken for another.</summary>
internal static class HclValue
{
    /// <exception cref="HclException">It is neither true nor false.</exception>
    public static bool Truth(object? value) => value switch
    {
        bool truth => truth,
        "true" => true,
        "false" => false,
        _ => throw new HclException(Describe(value)),
    };

    /// <exception cref="HclException">It is no whole number: others are kept as they are written.</exception>
    public static long Number(object? value) => value switch
    {
        long number => number,
        string text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => throw new HclException(Describe(value)),
    };

    /// <exception cref="HclException">It is no text, nor anything that is written as one.</exception>
    public static string Text(object? value) => value switch
    {
        string text => text,
        bool truth => truth ? "true" : "false",
        long number => number.ToString(CultureInfo.InvariantCulture),
        _ => throw new HclException(Describe(value)),
    };

    /// <exception cref="HclException">It is no list.</exception>
    public static List<object?> List(object? value) => value as List<object?> ?? throw new HclException(Describe(value));

    /// <exception cref="HclException">It is no object.</exception>
    public static Dictionary<string, object?> Members(object? value) => value as Dictionary<string, object?> ?? throw new HclException(Describe(value));

    /// <summary>The keys and values of an object, in the order of the keys, or the numbers and items of a list.</summary>
    public static List<object?[]> Pairs(object? collection)
    {
        var pairs = new List<object?[]>();
        if (collection is Dictionary<string, object?> members)
        {
            foreach (var key in members.Keys.Order(StringComparer.Ordinal))
            {
                pairs.Add([key, members[key]]);
            }

            return pairs;
        }

        foreach (var item in List(collection))
        {
            pairs.Add([(long)pairs.Count, item]);
        }

        return pairs;
    }

    public static bool AreEqual(object? left, object? right) => (left, right) switch
    {
        (List<object?> a, List<object?> b) => a.Count == b.Count && !a.Where((item, index) => !AreEqual(item, b[index])).Any(),
        (Dictionary<string, object?> a, Dictionary<string, object?> b) => a.Count == b.Count && a.Keys.All(key => b.TryGetValue(key, out var other) && AreEqual(a[key], other)),
        (null, _) or (_, null) => left is null && right is null,
        // As HCL does, which takes a number for its text where the other one is a text.
        (string text, bool or long) => text == Text(right),
        (bool or long, string text) => text == Text(left),
        _ => Equals(left, right),
    };

    /// <summary>The value as a file would have it.</summary>
    public static YamlNode ToNode(object? value, YamlPlace place) => value switch
    {
        null => new YamlScalar(place, "", IsPlain: true),
        List<object?> list => new YamlSequence(place, [.. list.Select(item => ToNode(item, place))]),
        Dictionary<string, object?> members => new YamlMapping(place, [.. members.Keys.Select(key => new YamlEntry(new YamlScalar(place, key, IsPlain: false), ToNode(members[key], place)))]),
        _ => new YamlScalar(place, Escape(Text(value)), IsPlain: false),
    };

    /// <summary>What is filled in is not filled in again.</summary>
    private static string Escape(string text) => text.Replace("${", "$${", StringComparison.Ordinal).Replace("%{", "%%{", StringComparison.Ordinal);

    private static string Describe(object? value) => value switch
    {
        null => "null",
        List<object?> => "a list",
        Dictionary<string, object?> or YamlMapping => "an object",
        _ => Text(value),
    };
}
