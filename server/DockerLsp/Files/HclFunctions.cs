namespace DockerLsp.Files;

/// <summary>
/// The functions of Bake's standard library that give the same answer on every day and every machine (Docker's documentation, Bake,
/// "Standard library functions"). Others have no value here.
/// </summary>
internal static class HclFunctions
{
    private const int LongestRange = 1000;

    /// <exception cref="HclException">There is no such function, or it cannot be called so.</exception>
    public static object? Call(string name, List<object?> arguments)
    {
        object? At(int index) => index < arguments.Count ? arguments[index] : throw new HclException(name + "()");
        string Text(int index) => HclValue.Text(At(index));
        long Number(int index) => HclValue.Number(At(index));
        List<object?> List(int index) => HclValue.List(At(index));
        Dictionary<string, object?> Members(int index) => HclValue.Members(At(index));
        return name switch
        {
            "equal" => HclValue.AreEqual(At(0), At(1)),
            "notequal" => !HclValue.AreEqual(At(0), At(1)),
            "not" => !HclValue.Truth(At(0)),
            "and" => HclValue.Truth(At(0)) && HclValue.Truth(At(1)),
            "or" => HclValue.Truth(At(0)) || HclValue.Truth(At(1)),
            "greaterthan" => Number(0) > Number(1),
            "greaterthanorequalto" => Number(0) >= Number(1),
            "lessthan" => Number(0) < Number(1),
            "lessthanorequalto" => Number(0) <= Number(1),
            "add" => Number(0) + Number(1),
            "subtract" => Number(0) - Number(1),
            "multiply" => Number(0) * Number(1),
            "divide" when Number(1) > 0 && Number(0) % Number(1) == 0 => Number(0) / Number(1),
            "modulo" when Number(1) > 0 => Number(0) % Number(1),
            "negate" => -Number(0),
            "absolute" => Number(0) < 0 ? -Number(0) : Number(0),
            "ceil" or "floor" or "int" => Number(0),
            "max" or "min" => Extreme(arguments, name == "max"),
            "upper" => Text(0).ToUpperInvariant(),
            "lower" => Text(0).ToLowerInvariant(),
            "trim" => Text(0).Trim(Text(1).ToCharArray()),
            "trimspace" => Text(0).Trim(),
            "trimprefix" => Text(0).StartsWith(Text(1), StringComparison.Ordinal) ? Text(0)[Text(1).Length..] : Text(0),
            "trimsuffix" => Text(0).EndsWith(Text(1), StringComparison.Ordinal) ? Text(0)[..^Text(1).Length] : Text(0),
            "chomp" => Text(0).TrimEnd('\n', '\r'),
            "replace" when Text(1).Length > 0 => Text(0).Replace(Text(1), Text(2), StringComparison.Ordinal),
            "join" => string.Join(Text(0), arguments.Skip(1).SelectMany(HclValue.List).Select(HclValue.Text)),
            "split" when Text(0).Length > 0 => Text(1).Split(Text(0)).ToList<object?>(),
            "substr" => Substring(Text(0), (int)Number(1), (int)Number(2)),
            "format" => Format(Text(0), arguments),
            "basename" => Text(0)[(Text(0).LastIndexOf('/') + 1)..],
            "dirname" => Text(0).LastIndexOf('/') switch { 0 => "/", < 0 => ".", var slash => Text(0)[..slash] },
            "concat" => arguments.SelectMany(HclValue.List).ToList(),
            "length" => At(0) is Dictionary<string, object?> members ? members.Count : (long)List(0).Count,
            "element" when List(0).Count > 0 && Number(1) >= 0 => List(0)[(int)(Number(1) % List(0).Count)],
            "index" => At(0) is Dictionary<string, object?> ? Members(0).TryGetValue(Text(1), out var member) ? member : throw new HclException(Text(1)) : ItemAt(List(0), Number(1)),
            "hasindex" => At(0) is Dictionary<string, object?> ? Members(0).ContainsKey(Text(1)) : At(1) is long index && index >= 0 && index < List(0).Count,
            "lookup" => Members(0).TryGetValue(Text(1), out var found) ? found : At(2),
            "contains" => List(0).Exists(item => HclValue.AreEqual(item, At(1))),
            "keys" => Members(0).Keys.Order(StringComparer.Ordinal).ToList<object?>(),
            "values" => HclValue.Pairs(Members(0)).Select(pair => pair[1]).ToList(),
            "merge" => Merge(arguments),
            "zipmap" => Zip(List(0), List(1)),
            "distinct" => Distinct(List(0)),
            "compact" => List(0).Where(item => item is not (null or "")).ToList(),
            "flatten" => Flatten(List(0), 0).ToList(),
            "sort" => List(0).Select(HclValue.Text).Order(StringComparer.Ordinal).ToList<object?>(),
            "reverselist" => Enumerable.Reverse(List(0)).ToList(),
            "slice" => Slice(List(0), Number(1), Number(2)),
            "range" => Range(arguments),
            "coalesce" => arguments.Find(item => item is not null) ?? throw new HclException(name + "()"),
            "coalescelist" => arguments.Find(item => item is List<object?> { Count: > 0 }) ?? throw new HclException(name + "()"),
            _ => throw new HclException(name + "()"),
        };
    }

