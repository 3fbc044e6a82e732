using System.Collections.Immutable;

namespace DockerLsp.Files;

/// <summary>How a service or target says that it is built, as written.</summary>
internal sealed record BuildDescription
{
    /// <summary>Stands for one that is being worked out.</summary>
    public static BuildDescription Open { get; } = new();

    public YamlScalar? Context { get; init; }

    /// <summary>What a relative context begins at; null for the folder of the file that was asked for.</summary>
    public string? Folder { get; init; }

    public YamlScalar? Dockerfile { get; init; }

    /// <summary>The text of the Dockerfile itself.</summary>
    public YamlScalar? Inline { get; init; }

    public YamlScalar? Stage { get; init; }

    public ImmutableArray<(YamlScalar Name, YamlScalar? Value)> Arguments { get; init; } = [];

    public ImmutableArray<(YamlScalar Name, YamlScalar? Value)> Contexts { get; init; } = [];

    /// <summary>The <c>build</c> of a service (Compose Build Specification).</summary>
    public static BuildDescription OfCompose(YamlMapping build) => Of(build, "dockerfile_inline", "additional_contexts");

    /// <summary>A <c>target</c> (Bake file reference).</summary>
    public static BuildDescription OfBake(YamlMapping target) => Of(target, "dockerfile-inline", "contexts");

    private static BuildDescription Of(YamlMapping build, string inline, string contexts) => new()
    {
        Context = build.Find("context") as YamlScalar,
        Dockerfile = build.Find("dockerfile") as YamlScalar,
        Inline = build.Find(inline) as YamlScalar,
        Stage = build.Find("target") as YamlScalar,
        Arguments = Pairs(build.Find("args")),
        Contexts = Pairs(build.Find(contexts)),
    };

    /// <summary>What this says, and what another one does where this says nothing; arguments and contexts are joined by name.</summary>
    public BuildDescription Over(BuildDescription other) => new()
    {
        Context = Context ?? other.Context,
        Folder = Context is null && other.Context is not null ? other.Folder : Folder,
        Dockerfile = Dockerfile ?? other.Dockerfile,
        // Whoever names a file of its own does not mean the text of the other one.
        Inline = Inline ?? (Dockerfile is null ? other.Inline : null),
        Stage = Stage ?? other.Stage,
        Arguments = Join(Arguments, other.Arguments),
        Contexts = Join(Contexts, other.Contexts),
    };

    /// <summary>The same with each value replaced.</summary>
    public BuildDescription Map(Func<YamlScalar?, YamlScalar?> map) => this with
    {
        Context = map(Context),
        Dockerfile = map(Dockerfile),
        Inline = map(Inline),
        Stage = map(Stage),
        Arguments = [.. Arguments.Select(pair => (pair.Name, map(pair.Value)))],
        Contexts = [.. Contexts.Select(pair => (pair.Name, map(pair.Value)))],
    };

    private static ImmutableArray<(YamlScalar Name, YamlScalar? Value)> Join(
        ImmutableArray<(YamlScalar Name, YamlScalar? Value)> own, ImmutableArray<(YamlScalar Name, YamlScalar? Value)> others) =>
        [.. own.Concat(others).DistinctBy(pair => pair.Name.Value)];

    /// <summary>A mapping, or a list of <c>name=value</c>; of a name without a value there is nothing.</summary>
    private static ImmutableArray<(YamlScalar Name, YamlScalar? Value)> Pairs(YamlNode? node)
    {
        switch (node)
        {
            case YamlMapping mapping:
                return [.. mapping.Entries.Select(entry => (entry.Key, entry.Value as YamlScalar))];
            case YamlSequence sequence:
                var pairs = ImmutableArray.CreateBuilder<(YamlScalar Name, YamlScalar? Value)>();
                foreach (var item in sequence.Items.OfType<YamlScalar>())
                {
                    var equals = item.Value.IndexOf('=', StringComparison.Ordinal);
                    pairs.Add(equals < 0
                        ? (item, null)
                        : (item with { Value = item.Value[..equals] }, new YamlScalar(item.Place, item.Value[(equals + 1)..], IsPlain: false)));
                }

                return pairs.ToImmutable();
            default:
                return [];
        }
    }
}
