using System.Globalization;

namespace DockerLsp.Files;

/// <summary>
/// What expressions of a Bake file may name: its variables, which the environment sets (Bake, "Variables"), attributes at its top,
/// its functions, and attributes of its targets.
/// </summary>
/// <param name="root">The file.</param>
/// <param name="getVariable">The environment.</param>
internal sealed class HclScope(YamlMapping root, Func<string, string?> getVariable)
{
    /// <summary>Variables of variables can multiply a text; one that is longer than this has no value.</summary>
    public const int MaxLength = 1 << 20;

    private const int MaxDepth = 32;

    /// <summary>More than any file needs that people write.</summary>
    private const int MaxSteps = 200_000;

    private static readonly HashSet<string> Blocks = new(StringComparer.Ordinal) { "variable", "target", "group", "function" };

    private readonly Dictionary<string, object?> known = new(StringComparer.Ordinal);
    private readonly HashSet<string> failed = new(StringComparer.Ordinal);
    private readonly Stack<IReadOnlyDictionary<string, object?>> inner = new();
    private int depth;
    private int steps;

    /// <summary>The value of an expression.</summary>
    /// <exception cref="HclException">It has none here.</exception>
    public object? Evaluate(string expression) => Below(expression, () => HclExpression.Evaluate(expression, this));

    /// <summary>The value of a node: what it says, with all expressions worked out.</summary>
    /// <exception cref="HclException">Some of it has no value here.</exception>
    public object? ValueOf(YamlNode node)
    {
        Count();
        switch (node)
        {
            case YamlSequence sequence:
                return sequence.Items.Select(ValueOf).ToList();
            case YamlMapping mapping:
                var members = new Dictionary<string, object?>(StringComparer.Ordinal);
                foreach (var entry in mapping.Entries)
                {
                    members[entry.Key.Value] = ValueOf(entry.Value);
                }

                return members;
            case YamlScalar { IsNull: true }:
                return null;
            case YamlScalar { IsPlain: true } plain:
                return plain.AsFlag is { } flag ? flag : long.TryParse(plain.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : plain.Value;
            case YamlScalar scalar when ExpressionOf(scalar) is { } expression:
                return Evaluate(expression);
            case YamlScalar scalar:
                return TextTemplate.FillBake(scalar.Value, this, out var missing) ?? throw new HclException(missing);
            default:
                return null;
        }
    }

    /// <summary>What stands in the place of an expression that gives a list, an object or null; the node itself for anything else, and where it has no value.</summary>
    public YamlNode? Resolve(YamlNode? node)
    {
        if (node is not YamlScalar scalar || ExpressionOf(scalar) is not { } expression)
        {
            return node;
        }

        try
        {
            var value = Evaluate(expression);
            if (value is not (null or List<object?> or Dictionary<string, object?>))
            {
                return node;
            }

            var resolved = HclValue.ToNode(value, scalar.Place);
            return scalar.File is null ? resolved : resolved.In(scalar.File);
        }
        catch (HclException)
        {
            return node;
        }
    }

    /// <summary>The value of a name.</summary>
    /// <exception cref="HclException">It has none here.</exception>
    public object? Find(string name)
    {
        foreach (var names in inner)
        {
            if (names.TryGetValue(name, out var own))
            {
                return own;
            }
        }

        if (known.TryGetValue(name, out var value))
        {
            return value;
        }

        // One that is made of itself has no value.
        if (!failed.Add(name))
        {
            throw new HclException(name);
        }

        value = Compute(name);
        failed.Remove(name);
        return known[name] = value;
    }

    /// <summary>A member of an object, or an item of a list.</summary>
    /// <exception cref="HclException">There is none.</exception>
    public object? Attribute(object? value, string name) => value switch
    {
        Dictionary<string, object?> members when members.TryGetValue(name, out var member) => member,
        YamlMapping mapping when mapping.Find(name) is { } node => node is YamlMapping block && ReferenceEquals(mapping, root.Find("target")) ? block : ValueOf(node),
        List<object?> list when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < list.Count => list[index],
        _ => throw new HclException(name),
    };