    private static long Extreme(List<object?> arguments, bool isLargest)
    {
        var result = HclValue.Number(arguments.Count > 0 ? arguments[0] : null);
        foreach (var argument in arguments)
        {
            result = isLargest ? Math.Max(result, HclValue.Number(argument)) : Math.Min(result, HclValue.Number(argument));
        }

        return result;
    }

    private static Dictionary<string, object?> Zip(List<object?> keys, List<object?> values)
    {
        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (var i = 0; i < Math.Min(keys.Count, values.Count); i++)
        {
            members[HclValue.Text(keys[i])] = values[i];
        }

        return members;
    }

    private static object? ItemAt(List<object?> list, long index) => index >= 0 && index < list.Count ? list[(int)index] : throw new HclException(HclValue.Text(index));

    private static string Substring(string text, int start, int length)
    {
        start = Math.Clamp(start < 0 ? text.Length + start : start, 0, text.Length);
        return length < 0 ? text[start..] : text.Substring(start, Math.Min(length, text.Length - start));
    }

    /// <summary>The verbs that only put texts and whole numbers in.</summary>
    private static string Format(string format, List<object?> arguments)
    {
        var pieces = format.Replace("%%", "\0", StringComparison.Ordinal).Split('%');
        var result = new System.Text.StringBuilder(pieces[0]);
        for (var i = 1; i < pieces.Length; i++)
        {
            if (pieces[i] is not ['s' or 'd' or 'v', ..] || i >= arguments.Count)
            {
                throw new HclException("format()");
            }

            result.Append(HclValue.Text(arguments[i])).Append(pieces[i], 1, pieces[i].Length - 1);
        }

        return result.Replace('\0', '%').ToString();
    }

    private static Dictionary<string, object?> Merge(List<object?> arguments)
    {
        var merged = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var argument in arguments)
        {
            foreach (var (name, value) in argument is null ? [] : HclValue.Members(argument))
            {
                merged[name] = value;
            }
        }

        return merged;
    }

    private static List<object?> Distinct(List<object?> list)
    {
        var seen = new List<object?>();
        foreach (var item in list.Take(LongestRange))
        {
            if (!seen.Exists(other => HclValue.AreEqual(item, other)))
            {
                seen.Add(item);
            }
        }

        return seen;
    }

    private static IEnumerable<object?> Flatten(List<object?> list, int depth) =>
        list.SelectMany(item => item is List<object?> inner && depth < 32 ? Flatten(inner, depth + 1) : [item]);

    private static List<object?> Slice(List<object?> list, long start, long end) =>
        start >= 0 && start <= end && end <= list.Count ? list[(int)start..(int)end] : throw new HclException("slice()");

    private static List<object?> Range(List<object?> arguments)
    {
        if (arguments.Count is 0 or > 3)
        {
            throw new HclException("range()");
        }

        var start = arguments.Count == 1 ? 0 : HclValue.Number(arguments[0]);
        var end = HclValue.Number(arguments[arguments.Count == 1 ? 0 : 1]);
        var step = arguments.Count > 2 ? HclValue.Number(arguments[2]) : end < start ? -1 : 1;
        var items = new List<object?>();
        for (var value = start; step != 0 && (step > 0 ? value < end : value > end); value += step)
        {
            items.Add(items.Count < LongestRange ? value : throw new HclException("range()"));
        }

        return items;
    }
}
