namespace DockerLsp.Files;

/// <content>Bake files: targets, what they inherit, and the matrices that make several of one (Bake file reference).</content>
internal sealed partial class BuildFileReader
{
    private void ReadBake(YamlMapping root)
    {
        root = FindBakeOverride() is { } over ? Merge(root, over, 0) : root;
        var scope = new HclScope(root, getVariable);
        var all = root.Find("target") as YamlMapping;
        var known = new Dictionary<string, BuildDescription>(StringComparer.Ordinal);
        string? Fill(string text, out string missing) => TextTemplate.FillBake(text, scope, out missing);
        foreach (var target in all?.Entries ?? [])
        {
            // What others inherit from is no build of its own.
            if (target.Value is not YamlMapping mapping || target.Key.Value.StartsWith('_'))
            {
                continue;
            }

            foreach (var values in Combinations(mapping, scope))
            {
                using (scope.With(values))
                {
                    // Without variables of a matrix, it is the same for those that inherit from it.
                    var build = OfTarget(all, target.Key.Value, values.Count == 0 ? known : new(StringComparer.Ordinal), scope, 0);
                    var name = mapping.Find("name") is YamlScalar named ? Fill(named.Value, out _) : null;
                    // Without a value, it has the default of the Dockerfile.
                    Add(target.Key, name ?? target.Key.Value, build.Map(node => scope.Resolve(node) as YamlScalar), Fill, _ => null);
                }
            }
        }
    }

    /// <summary>What Bake reads beside a file of the usual name, unless it is told not to.</summary>
    private YamlMapping? FindBakeOverride()
    {
        if (files is null || Path.GetFileName(path) is not ("docker-bake.hcl" or "docker-bake.json"))
        {
            return null;
        }

        var found = Array.Find(["docker-bake.override.hcl", "docker-bake.override.json"], name => files.Exists(Path.Combine(folder, name)));
        return found is null ? null : LoadOther(Path.Combine(folder, found), null);
    }

    /// <summary>Blocks of one name are one, and a later attribute takes the place of an earlier one.</summary>
    private static YamlMapping Merge(YamlMapping below, YamlMapping above, int depth)
    {
        var entries = new List<YamlEntry>(below.Entries);
        foreach (var entry in above.Entries)
        {
            var index = entries.FindIndex(e => e.Key.Value == entry.Key.Value);
            if (index < 0)
            {
                entries.Add(entry);
            }
            else if (depth < 4 && entries[index].Value is YamlMapping former && entry.Value is YamlMapping later)
            {
                entries[index] = new YamlEntry(entries[index].Key, Merge(former, later, depth + 1));
            }
            else
            {
                entries[index] = entry;
            }
        }

        return new YamlMapping(below.Place, entries);
    }

    /// <summary>How a target is built: as it says, and for the rest as those that it inherits from, the last one first.</summary>
    private BuildDescription OfTarget(YamlMapping? all, string name, Dictionary<string, BuildDescription> known, HclScope scope, int depth)
    {
        if (known.TryGetValue(name, out var build) || depth > MaxDepth || all?.Find(name) is not YamlMapping target)
        {
            return build ?? new BuildDescription();
        }

        known[name] = BuildDescription.Open;
        var inherited = new BuildDescription();
        var parents = scope.Resolve(target.Find("inherits")) as YamlSequence;
        foreach (var parent in parents?.Items.OfType<YamlScalar>() ?? [])
        {
            if (TextTemplate.FillBake(parent.Value, scope, out _) is not { } other)
            {
                continue;
            }

            if (ReferenceEquals(known.GetValueOrDefault(other), BuildDescription.Open))
            {
                problems.Add(YamlDocument.Problem(parent.Place, $"`{Shorten(name)}` inherits from `{Shorten(other)}`, which inherits from it in turn: nothing comes from there", isError: false) with { File = parent.File });
            }
            else if (all.Find(other) is null)
            {
                problems.Add(YamlDocument.Problem(parent.Place, $"`{Shorten(name)}` inherits from `{Shorten(other)}`, which is not there{Suggest(other, all)}", isError: false) with { File = parent.File });
            }
            else
            {
                inherited = OfTarget(all, other, known, scope, depth + 1).Over(inherited);
            }
        }

        var own = BuildDescription.OfBake(new YamlMapping(target.Place, [.. target.Entries.Select(e => e.Key.Value is "args" or "contexts" ? e with { Value = scope.Resolve(e.Value) ?? e.Value } : e)]));
        return known[name] = own.Over(inherited);
    }

    /// <summary>The values of each target that a matrix makes; without one, there is one target.</summary>
    private IEnumerable<Dictionary<string, object?>> Combinations(YamlMapping target, HclScope scope)
    {
        IEnumerable<Dictionary<string, object?>> combinations = [new(StringComparer.Ordinal)];
        foreach (var axis in (target.Find("matrix") as YamlMapping)?.Entries ?? [])
        {
            List<object?> items;
            try
            {
                items = HclValue.List(scope.ValueOf(axis.Value));
            }
            catch (HclException exception)
            {
                problems.Add(YamlDocument.Problem(axis.Value.Place, $"`{Shorten(axis.Key.Value)}` is not known here: `{Shorten(exception.Missing)}` has no value") with { File = axis.Key.File });
                return [];
            }

            combinations = combinations.SelectMany(values => items.Select(item => new Dictionary<string, object?>(values, StringComparer.Ordinal) { [axis.Key.Value] = item })).Take(MaxCombinations);
        }

        return [.. combinations];
    }
}