    /// <summary>Calls a function: the file's own, or one of the library.</summary>
    /// <exception cref="HclException">It has no value here.</exception>
    public object? Call(string name, List<object?> arguments)
    {
        if ((root.Find("function") as YamlMapping)?.Find(name) is not YamlMapping function || function.Find("result") is not { } result)
        {
            return HclFunctions.Call(name, arguments);
        }

        var names = NamesOf(function.Find("params"));
        var rest = NamesOf(function.Find("variadic_params"));
        if (arguments.Count < names.Count || (arguments.Count > names.Count && rest.Count == 0))
        {
            throw new HclException(name + "()");
        }

        var parameters = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
        {
            parameters[names[i]] = arguments[i];
        }

        if (rest.Count > 0)
        {
            parameters[rest[0]] = arguments[names.Count..];
        }

        return Below(name + "()", () =>
        {
            using (With(parameters))
            {
                return ValueOf(result);
            }
        });
    }

    /// <summary>Puts names before all others, until it is disposed of.</summary>
    public IDisposable With(IReadOnlyDictionary<string, object?> names)
    {
        inner.Push(names);
        return new Names(inner);
    }

    /// <summary>Counts a step, so that no file takes for ever.</summary>
    public void Count()
    {
        if (++steps > MaxSteps)
        {
            throw new HclException("an expression of so many steps");
        }
    }

    /// <summary>The expression that is all of a text: <c>${…}</c>; null where it is a text with more in it.</summary>
    private static string? ExpressionOf(YamlScalar scalar) =>
        scalar.Value.StartsWith("${", StringComparison.Ordinal) && TextTemplate.EndOfBraces(scalar.Value, 1, scalar.Value.Length) == scalar.Value.Length && scalar.Value[^1] == '}'
            ? scalar.Value[2..^1]
            : null;

    /// <summary>Bare names, as parameters are written: they are kept as expressions.</summary>
    private static List<string> NamesOf(YamlNode? node) => node switch
    {
        YamlSequence sequence => [.. sequence.Items.OfType<YamlScalar>().Select(NameOf)],
        YamlScalar scalar => [NameOf(scalar)],
        _ => [],
    };

    private static string NameOf(YamlScalar scalar) => (ExpressionOf(scalar) ?? scalar.Value).Trim();

    private object? Compute(string name)
    {
        // Names of the caller mean nothing in what a variable is made of.
        var outer = inner.ToArray();
        inner.Clear();
        try
        {
            return Below(name, () => ComputeAtTop(name));
        }
        finally
        {
            foreach (var names in outer.Reverse())
            {
                inner.Push(names);
            }
        }
    }

    private object? ComputeAtTop(string name)
    {
        if ((root.Find("variable") as YamlMapping)?.Find(name) is YamlMapping variable)
        {
            var standard = variable.Find("default");
            if (getVariable(name) is { } given)
            {
                return OfKind(given, standard);
            }

            return standard is null or YamlScalar { IsNull: true } ? throw new HclException(name) : ValueOf(standard);
        }

        if (name == "target" && root.Find("target") is YamlMapping targets)
        {
            return targets;
        }

        if (name == "BAKE_CMD_CONTEXT")
        {
            return "cwd://";
        }

        return !Blocks.Contains(name) && root.Find(name) is { } attribute ? ValueOf(attribute) : getVariable(name) ?? throw new HclException(name);
    }

    /// <summary>Works something out that may need others of its kind, which end somewhere.</summary>
    private object? Below(string name, Func<object?> compute)
    {
        if (depth >= MaxDepth)
        {
            throw new HclException(name);
        }

        depth++;
        try
        {
            return compute();
        }
        finally
        {
            depth--;
        }
    }

    /// <summary>A value of the environment is of the kind of the default.</summary>
    private static object OfKind(string given, YamlNode? standard) => standard switch
    {
        YamlScalar { IsPlain: true, AsFlag: not null } when given is "true" or "1" => true,
        YamlScalar { IsPlain: true, AsFlag: not null } when given is "false" or "0" => false,
        YamlScalar { IsPlain: true, IsNull: false } when long.TryParse(given, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => given,
    };

    private sealed class Names(Stack<IReadOnlyDictionary<string, object?>> stack) : IDisposable
    {
        public void Dispose() => stack.Pop();
    }
}
